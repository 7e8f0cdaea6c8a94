import type { Shell } from '../../../domain/event.ts';
import type { Command, Outcome, Program, Run, Word } from '../../command.ts';
import { pathOperand } from '../../paths.ts';
import { isKnown, joined, programName, withValue } from '../../words.ts';
import { family } from '../family.ts';

/** A shell's own command line, read the way shells do: short switches bundle, `+x` unsets, options end at the first operand. */
interface ShellLine {
  readonly switches: ReadonlySet<string>;
  readonly startupFile?: Word;
  readonly operands: readonly Word[];
}

const VALUE_LETTERS = new Set(['o', 'O']);
const VALUE_NAMES = new Set(['--rcfile', '--init-file', '--init-command', '--features', '--profile', '--debug-output']);

function readShellLine(words: readonly Word[]): ShellLine {
  const switches = new Set<string>();
  let startupFile: Word | undefined;
  let at = 0;
  for (; at < words.length; at++) {
    const text = words[at]?.value ?? '';
    if (text === '--' || text === '-') {
      at++;
      break;
    }
    if (!/^[-+]./.test(text)) break;
    if (text.startsWith('--')) {
      switches.add(text.slice(2));
      if (!VALUE_NAMES.has(text)) continue;
      at++;
      if (text === '--rcfile' || text === '--init-file') startupFile = words[at];
      continue;
    }
    for (const letter of text.slice(1)) {
      if (text[0] === '-') switches.add(letter);
      if (VALUE_LETTERS.has(letter)) at++;
    }
  }
  return { switches, ...(startupFile ? { startupFile } : {}), operands: words.slice(at) };
}

const isStdin = (word: Word) => word.value === '/dev/stdin' || word.value === '/proc/self/fd/0' || word.value === '/dev/fd/0';

/** A file named by the environment that the shell reads before anything else. */
function startupRuns(command: Command, shell: Shell, line: ShellLine, wrapper: string): readonly Run[] {
  const interactive = line.switches.has('i');
  const { ENV, BASH_ENV } = command.environment;
  const named = interactive ? (line.startupFile ?? ENV) : BASH_ENV;
  return named ? [{ kind: 'file', path: named, as: shell, wrapper }] : [];
}

function readShell(shell: Shell): Program {
  return (command, setting): Outcome => {
    const wrapper = programName(command.words[0]);
    const line = readShellLine(command.words.slice(1));
    const [first, ...rest] = line.operands;
    if (line.switches.has('version') || line.switches.has('help')) return {};
    if (line.switches.has('n') || line.switches.has('no-execute')) {
      return first && !line.switches.has('c') ? { effects: [{ kind: 'file.read', operand: pathOperand(first, setting) }] } : {};
    }
    const before = startupRuns(command, shell, line, wrapper);
    if (line.switches.has('c') || line.switches.has('command')) {
      const [zero, ...positional] = rest;
      return first
        ? { runs: [...before, { kind: 'shell', text: first, shell, wrapper, arguments: positional, ...(zero ? { zero } : {}) }] }
        : {};
    }
    if (first && !line.switches.has('s') && !isStdin(first)) {
      return { runs: [...before, { kind: 'file', path: first, as: shell, wrapper, arguments: rest }] };
    }
    if (command.stdin)
      return { runs: [...before, { kind: 'stdin', as: shell, wrapper, arguments: line.switches.has('s') ? line.operands : rest }] };
    return { effects: [{ kind: 'exec', flags: ['interactive'], note: wrapper }], runs: before };
  };
}

/** PowerShell's switches are matched by any prefix, without regard to case. */
const POWERSHELL_SWITCHES = [
  'command',
  'encodedcommand',
  'file',
  'executionpolicy',
  'windowstyle',
  'configurationname',
  'workingdirectory',
  'version',
  'inputformat',
  'outputformat',
  'settingsfile',
  'custompipename',
  'psconsolefile',
];
const POWERSHELL_SHORT: Readonly<Record<string, string>> = {
  c: 'command',
  e: 'encodedcommand',
  ec: 'encodedcommand',
  f: 'file',
  ep: 'executionpolicy',
  ex: 'executionpolicy',
  w: 'windowstyle',
  wd: 'workingdirectory',
};

function powershellSwitch(text: string): string | undefined {
  const name = text.replace(/^(?:--?|\/)/, '').toLowerCase();
  if (name === text.toLowerCase() || name === '') return undefined;
  return POWERSHELL_SHORT[name] ?? POWERSHELL_SWITCHES.find((known) => known.startsWith(name)) ?? name;
}

const decodeUtf16 = (base64: string) => Buffer.from(base64, 'base64').toString('utf16le').replaceAll('\0', '');

const powershell: Program = (command) => {
  const wrapper = programName(command.words[0]);
  const words = command.words.slice(1);
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) break;
    const name = powershellSwitch(word.value);
    const rest = words.slice(at + 1);
    const [value, ...after] = rest;
    if (name === 'command') {
      if (value?.value === '-' || !value) break;
      return { runs: [{ kind: 'shell', text: joined(rest), shell: 'powershell', wrapper }] };
    }
    if (name === 'encodedcommand' && value) {
      const text = isKnown(value) ? withValue(value, decodeUtf16(value.value)) : value;
      return { runs: [{ kind: 'shell', text, shell: 'powershell', wrapper, origin: 'decoded' }] };
    }
    if (name === 'file' && value) {
      if (value.value === '-') break;
      return { runs: [{ kind: 'file', path: value, as: 'powershell', wrapper, arguments: after }] };
    }
    if (name === undefined) {
      if (word.value === '-') break;
      return /\.ps1$/i.test(word.value)
        ? { runs: [{ kind: 'file', path: word, as: 'powershell', wrapper, arguments: rest }] }
        : { runs: [{ kind: 'shell', text: joined([word, ...rest]), shell: 'powershell', wrapper }] };
    }
    if (name === 'help' || name === '?') return {};
    if (POWERSHELL_SWITCHES.includes(name)) at++;
  }
  return command.stdin
    ? { runs: [{ kind: 'stdin', as: 'powershell', wrapper }] }
    : { effects: [{ kind: 'exec', flags: ['interactive'], note: wrapper }] };
};

/** `cmd /c …`: the rest is a command line of its own. */
const cmd: Program = (command) => {
  const at = command.words.findIndex((word) => /^\/\/?[ck]$/i.test(word.value));
  const inner = command.words.slice(at + 1);
  if (at < 1 || inner.length === 0) return {};
  const line = joined(inner);
  const text = withValue(line, line.value.replaceAll('\\', '\\\\').replace(/%(?:userprofile|homepath)%/gi, '$HOME'));
  return { runs: [{ kind: 'shell', text, shell: 'sh', wrapper: 'cmd' }] };
};

const posix = readShell('sh');

/** The shells themselves. */
export const shells = family('bash rbash sh dash ash ksh ksh93 mksh yash csh tcsh zsh fish pwsh pwsh-preview powershell cmd', () => ({
  bash: readShell('bash'),
  rbash: readShell('bash'),
  sh: posix,
  dash: posix,
  ash: posix,
  ksh: posix,
  ksh93: posix,
  mksh: posix,
  yash: posix,
  csh: posix,
  tcsh: posix,
  zsh: readShell('zsh'),
  fish: readShell('fish'),
  pwsh: powershell,
  'pwsh-preview': powershell,
  powershell,
  cmd,
}));
