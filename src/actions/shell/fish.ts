/** Words at the head of a command that only order what comes after them: every branch is looked at. */
const ORDERING = new Set(['and', 'or', 'not', '!', 'if', 'else', 'while', 'begin', 'time', 'builtin']);
/** Those of them that open a block, so that its `end` can be told from that of a loop or a function. */
const OPENING = new Set(['if', 'while', 'begin']);

interface State {
  readonly source: string;
  at: number;
  depth: number;
}

const MAX_DEPTH = 64;

/** Writes a fish script as one that bash's grammar reads, with the same commands in the same order. */
export function bashFromFish(source: string): string {
  const state: State = { source, at: 0, depth: 0 };
  let out = script(state);
  for (; state.at < source.length; state.at++) out += `\n${script(state)}`;
  return out;
}

function script(state: State): string {
  const ends: string[] = [];
  let out = '';
  while (state.at < state.source.length && state.source[state.at] !== ')') {
    const separator = /^(?:[\s;]|&&|\|\||\||&(?![>|]))+/.exec(state.source.slice(state.at, state.at + 256))?.[0];
    if (separator) {
      state.at += separator.length;
      out += /\|\|/.test(separator)
        ? ' || '
        : /&&/.test(separator)
          ? ' && '
          : /\|/.test(separator)
            ? ' | '
            : /&/.test(separator)
              ? ' & '
              : '\n';
      continue;
    }
    out += command(words(state), ends);
  }
  return out + ends.reverse().join('');
}

/** One command, its words already in bash's spelling. */
function command(list: readonly string[], ends: string[]): string {
  let first = 0;
  for (; ORDERING.has(list[first] ?? ''); first++) {
    // `else if` belongs to a block that is open already.
    if (OPENING.has(list[first] ?? '') && list[first - 1] !== 'else') ends.push('');
  }
  const [head = '', ...rest] = list.slice(first);
  switch (head) {
    case '':
      return '';
    case 'end':
      return ends.pop() ?? '';
    case 'switch':
      ends.push('');
      return `: ${rest.join(' ')}`;
    case 'case':
      return '';
    case 'for':
      ends.push('\ndone\n');
      return `for ${rest.join(' ')}; do `;
    case 'function':
      ends.push('\n}\n');
      return `${rest.find((word) => !word.startsWith('-')) ?? 'f'}() {\n:\n`;
    case 'set':
      return assignment(rest);
    default:
      return list.join(' ');
  }
}

function assignment(rest: readonly string[]): string {
  const [name, ...values] = rest.filter((word) => !/^-[a-zA-Z-]+$/.test(word));
  if (name === undefined || !/^\w+$/.test(name) || rest.some((word) => /^-\w*[eqSn]/.test(word))) return ':';
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
    if (/[\n;|)]/.test(character) || (character === '&' && !/[>|]/.test(state.source.charAt(state.at + 1)) && !/[<>]$/.test(word))) break;
    if (/\s/.test(character)) finish();
    else if (character === '#' && word === '') skipComment(state);
    else word += piece(state, character);
  }
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
  return `$(${inner.trim()})`;
}

/** `$argv` are the arguments; a list without an index is all of its members. */
function variable(state: State): string {
  const match = /^\$(\w+)(?:\[(\d+)\])?/.exec(state.source.slice(state.at, state.at + 256));
  if (!match) return '$';
  const [all, name = '', index] = match;
  state.at += all.length - 1;
  if (name === 'argv') return index === undefined ? '$@' : `\${${index}}`;
  return index === undefined ? `\${${name}}` : `\${${name}[${Number(index) - 1}]}`;
}
