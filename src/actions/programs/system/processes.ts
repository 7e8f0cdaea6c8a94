import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import type { Command, Outcome, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { nameOperand } from '../../words.ts';
import { argumentsOf } from '../effects.ts';
import { family } from '../family.ts';

/** No program sends these by number; kernel modules that hide processes or give root listen for them. */
const HOOKED_SIGNAL = /^(?:31|63|64)$/;
/** Agents, and this guard: to end them is to end who is watched, or who watches. */
const AGENTS = /\b(?:claude|codex|gemini|qwen|copilot|cursor(?:-agent)?|windsurf|opencode|droid|crush|goose|cline|kiro|amp)\b/i;
/** What everything else hangs on. */
const VITAL =
  /^(?:-?(?:ba|z|da|fi|k|c|tc)?sh|sshd|systemd.*|init|launchd|login|loginwindow|Xorg|gnome-shell|kwin.*|WindowServer|dockerd|containerd|tmux.*|screen|dbus.*|NetworkManager|r?syslogd?|syslog-ng|auditd|crond?|cron|(?:fire|polkit|udev|chrony|nt|cups|sss)d|falcon-sensor|osqueryd|wazuh-.*|\.|\.\*|)$/i;

const signalFlags = (signal: string | undefined): readonly EffectFlag[] => (/^(?:SIG)?KILL$|^9$/i.test(signal ?? '') ? ['force'] : []);

const GUARD = /hookwarden/i;

/** A process that belongs to this guard, by its name or by how its number is found. */
const ending = (word: Word, flags: readonly EffectFlag[], note: string): Effect => ({
  kind: GUARD.test(word.text) || GUARD.test(word.value) ? 'guard.tamper' : 'process.kill',
  operand: nameOperand(word),
  note,
  ...(flags.length > 0 && { flags }),
});

/** `kill [-SIGNAL] PID…`; `-1` is every process there is, 0 the whole group. */
function kill(command: Command): Outcome {
  const words = argumentsOf(command);
  let signal: string | undefined;
  const targets: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) break;
    if (/^(?:-l|-L|-p|--list|--table)$/.test(word.value)) return { effects: [] };
    if (/^(?:-s|-n|-q|--signal|--queue)$/.test(word.value)) signal = words[++at]?.value;
    else if (word.value.startsWith('--signal=')) signal = word.value.slice('--signal='.length);
    else if (word.value === '--') {
      targets.push(...words.slice(at + 1));
      break;
    } else if (/^-[A-Z0-9]/i.test(word.value) && signal === undefined && targets.length === 0 && at < words.length - 1)
      signal = word.value.slice(1);
    else targets.push(word);
  }
  if (signal === '0') return { effects: [] };
  if (HOOKED_SIGNAL.test(signal ?? '')) return { effects: [{ kind: 'process.kernel', note: `kill -${signal}` }] };
  return { effects: targets.map((word) => ending(word, [...signalFlags(signal), ...reach(word)], 'kill')) };
}

function reach(word: Word): readonly EffectFlag[] {
  if (word.value === '-1' || word.value === '1' || word.value === '-0') return ['all'];
  return /^(?:"?\$\{?PPID\}?"?)$/.test(word.text) || word.value === '0' ? ['self'] : [];
}

const PKILL = [
  'g',
  'G',
  'P',
  's',
  't',
  'u',
  'U',
  'F',
  'signal',
  'pgroup',
  'parent',
  'session',
  'terminal',
  'euid',
  'uid',
  'pidfile',
  'ns',
  'o',
  'Z',
  'z',
  'y',
  'older-than',
  'younger-than',
  'user',
];
/** Of `-u ada`, `-t pts/0`: everything that a person or a terminal runs. */
const WIDE = ['u', 'U', 't', 'user', 'euid', 'uid', 'terminal'];

/** pkill and killall: by name or pattern. */
function byName(command: Command): Outcome {
  const words = argumentsOf(command);
  const signal = words.find((word) => /^-(?:\d+|(?:SIG)?[A-Z]{2,}\d*)$/.test(word.value));
  const options = readOptions(
    words.filter((word) => word !== signal),
    { values: PKILL },
  );
  const program = command.words[0]?.value ?? 'pkill';
  if (options.has('l', 'list', 'V', 'version') || signal?.value === '-0') return { effects: [] };
  const flags = signalFlags(signal?.value.slice(1) ?? options.value('signal', 's')?.value);
  if (options.operands.length === 0) {
    return options.has(...WIDE, 'v') ? { effects: [{ kind: 'process.kill', flags: [...flags, 'all'], note: program }] } : { effects: [] };
  }
  return {
    effects: options.operands.map((word) => {
      const self: readonly EffectFlag[] = AGENTS.test(word.value) ? ['self'] : [];
      const broad: readonly EffectFlag[] = VITAL.test(word.value.replace(/^\^|\$$/g, '')) || options.has('v', 'inverse') ? ['broad'] : [];
      return ending(word, [...flags, ...self, ...broad], program);
    }),
  };
}

/** fuser ends who uses a file or port only with `-k`. */
function fuser(command: Command): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['n', 'N', 'namespace'] });
  return { effects: options.has('k', 'kill') ? options.operands.map((word) => ending(word, [], 'fuser -k')) : [] };
}

/** `ps -e`, `ps aux`: every process there is, and not those that are named. */
function ps(command: Command): Outcome {
  const words = argumentsOf(command).map((word) => word.value);
  const all = words.some((word) => /^-[a-zA-Z]*[eA]|^-?[a-z]*[ax][a-z]*$|^--deselect$/.test(word));
  const chosen = words.some((word) => /^(?:-[a-zA-Z]*[pCq]$|p$|--(?:p?pid|sid|tty|user)(?:=|$))/.test(word));
  return { effects: all && !chosen ? [{ kind: 'process.list', flags: ['all'], note: 'ps' }] : [] };
}

/** `pgrep NAME`, `pidof NAME`: of what everything else hangs on, as wide as `pkill NAME`. */
function find(command: Command): Outcome {
  const options = readOptions(argumentsOf(command), { values: PKILL });
  const vital = options.operands.filter((word) => VITAL.test(word.value.replace(/^\^|\$$/g, '')) || GUARD.test(word.value));
  return {
    effects: vital.map((word) => ({
      kind: 'process.list',
      operand: nameOperand(word),
      flags: [GUARD.test(word.value) ? 'self' : 'broad'],
      note: command.words[0]?.value ?? '',
    })),
  };
}

/** Reads another process's memory. */
function memory(command: Command): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['o', 'p', 'pid', 'x', 'ex', 'batch'] });
  const target = options.value('p', 'pid') ?? options.operands.at(-1);
  return { effects: target ? [{ kind: 'process.inspect', operand: nameOperand(target), note: command.words[0]?.value ?? '' }] : [] };
}

/** Programs that look at processes and end them. */
export const processes = family('kill pkill killall skill killall5 fuser ps pgrep pidof gcore xkill kill-port', () => ({
  kill,
  pkill: byName,
  killall: byName,
  skill: byName,
  killall5: () => ({ effects: [{ kind: 'process.kill', flags: ['all'], note: 'killall5' }] }),
  fuser,
  ps,
  pgrep: find,
  pidof: find,
  gcore: memory,
  xkill: (command) => ({
    effects: argumentsOf(command)
      .filter((word) => !word.value.startsWith('-'))
      .map((word) => ending(word, [], 'xkill')),
  }),
  'kill-port': (command) => ({ effects: argumentsOf(command).map((word) => ending(word, [], 'kill-port')) }),
}));
