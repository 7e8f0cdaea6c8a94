import { posix } from 'node:path';
import type { Effect } from '../../../domain/effect.ts';
import { type Command, literal, type Outcome, type Program, type Run, type Setting, type Word } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { isKnown, nameOperand, programName } from '../../words.ts';
import { isDisk } from '../effects.ts';
import { commandInImage, strayImage } from '../packages/images.ts';
import { publishes } from '../packages/install.ts';
import { copied } from './container-copies.ts';

const GLOBAL_VALUES = ['H', 'c', 'l', 'host', 'context', 'config', 'log-level', 'tlscacert', 'tlscert', 'tlskey'];
const COMPOSE_VALUES = ['f', 'p', 'file', 'project-name', 'project-directory', 'profile', 'env-file', 'parallel', 'ansi', 'progress'];
const EXEC_VALUES = ['e', 'u', 'w', 'env', 'env-file', 'user', 'workdir', 'detach-keys', 'index'];
const RUN_VALUES = [
  ...['a', 'c', 'e', 'h', 'l', 'm', 'p', 'u', 'v', 'w'],
  ...[
    'add-host',
    'annotation',
    'attach',
    'blkio-weight',
    'cap-add',
    'cap-drop',
    'cgroup-parent',
    'cgroupns',
    'cidfile',
    'cpus',
    'cpu-shares',
    'cpuset-cpus',
    'device',
  ],
  ...[
    'dns',
    'dns-search',
    'domainname',
    'entrypoint',
    'env',
    'env-file',
    'expose',
    'gpus',
    'group-add',
    'health-cmd',
    'hostname',
    'ip',
    'ipc',
    'label',
    'link',
    'log-driver',
  ],
  ...[
    'log-opt',
    'mac-address',
    'memory',
    'memory-swap',
    'mount',
    'name',
    'net',
    'network',
    'network-alias',
    'oom-score-adj',
    'pid',
    'pids-limit',
    'platform',
    'publish',
    'pull',
  ],
  ...[
    'restart',
    'runtime',
    'secret',
    'security-opt',
    'shm-size',
    'stop-signal',
    'stop-timeout',
    'storage-opt',
    'sysctl',
    'tmpfs',
    'ulimit',
    'user',
    'userns',
    'uts',
    'volume',
  ],
  ...['volume-driver', 'volumes-from', 'workdir'],
];

type Mount = Setting['mounts'][number];

function mountOf(source: string | undefined, target: string | undefined, setting: Setting): readonly Mount[] {
  if (!source || !target?.startsWith('/')) return [];
  // A bare name is a volume of the engine's own, not a folder of this machine.
  if (!/^[./~]/.test(source)) return [];
  const home = source === '~' || source.startsWith('~/') ? setting.machine.home + source.slice(1) : source;
  if (!home.startsWith('/') && setting.cwd === undefined) return [];
  return [{ source: posix.resolve(setting.cwd ?? '/', home), target: posix.normalize(target) }];
}

function mounts(options: Options, setting: Setting): readonly Mount[] {
  const volumes = options
    .all('v', 'volume')
    .filter(isKnown)
    .flatMap((word) => {
      const [source, target] = word.value.split(':');
      return mountOf(source, target, setting);
    });
  const long = options
    .all('mount')
    .filter(isKnown)
    .flatMap((word) => {
      const fields = new Map(
        word.value.split(',').map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)]),
      );
      return fields.get('type') === 'bind' || !fields.has('type')
        ? mountOf(
            fields.get('source') ?? fields.get('src'),
            fields.get('target') ?? fields.get('dst') ?? fields.get('destination'),
            setting,
          )
        : [];
    });
  return [...volumes, ...long].sort((left, right) => right.target.length - left.target.length);
}

/** Whole folders of the machine's own, unless only to be read. */
const WRITABLE_SYSTEM = /^\/(?:etc|root|boot|usr|var|var\/lib|var\/run|dev|home|lib\/modules)\/?:[^:]*(?::(?!(?:\w+,){0,4}ro\b).*)?$/;
const isMemoryOrDisk = ({ value }: Word): boolean => /^\/dev\/(?:k?mem|port)(?::|$)/.test(value) || isDisk(value.split(':')[0] ?? '');

/** What of a new container reaches the machine itself. */
function reach(options: Options, found: readonly Mount[]): readonly Effect[] {
  const privileged = options.has('privileged') && options.value('privileged')?.value !== 'false';
  const shared = options.all('pid', 'userns', 'ipc').some((word) => word.value === 'host');
  const capable = options
    .all('cap-add')
    .some((word) => /^(?:cap_)?(?:all|sys_admin|sys_module|sys_ptrace|sys_rawio|dac_read_search)$/i.test(word.value));
  const socket = found.some((mount) => /\/(?:docker|podman|containerd)\.sock$/.test(mount.source) || mount.source === '/');
  const system = options.all('v', 'volume').some((word) => WRITABLE_SYSTEM.test(word.value)) || options.all('device').some(isMemoryOrDisk);
  return privileged || shared || capable || socket || system
    ? [{ kind: 'process.privilege', flags: ['broad'], note: privileged ? 'a privileged container' : 'a container that reaches its host' }]
    : [];
}

/** `exec [options] CONTAINER CMD…` and `compose exec SERVICE CMD…`. */
function exec(words: readonly Word[], wrapper: string): Outcome {
  const options = readOptions(words, { values: EXEC_VALUES, stopAtOperand: true });
  const [target, ...argv] = options.operands;
  if (!target) return {};
  const cwd = options.value('w', 'workdir');
  const effect: Effect = { kind: 'infra.exec', operand: nameOperand(target), note: `${wrapper} exec` };
  const run: readonly Run[] = argv.length > 0 ? [{ kind: 'argv', argv, wrapper, remote: true, mounts: [], ...(cwd ? { cwd } : {}) }] : [];
  return { effects: [effect], runs: run };
}

function run(words: readonly Word[], wrapper: string, setting: Setting): Outcome {
  const options = readOptions(words, { values: RUN_VALUES, stopAtOperand: true });
  const [image, ...rest] = options.operands;
  if (!image) return {};
  const found = mounts(options, setting);
  const entrypoint = options.value('entrypoint');
  const argv = entrypoint ? [...(entrypoint.value ? [entrypoint] : []), ...rest] : commandInImage(image, rest);
  const cwd = options.value('w', 'workdir');
  const effect: Effect = { kind: 'infra.create', operand: nameOperand(image), note: `${wrapper} run` };
  const inner: readonly Run[] =
    argv.length > 0 ? [{ kind: 'argv', argv, wrapper, remote: true, mounts: found, ...(cwd ? { cwd } : {}) }] : [];
  return { effects: [effect, ...strayImage(image, `${wrapper} run`), ...reach(options, found)], runs: inner };
}

function compose(words: readonly Word[], wrapper: string, setting: Setting): Outcome {
  const options = readOptions(words, { values: COMPOSE_VALUES, stopAtOperand: true });
  const [verb, ...rest] = options.operands;
  if (verb?.value === 'exec') return exec(rest, wrapper);
  if (verb?.value === 'cp') return copied(rest, setting);
  return verb?.value === 'run' ? run(rest, wrapper, setting) : {};
}

/** A container engine's `exec` and `run`. What else engines do is told elsewhere. */
export const container: Program = (command: Command, setting: Setting) => {
  const wrapper = programName(command.words[0]);
  const words = command.words.slice(1);
  if (wrapper.endsWith('-compose')) return compose(words, wrapper, setting);
  const options = readOptions(words, { values: GLOBAL_VALUES, stopAtOperand: true });
  const verbs = options.operands[0]?.value === 'container' ? options.operands.slice(1) : options.operands;
  const [verb, ...rest] = verbs;
  switch (verb?.value) {
    case 'exec':
      return exec(rest, wrapper);
    case 'run':
    case 'create':
      return run(rest, wrapper, setting);
    case 'compose':
      return compose(rest, wrapper, setting);
    case 'cp':
      return copied(rest, setting);
    case 'pull':
      return { effects: strayImage(readOptions(rest, { values: ['platform'] }).operands[0] ?? literal(''), `${wrapper} pull`) };
    case 'push':
      return { effects: [publishes(`${wrapper} push`, [], readOptions(rest).operands[0])] };
    default:
      return {};
  }
};

/** `crictl exec [options] CONTAINER CMD…`, `ctr task exec …` and their like: below the engine. */
export const inRuntime: Program = (command) => {
  const wrapper = programName(command.words[0]);
  const at = command.words.findIndex((word, index) => index > 0 && /^(?:exec|run)$/.test(word.value));
  if (at < 0) return {};
  const values = [...EXEC_VALUES, 'exec-id', 'cwd', 'timeout', 'name', 'isolation', 'v', 'volume'];
  const [target, ...argv] = readOptions(command.words.slice(at + 1), { values, stopAtOperand: true }).operands;
  if (!target) return {};
  const inner = argv[0]?.value === '--' ? argv.slice(1) : argv;
  const effect: Effect = { kind: 'infra.exec', operand: nameOperand(target), note: `${wrapper} exec` };
  return { effects: [effect], runs: inner.length > 0 ? [{ kind: 'argv', argv: inner, wrapper, remote: true, mounts: [] }] : [] };
};
