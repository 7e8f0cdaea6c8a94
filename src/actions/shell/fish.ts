/** Words at the head of a command that only order what comes after them: every branch is looked at. */
const ORDERING = new Set(['and', 'or', 'not', '!', 'time', 'builtin']);

/** What opens a block in bash, where a branch is one that may be taken, its condition included. */
const BRANCH = 'if :\nthen\n:\n';
const OTHERWISE = '\nelif :\nthen\n:\n';

interface State {
  readonly source: string;
  at: number;
  depth: number;
  /** Variables that have been set to more or less than one value. */
  readonly lists: Set<string>;
}

const MAX_DEPTH = 64;

/** Writes a fish script as one that bash's grammar reads, with the same commands in the same order. */
export function bashFromFish(source: string): string {
  const state: State = { source, at: 0, depth: 0, lists: new Set() };
  let out = script(state);
  for (; state.at < source.length; state.at++) out += `\n${script(state)}`;
  return out;
}

const SEPARATOR = /^(?:[\s;]|&&|\|\||&?\||&(?!>))+/;

function script(state: State): string {
  const ends: string[] = [];
  let out = '';
  let pipeline = 0;
  while (state.at < state.source.length && state.source[state.at] !== ')') {
    const separator = SEPARATOR.exec(state.source.slice(state.at, state.at + 256))?.[0];
    if (separator) {
      state.at += separator.length;
      const written = inBash(separator);
      out += written;
      if (written !== PIPE) pipeline = out.length;
      continue;
    }
    const list = words(state);
    if (readsPipe(list) && out.endsWith(PIPE)) out = `${out.slice(0, pipeline)}eval "$(${out.slice(pipeline, -PIPE.length)})"`;
    else out += command(state, list, ends);
  }
  return out + ends.reverse().join('');
}

const PIPE = ' | ';

function inBash(separator: string): string {
  if (separator.includes('||')) return ' || ';
  if (separator.includes('&&')) return ' && ';
  if (separator.includes('|')) return PIPE;
  return separator.includes('&') ? ' & ' : '\n';
}

/** `… | source` */
const readsPipe = ([head, file = '-']: readonly string[]): boolean => (head === 'source' || head === '.') && file === '-';

/** One command, its words already in bash's spelling. */
function command(state: State, all: readonly string[], ends: string[]): string {
  const first = all.findIndex((word) => !ORDERING.has(word));
  const list = first < 0 ? [] : all.slice(first);
  const [head = '', ...rest] = list;
  switch (head) {
    case 'end':
      return `${ends.pop() ?? ''} ${rest.join(' ')}`;
    case 'if':
    case 'while':
      ends.push('\nfi');
      return BRANCH + command(state, rest, ends);
    case 'begin':
      ends.push('\n}');
      return `{ :\n${command(state, rest, ends)}`;
    case 'else':
      return OTHERWISE + command(state, rest[0] === 'if' ? rest.slice(1) : rest, ends);
    case 'switch':
      ends.push('\nfi');
      return `: ${rest.join(' ')}\n${BRANCH}`;
    case 'case':
      return OTHERWISE;
    case 'for':
      ends.push('\ndone');
      return `for ${rest.join(' ')}; do :\n`;
    case 'function':
      ends.push('\n}');
      return functionHead(rest);
    case 'set':
      return assignment(state, rest);
    case 'alias': {
      const given = rest.filter((word) => !word.startsWith('-'));
      return given.length === 2 ? `alias ${given.join('=')}` : list.join(' ');
    }
    default:
      return list.join(' ');
  }
}

/** Its arguments have the names that `-a` gives them. */
function functionHead(rest: readonly string[]): string {
  const at = rest.findIndex((word) => word === '-a' || word === '--argument-names');
  const names = at < 0 ? [] : rest.slice(at + 1).filter((name) => /^\w+$/.test(name));
  const named = names.map((name, i) => `${name}=\${${i + 1}}\n`);
  return `${rest.find((word) => !word.startsWith('-')) ?? 'f'}() {\n:\n${named.join('')}`;
}

function assignment({ lists }: State, rest: readonly string[]): string {
  const [name, ...values] = rest.filter((word) => !/^-[a-zA-Z-]+$/.test(word));
  if (name === undefined || !/^\w+$/.test(name) || rest.some((word) => /^-\w*[eqSn]/.test(word))) return ':';
  if (rest.some((word) => /^(?:-\w*x\w*|--export)$/.test(word))) return `export ${name}=${values.join(':')}`;
  if (values.length !== 1) lists.add(name);
  return values.length === 1 ? `${name}=${values[0]}` : `${name}=(${values.join(' ')})`;
}

/** The words up to the end of the command. */
function words(state: State): string[] {
  const list: string[] = [];
  let word = '';
  const finish = () => {
    if (word !== '') list.push(word);
    word = '';
  };
  for (; state.at < state.source.length; state.at++) {
    const character = state.source.charAt(state.at);
    if (/[\n;|)]/.test(character) || (character === '&' && state.source[state.at + 1] !== '>' && !/[<>]$/.test(word))) break;
    if (/\s/.test(character)) finish();
    else if (character === '#' && word === '') skipComment(state);
    else word += piece(state, character);
  }
  // `2>|` pipes what goes to standard error.
  if (state.source[state.at] === '|' && word === '2>') word = '2>&1';
  finish();
  return list;
}

function skipComment(state: State): void {
  const end = state.source.indexOf('\n', state.at);
  state.at = (end < 0 ? state.source.length : end) - 1;
}

/** One character, quoted text, variable or substitution; leaves the position on its last character. */
function piece(state: State, character: string): string {
  switch (character) {
    case '\\':
      state.at++;
      return `\\${state.source.charAt(state.at)}`;
    case "'":
      return singleQuoted(state);
    case '"':
      return doubleQuoted(state);
    case '(':
      return substitution(state);
    case '{': {
      const name = /^\{\$(\w+)\}/.exec(state.source.slice(state.at, state.at + 256))?.[1];
      if (name === undefined) return character;
      state.at += name.length + 2;
      return `\${${name}}`;
    }
    case '>':
      // `>?` does not overwrite.
      if (state.source[state.at + 1] === '?') state.at++;
      return character;
    case '$':
      if (state.source[state.at + 1] === '(') {
        state.at++;
        return substitution(state);
      }
      return variable(state);
    default:
      return character;
  }
}

function singleQuoted(state: State): string {
  let text = '';
  for (state.at++; state.at < state.source.length && state.source[state.at] !== "'"; state.at++) {
    if (state.source[state.at] === '\\' && /['\\]/.test(state.source.charAt(state.at + 1))) state.at++;
    text += state.source.charAt(state.at);
  }
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function doubleQuoted(state: State): string {
  let text = '"';
  for (state.at++; state.at < state.source.length && state.source[state.at] !== '"'; state.at++) {
    const character = state.source.charAt(state.at);
    if (character === '\\') text += `\\${state.source.charAt(++state.at)}`;
    else if (character === '$') text += piece(state, character);
    else text += character === '`' ? '\\`' : character;
  }
  return `${text}"`;
}

function substitution(state: State): string {
  state.at++;
  if (state.depth >= MAX_DEPTH) return '';
  state.depth++;
  const inner = script(state);
  state.depth--;
  const [all, fed] = /^([\s\S]*?)\s*\|\s*psub\b[^|\n]*$/.exec(inner.trim()) ?? [];
  return all === undefined ? `$(${inner.trim()})` : `<(${fed})`;
}

/** `$argv` are the arguments; a list without an index, or with one that is no number, is all of its members. */
function variable(state: State): string {
  const match = /^\$(\$?)(\w+)(?:\[([^\]\n]{0,64})\])?/.exec(state.source.slice(state.at, state.at + 256));
  if (!match) return '$';
  const [all, indirect, name = '', written] = match;
  state.at += all.length - 1;
  const index = written !== undefined && /^\d+$/.test(written) ? Number(written) : undefined;
  if (indirect) return `\${!${name}}`;
  if (name === 'argv') return index === undefined ? '$@' : `\${${index}}`;
  if (index !== undefined) return `\${${name}[${index - 1}]}`;
  return state.lists.has(name) ? `\${${name}[@]}` : `\${${name}}`;
}
