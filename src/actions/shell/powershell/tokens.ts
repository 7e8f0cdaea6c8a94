/** What a PowerShell word is made of. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'variable'; readonly name: string }
  /** `( … )`, `$( … )`, `@( … )`: commands whose output stands there. */
  | { readonly kind: 'group'; readonly body: string }
  /** `{ … }` */
  | { readonly kind: 'block'; readonly body: string }
  /** `@{ name = value; … }` */
  | { readonly kind: 'table'; readonly body: string };

export interface Token {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** A pipeline: the tokens of each of its commands. */
export type Pipeline = readonly (readonly Token[])[];

interface State {
  readonly source: string;
  at: number;
}

/** Splits a PowerShell script into pipelines; brackets keep their text, to be read in turn. */
export function readPipelines(source: string): readonly Pipeline[] {
  const state: State = { source, at: 0 };
  const pipelines: Pipeline[] = [];
  let commands: Token[][] = [];
  let tokens: Token[] = [];
  const endCommand = () => {
    if (tokens.length > 0) commands.push(tokens);
    tokens = [];
  };
  const endPipeline = () => {
    endCommand();
    if (commands.length > 0) pipelines.push(commands);
    commands = [];
  };
  while (state.at < source.length) {
    const character = source.charAt(state.at);
    const pair = source.slice(state.at, state.at + 2);
    if (character === '#' || pair === '<#') skipComment(state, pair === '<#');
    else if (pair === '||') {
      endPipeline();
      state.at += 2;
    } else if (/[\n;)}]/.test(character) || (character === '&' && !startsCommand(tokens))) {
      endPipeline();
      state.at++;
    } else if (character === '|') {
      endCommand();
      state.at++;
    } else if (character === '`' && /\s/.test(pair)) state.at += 2;
    else if (/\s/.test(character)) state.at++;
    else tokens.push(readToken(state, tokens.length === 0));
  }
  endPipeline();
  return pipelines;
}

function skipComment(state: State, block: boolean): void {
  const end = state.source.indexOf(block ? '#>' : '\n', state.at);
  state.at = end < 0 ? state.source.length : end + (block ? 2 : 0);
}

/** Behind a command `&` sends it to the background; where one begins it calls it. */
function startsCommand(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  return !last || isAssignment(last);
}

export const isAssignment = ({ text }: Token): boolean => /^(?:[-+*/%]|\?\?)?=$/.test(text);

export const isBlock = (token: Pick<Token, 'pieces'> | undefined): boolean => token?.pieces[0]?.kind === 'block';

/** What stands for itself, with or without spaces around it. */
const OPERATOR = /^(?:[1-6*]?>>?(?:&[12])?|(?:[-+*/%]|\?\?)?=|[,&])/;

/** Before their condition no space is needed. */
const BEFORE_CONDITION = /^(?:if|elseif|while|until|for|foreach|switch|param|catch)$/i;

function readToken(state: State, first: boolean): Token {
  const { source, at: start } = state;
  const operator = OPERATOR.exec(source.slice(start, start + 4))?.[0];
  if (operator) {
    state.at += operator.length;
    return { text: operator, pieces: [{ kind: 'text', text: operator, quoted: false }] };
  }
  const pieces: Piece[] = [];
  const stops = source[start] === '-' ? /[\s;|)}&>]/ : first && /[$[]/.test(source.charAt(start)) ? /[\s;|)}&>,=]/ : /[\s;|)}&>,]/;
  while (state.at < source.length && !stops.test(source.charAt(state.at))) {
    const character = source[state.at];
    if (character === '{' && pieces.length > 0) break;
    if (skipIndex(state, pieces)) continue;
    if (character === '(' && BEFORE_CONDITION.test(source.slice(start, state.at))) break;
    readPiece(state, pieces);
    if (isBlock({ pieces })) break;
  }
  return { text: source.slice(start, state.at), pieces };
}

/** `$x[0]`: of a list that is known all members are looked at. */
function skipIndex(state: State, pieces: readonly Piece[]): boolean {
  const kind = pieces.at(-1)?.kind;
  if (kind !== 'variable' && kind !== 'group') return false;
  const index = /^\[[^\]()]{0,64}\]/.exec(state.source.slice(state.at, state.at + 66))?.[0];
  state.at += index?.length ?? 0;
  return index !== undefined;
}

function readPiece(state: State, pieces: Piece[]): void {
  const { source, at } = state;
  const rest = source.slice(at, at + 128);
  const opening = /^(?:@?[({]|\$\()/.exec(rest)?.[0];
  const variable = /^\$\{?((?:env:|global:|script:|local:|private:|using:)?(?:\w[\w?]*|[?$^]))\}?/i.exec(rest);
  const splatted = pieces.length === 0 ? /^@(\w+)(?=[\s;|)}]|$)/.exec(rest) : null;
  if (rest.startsWith("@'") || rest.startsWith('@"')) readHereString(state, pieces);
  else if (opening) {
    const end = closing(source, at + opening.length);
    const body = source.slice(at + opening.length, end);
    state.at = end + 1;
    pieces.push({ kind: opening === '@{' ? 'table' : opening === '{' ? 'block' : 'group', body });
  } else if (rest.startsWith("'")) pieces.push({ kind: 'text', text: readSingle(state), quoted: true });
  else if (rest.startsWith('"')) readDouble(state, pieces);
  else if (variable?.[1] || splatted) {
    const [all = '', name = ''] = variable ?? splatted ?? [];
    state.at += all.length;
    pieces.push({ kind: 'variable', name: name.toLowerCase().replace(/^(?:global|script|local|private|using):/, '') });
  } else {
    const escaped = rest.startsWith('`');
    state.at += escaped ? 2 : 1;
    addText(pieces, escaped ? rest.charAt(1) : rest.charAt(0), false);
  }
}

function addText(pieces: Piece[], text: string, quoted: boolean): void {
  const last = pieces.at(-1);
  if (last?.kind === 'text' && last.quoted === quoted) pieces[pieces.length - 1] = { ...last, text: last.text + text };
  else pieces.push({ kind: 'text', text, quoted });
}

function readSingle(state: State): string {
  let text = '';
  for (state.at++; state.at < state.source.length; state.at++) {
    if (state.source[state.at] === "'") {
      if (state.source[state.at + 1] !== "'") break;
      state.at++;
    }
    text += state.source.charAt(state.at);
  }
  state.at++;
  return text;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function readDouble(state: State, pieces: Piece[]): void {
  const { source } = state;
  pieces.push({ kind: 'text', text: '', quoted: true });
  for (state.at++; state.at < source.length; ) {
    const character = source.charAt(state.at);
    const next = source.charAt(state.at + 1);
    if (character === '"' && next !== '"') break;
    if (character === '$' && /[\w({]/.test(next)) {
      readPiece(state, pieces);
      continue;
    }
    const code = character === '`' ? /^`u\{([0-9a-f]{1,5})\}/i.exec(source.slice(state.at, state.at + 9)) : null;
    if (code) addText(pieces, String.fromCodePoint(Number.parseInt(code[1] ?? '', 16)), true);
    else if (character === '`') addText(pieces, ESCAPES[next] ?? next, true);
    else addText(pieces, character, true);
    state.at += code ? code[0].length : character === '`' || character === '"' ? 2 : 1;
  }
  state.at++;
}

function readHereString(state: State, pieces: Piece[]): void {
  const mark = state.source.charAt(state.at + 1);
  const end = state.source.indexOf(`\n${mark}@`, state.at);
  const stop = end < 0 ? state.source.length : end;
  pieces.push({ kind: 'text', text: state.source.slice(state.at + 2, stop).replace(/^\s*\n/, ''), quoted: true });
  state.at = stop + 3;
}

/** The position of the bracket that closes the one before `from`. */
function closing(source: string, from: number): number {
  let depth = 0;
  for (let i = from; i < source.length; i++) {
    const character = source.charAt(i);
    if (character === '`') i++;
    else if (character === "'" || character === '"') {
      i++;
      while (i < source.length && source[i] !== character) i += character === '"' && source[i] === '`' ? 2 : 1;
    } else if (character === '(' || character === '{') depth++;
    else if ((character === ')' || character === '}') && depth-- === 0) return i;
  }
  return source.length;
}
