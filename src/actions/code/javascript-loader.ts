import { type Parsed, parse } from './parser.ts';
import type { Node } from './syntax.ts';
import { typescriptGrammar } from './typescript.ts';

/** Reads JavaScript into a tree; undefined for what it rejects. */
export type JavaScriptParser = (code: string) => Node | undefined;

let load: (() => JavaScriptParser) | undefined;
let loaded: JavaScriptParser | undefined;

/** The entry says where the real parser comes from; it is loaded when the first script is seen. */
export function setJavaScriptParser(from: () => JavaScriptParser): void {
  load = from;
  loaded = undefined;
}

/** With the real parser where there is one and it takes the text, else by tokens. */
export function parseScript(code: string): Parsed {
  loaded ??= load?.();
  const tree = loaded?.(code);
  return tree ? { tree, complete: true } : parse(code, typescriptGrammar);
}
