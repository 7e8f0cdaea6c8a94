import type { Effect } from '../../../domain/effect.ts';
import type { Program } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { nameOperand } from '../../words.ts';
import { family } from '../family.ts';
import { prefix, runOf } from './prefix.ts';

/** How many words bubblewrap's options take, where not none; its command starts at the first word that is no option. */
const BWRAP_VALUES: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    [
      'args',
      'argv0',
      'userns',
      'userns2',
      'pidns',
      'uid',
      'gid',
      'hostname',
      'chdir',
      'unsetenv',
      'lock-file',
      'sync-fd',
      'remount-ro',
      'exec-label',
      'file-label',
      'proc',
      'dev',
      'tmpfs',
      'mqueue',
      'dir',
      'seccomp',
      'add-seccomp-fd',
      'block-fd',
      'info-fd',
      'json-status-fd',
      'cap-add',
      'cap-drop',
      'perms',
      'size',
    ].map((name) => [name, 1]),
  ),
  ...Object.fromEntries(
    [
      'setenv',
      'bind',
      'bind-try',
      'dev-bind',
      'dev-bind-try',
      'ro-bind',
      'ro-bind-try',
      'bind-fd',
      'ro-bind-fd',
      'file',
      'bind-data',
      'ro-bind-data',
      'symlink',
      'chmod',
    ].map((name) => [name, 2]),
  ),
};

const bwrap: Program = (command) => {
  const words = command.words.slice(1);
  let at = 0;
  while (at < words.length && words[at]?.value.startsWith('--')) {
    const name = words[at]?.value.slice(2) ?? '';
    at += 1 + (Object.hasOwn(BWRAP_VALUES, name) ? (BWRAP_VALUES[name] ?? 0) : 0);
    if (name === '') break;
  }
  return { runs: runOf(command, words.slice(at)) };
};

/** A tracer given a process reads all that passes through it. */
const attaches = (options: Options): readonly Effect[] =>
  options.all('p', 'attach').map((word) => ({ kind: 'process.inspect', operand: nameOperand(word), note: 'tracing' }));

/** systemd-run with a time runs the command later, and again and again. */
const timed = (options: Options): readonly Effect[] =>
  options.has(...TIMES) ? [{ kind: 'process.schedule', flags: ['persist'], note: 'systemd-run' }] : [];

/** `--start --exec PROGRAM -- ARGUMENT…` */
const startStopDaemon: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: 'x exec a startas p pidfile u user g group c chuid n name d chdir r chroot N nicelevel O output s signal R retry'.split(' '),
    switches: ['start', 'stop', 'background', 'make-pidfile', 'oknodo', 'quiet', 'test'],
  });
  const program = options.value('a', 'startas') ?? options.value('x', 'exec');
  return options.has('S', 'start') && program ? { runs: runOf(command, [program, ...options.operands]) } : {};
};

/** `tox exec -- CMD`; its other verbs run what its configuration says. */
const tox: Program = (command) => {
  const [verb, ...rest] = command.words.slice(1);
  const at = rest.findIndex((word) => word.value === '--');
  return /^e(?:xec)?$/.test(verb?.value ?? '') && at >= 0 ? { runs: runOf(command, rest.slice(at + 1)) } : {};
};

const TIMES = [
  'on-active',
  'on-boot',
  'on-startup',
  'on-unit-active',
  'on-unit-inactive',
  'on-calendar',
  'on-clock-change',
  'on-timezone-change',
  'path-property',
];

/** Wrappers that change how a command runs (priority, time, tracing, isolation), not what it does. */
export const plain = family(
  `nohup setsid unbuffer caffeinate dbus-run-session dbus-launch xvfb-run rlwrap nice ionice chrt taskset numactl timeout gtimeout
   time gtime stdbuf strace ltrace valgrind gdbserver prlimit unshare nsenter firejail bwrap faketime proxychains proxychains4
   torsocks torify dotenvx chronic ts ccache sccache rtk cgexec fakeroot proot arch linux32 linux64 setarch systemd-inhibit
   systemd-run systemd-cat busybox toybox tini dumb-init start-stop-daemon tox`,
  () => ({
    nohup: prefix(),
    setsid: prefix(),
    unbuffer: prefix(),
    caffeinate: prefix({ values: ['t', 'w'] }),
    'dbus-run-session': prefix({ values: ['dbus-daemon', 'config-file'] }),
    'dbus-launch': prefix({ values: ['autolaunch'] }),
    'xvfb-run': prefix({
      values: ['e', 'f', 'n', 'p', 's', 'w', 'error-file', 'auth-file', 'server-num', 'server-args', 'wait', 'xauth-protocol'],
    }),
    rlwrap: prefix({ values: ['b', 'C', 'D', 'e', 'f', 'g', 'H', 'l', 'O', 'p', 'q', 's', 'S', 't', 'z'] }),
    nice: prefix({ values: ['n', 'adjustment'] }),
    ionice: prefix({ values: ['c', 'n', 'P', 'u', 'class', 'classdata'], idle: ['p', 'pid'] }),
    chrt: prefix({ values: ['T', 'P', 'D'], operands: 1, idle: ['p', 'pid'] }),
    taskset: prefix({ operands: 1, idle: ['p', 'pid'] }),
    numactl: prefix({ values: ['N', 'C', 'm', 'p', 'i', 'cpunodebind', 'physcpubind', 'membind', 'preferred', 'interleave'] }),
    timeout: prefix({ values: ['s', 'k', 'signal', 'kill-after'], operands: 1 }),
    gtimeout: prefix({ values: ['s', 'k', 'signal', 'kill-after'], operands: 1 }),
    time: prefix({ values: ['f', 'o', 'format', 'output'] }),
    gtime: prefix({ values: ['f', 'o', 'format', 'output'] }),
    stdbuf: prefix({ values: ['i', 'o', 'e', 'input', 'output', 'error'] }),
    strace: prefix({
      values: ['a', 'b', 'e', 'E', 'I', 'o', 'O', 'p', 'P', 's', 'S', 'u', 'U', 'X', 'trace', 'output', 'attach'],
      effects: attaches,
    }),
    ltrace: prefix({ values: ['a', 'A', 'e', 'F', 'l', 'n', 'o', 'p', 's', 'u', 'w', 'x', 'X', 'output'], effects: attaches }),
    valgrind: prefix(),
    gdbserver: prefix({ operands: 1 }),
    prlimit: prefix({ values: ['o', 'output'], idle: ['p', 'pid'] }),
    unshare: prefix({
      values: ['S', 'G', 'R', 'w', 'setuid', 'setgid', 'root', 'wd', 'map-user', 'map-group', 'propagation', 'setgroups'],
    }),
    nsenter: prefix({
      values: ['t', 'S', 'G', 'target', 'setuid', 'setgid'],
      effects: () => [{ kind: 'process.privilege', note: 'nsenter' }],
    }),
    firejail: prefix(),
    bwrap,
    faketime: prefix({ operands: 1 }),
    proxychains: prefix({ values: ['f'] }),
    proxychains4: prefix({ values: ['f'] }),
    torsocks: prefix({ values: ['u', 'p', 'P'] }),
    torify: prefix(),
    dotenvx: prefix({ values: ['f', 'e', 'fk'], operands: 1 }),
    chronic: prefix(),
    ts: prefix(),
    ccache: prefix(),
    sccache: prefix(),
    rtk: prefix(),
    cgexec: prefix({ values: ['g'] }),
    fakeroot: prefix({ values: ['l', 'f', 'i', 's', 'b', 'lib', 'faked', 'fd-base'] }),
    proot: prefix({ values: ['r', 'b', 'm', 'q', 'w', 'k', 'R', 'S', 'rootfs', 'bind', 'cwd'] }),
    arch: prefix({ values: ['e', 'd'] }),
    linux32: prefix(),
    linux64: prefix(),
    setarch: prefix({ operands: 1 }),
    'systemd-inhibit': prefix({ values: ['what', 'who', 'why', 'mode'] }),
    'systemd-run': prefix({
      values: [
        'p',
        'H',
        'M',
        'E',
        'u',
        'unit',
        'property',
        'description',
        'slice',
        'uid',
        'gid',
        'nice',
        'setenv',
        'working-directory',
        'service-type',
        ...TIMES,
        'timer-property',
      ],
      effects: timed,
      cwd: ['working-directory'],
    }),
    'systemd-cat': prefix({ values: ['t', 'p', 'identifier', 'priority'] }),
    busybox: prefix({ idle: ['list', 'list-full', 'install', 'help'] }),
    toybox: prefix({ idle: ['list', 'help', 'version'] }),
    tini: prefix({ values: ['p', 'e'] }),
    'dumb-init': prefix({ values: ['r', 'rewrite'] }),
    'start-stop-daemon': startStopDaemon,
    tox,
  }),
);
