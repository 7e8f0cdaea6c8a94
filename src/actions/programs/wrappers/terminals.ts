import type { Program, Run, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { pathOperand } from '../../paths.ts';
import { joined, programName, withValue } from '../../words.ts';
import { family } from '../family.ts';

const shellRun = (text: Word, wrapper: string): Run => ({ kind: 'shell', text, shell: 'sh', wrapper });

const watch: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: ['n', 'q', 's', 'interval', 'equexit'],
    switches: ['exec', 'differences', 'errexit', 'chgexit', 'no-title'],
    stopAtOperand: true,
  });
  if (options.operands.length === 0) return {};
  return options.has('x', 'exec')
    ? { runs: [{ kind: 'argv', argv: options.operands, wrapper: 'watch' }] }
    : { runs: [shellRun(joined(options.operands), 'watch')] };
};

const flock: Program = (command) => {
  const options = readOptions(command.words.slice(1), { values: ['w', 'E', 'wait', 'timeout', 'conflict-exit-code'], stopAtOperand: true });
  const [, ...inner] = options.operands;
  const behind = readOptions(inner, { values: ['c', 'command'], stopAtOperand: true });
  const text = behind.value('c', 'command') ?? options.value('c', 'command');
  if (text) return { runs: [shellRun(text, 'flock')] };
  return inner.length > 0 ? { runs: [{ kind: 'argv', argv: inner, wrapper: 'flock' }] } : {};
};

/** `script -c CMD FILE` (Linux) and `script FILE CMD…` (BSD). */
const script: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), {
    values: ['c', 'E', 'I', 'O', 'B', 'T', 'm', 'o', 't', 'command', 'echo', 'log-in', 'log-out', 'log-io', 'log-timing'],
    stopAtOperand: false,
  });
  const [file, ...inner] = options.operands;
  const effects = file ? [{ kind: 'file.write', operand: pathOperand(file, setting) } as const] : [];
  const text = options.value('c', 'command');
  if (text) return { effects, runs: [shellRun(text, 'script')] };
  return inner.length > 0 ? { effects, runs: [{ kind: 'argv', argv: inner, wrapper: 'script' }] } : { effects };
};

const TMUX_OPENING = new Set([
  'new',
  'new-session',
  'neww',
  'new-window',
  'splitw',
  'split-window',
  'respawn-pane',
  'respawnp',
  'respawnw',
  'respawn-window',
  'run',
  'run-shell',
  'popup',
  'display-popup',
  'pipe-pane',
  'pipep',
  'if',
  'if-shell',
]);
const TMUX_VALUES = ['c', 'e', 'f', 'F', 'h', 'l', 'n', 's', 't', 'w', 'x', 'y', 'N', 'T', 'S'];
const TMUX_DETACHED_SIZE = ['l', 'p'];

/** The text that keys type; the names of the keys that end a line or stand for a blank are read as them. */
function typed(keys: readonly Word[]): Word {
  const text = joined(
    keys.map((key) => {
      if (/^(?:Enter|C-m|C-j|KPEnter)$/.test(key.value)) return withValue(key, '\n');
      return key.value === 'Space' ? withValue(key, ' ') : key;
    }),
    '',
  );
  return withValue(text, text.value.replace(/^(?:C-[a-z])+/, ''));
}

const tmux: Program = (command) => {
  const outer = readOptions(command.words.slice(1), { values: ['f', 'L', 'S', 'T', 'c'], stopAtOperand: true });
  const text = outer.value('c');
  if (text) return { runs: [shellRun(text, 'tmux')] };
  return { runs: splitCommands(outer.operands).flatMap(tmuxRuns) };
};

/** tmux takes several commands in one line, parted by a word `;` (or a word that ends in one). */
function splitCommands(words: readonly Word[]): readonly (readonly Word[])[] {
  const commands: Word[][] = [[]];
  for (const word of words) {
    if (word.value === ';' || word.value === '\\;') commands.push([]);
    else commands.at(-1)?.push(word);
  }
  return commands;
}

function tmuxRuns(words: readonly Word[]): readonly Run[] {
  const [verb, ...rest] = words;
  const name = verb?.value ?? '';
  if (name === 'send-keys' || name === 'send') {
    const keys = readOptions(rest, { values: ['t', 'N', 'c'], stopAtOperand: true }).operands;
    const text = typed(keys);
    return text.value.includes('\n') ? [shellRun(text, 'tmux')] : [];
  }
  if (!TMUX_OPENING.has(name)) return [];
  const values = name.startsWith('split') || name.startsWith('popup') ? [...TMUX_VALUES, ...TMUX_DETACHED_SIZE] : TMUX_VALUES;
  const inner = readOptions(rest, { values, stopAtOperand: true }).operands;
  if (name.startsWith('if')) return inner.slice(0, 1).map((word) => shellRun(word, 'tmux'));
  return inner.length > 0 ? [shellRun(joined(inner), 'tmux')] : [];
}

/** `screen -dmS NAME CMD…` and `screen -X stuff 'text^M'`. */
const screen: Program = (command) => {
  const options = readOptions(command.words.slice(1), { values: ['c', 'e', 'h', 'p', 's', 'S', 't', 'T', 'L'], stopAtOperand: true });
  const inner = options.operands;
  if (options.has('X')) {
    const [verb, ...rest] = inner;
    if (verb?.value === 'stuff')
      return { runs: rest.slice(0, 1).map((word) => shellRun(withValue(word, word.value.replaceAll(/\^M|\\n|\\r|\r/g, '\n')), 'screen')) };
    return verb?.value === 'exec' || verb?.value === 'screen' ? { runs: [{ kind: 'argv', argv: rest, wrapper: 'screen' }] } : {};
  }
  if (options.has('r', 'x', 'ls', 'list', 'wipe')) return {};
  return inner.length > 0 ? { runs: [{ kind: 'argv', argv: inner, wrapper: 'screen' }] } : {};
};

/** `xterm -e CMD…` and other windows with a terminal in them. */
const terminalWindow: Program = (command) => {
  const at = command.words.findIndex((word) => ['-e', '-x', '--', '--command', '--execute'].includes(word.value));
  const inner = at < 1 ? [] : command.words.slice(at + 1);
  const wrapper = programName(command.words[0]);
  if (inner.length === 1 && inner[0]) return { runs: [shellRun(inner[0], wrapper)] };
  return inner.length > 1 ? { runs: [{ kind: 'argv', argv: inner, wrapper }] } : {};
};

/** Wrappers that give a command a terminal, a lock or a timer. */
export const terminals = family('watch flock script tmux screen xterm gnome-terminal konsole alacritty kitty', () => ({
  watch,
  flock,
  script,
  tmux,
  screen,
  xterm: terminalWindow,
  'gnome-terminal': terminalWindow,
  konsole: terminalWindow,
  alacritty: terminalWindow,
  kitty: terminalWindow,
}));
