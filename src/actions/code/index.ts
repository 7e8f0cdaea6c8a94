import type { CodeReader, Language } from '../command.ts';
import { evaluateTree } from './evaluator.ts';
import { parseScript } from './javascript-loader.ts';
import { javascriptLibrary } from './libraries/javascript.ts';
import { pythonLibrary } from './libraries/python.ts';
import type { Library } from './library.ts';
import { type Grammar, type Parsed, parse } from './parser.ts';
import { pythonGrammar } from './python.ts';
import { startReading } from './reading.ts';

function readerOf(parseText: (text: string) => Parsed, library: Library): CodeReader {
  return (text, setting) => {
    const reading = startReading(setting, library.language);
    const { tree, complete } = parseText(text);
    if (!complete) reading.effect('opaque', undefined, ['too-large']);
    evaluateTree(tree, library, reading);
    return reading.outcome();
  };
}

const by =
  (grammar: Grammar) =>
  (text: string): Parsed =>
    parse(text, grammar);

const readers: Partial<Record<Language, CodeReader>> = {
  javascript: readerOf(parseScript, javascriptLibrary),
  python: readerOf(by(pythonGrammar), pythonLibrary),
};

/** How code in this language is read; undefined where it is not. */
export function codeReader(language: Language): CodeReader | undefined {
  return readers[language];
}
