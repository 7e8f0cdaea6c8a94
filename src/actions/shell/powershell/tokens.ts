/** What a PowerShell word is made of. */
type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'variable'; readonly name: string }
  /** `( … )`, `$( … )`, `@( … )`: commands whose output stands there. */
  | { readonly kind: 'group'; readonly body: string }
  /** `{ … }` */
  | { readonly kind: 'block'; readonly body: string };

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
    else if (pair === '&&' || pair === '||') {
      endPipeline();
      state.at += 2;
    } else if (/[\n;)}]/.test(character)) {
      endPipeline();
      state.at++;
    } else if (character === '|') {
      endCommand();
      state.at++;
    } else if (character === '`' && /\s/.test(pair.charAt(1))) state.at += 2;
    else if (/\s/.test(character)) state.at++;
    else tokens.push(readToken(state));
  }
  endPipeline();
  return pipelines;
}

function skipComment(state: State, block: boolean): void {
  const end = state.source.indexOf(block ? '#>' : '\n', state.at);
  state.at = end < 0 ? state.source.length : end + (block ? 2 : 0);
}

function readToken(state: State): Token {
  const start = state.at;
  const pieces: Piece[] = [];
  while (state.at < state.source.length && !/[\s;|)}]/.test(state.source.charAt(state.at))) {
    // `$x=1` and `if(…){…}` are written without spaces.
    const [first] = pieces;
    if (pieces.length === 1 && first?.kind === 'variable' && state.source[state.at] === '=') break;
    if (state.source[state.at] === '{' && pieces.length > 0) break;
    readPiece(state, pieces);
    if (pieces.length === 1 && pieces[0]?.kind === 'block') break;
    const last = pieces.at(-1);
    if (state.at === start + 1 && last?.kind === 'text' && (last.text === '=' || last.text === '&')) break;
  }
  return { text: state.source.slice(start, state.at), pieces };
}

function readPiece(state: State, pieces: Piece[]): void {
  const { source, at } = state;
  const rest = source.slice(at, at + 128);
  const opening = /^(?:@?[({]|\$\()/.exec(rest)?.[0];
  const variable = /^\$\{?((?:env:|global:|script:|local:|private:)?[\w?$^]+)\}?/i.exec(rest);
  if (rest.startsWith("@'") || rest.startsWith('@"')) readHereString(state, pieces);
  else if (opening) {
    const end = closing(source, at + opening.length);
    const body = source.slice(at + opening.length, end);
    state.at = end + 1;
    pieces.push(opening.endsWith('{') ? { kind: 'block', body } : { kind: 'group', body });
  } else if (rest.startsWith("'")) pieces.push({ kind: 'text', text: readSingle(state), quoted: true });
  else if (rest.startsWith('"')) readDouble(state, pieces);
  else if (variable?.[1]) {
    state.at += variable[0].length;
    pieces.push({ kind: 'variable', name: variable[1].toLowerCase() });
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

function readDouble(state: State, pieces: Piece[]): void {
  pieces.push({ kind: 'text', text: '', quoted: true });
  for (state.at++; state.at < state.source.length && state.source[state.at] !== '"'; ) {
    const character = state.source.charAt(state.at);
    if (character === '$' && /[\w({]/.test(state.source.charAt(state.at + 1))) {
      readPiece(state, pieces);
      continue;
    }
    if (character === '`') state.at++;
    addText(pieces, state.source.charAt(state.at), true);
    state.at++;
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
      const end = source.indexOf(character, i + 1);
      if (end < 0) return source.length;
      i = end;
    } else if (character === '(' || character === '{') depth++;
    else if ((character === ')' || character === '}') && depth-- === 0) return i;
  }
  return source.length;
}
