import type { Effect } from '../../domain/effect.ts';
import { quoted } from '../../domain/quoted.ts';
import { literal } from '../command.ts';
import { strayImage } from '../programs/packages/images.ts';
import type { Held, Step } from './held.ts';
import { type Entry, yamlEntries } from './yaml-entries.ts';
import { keyOf } from './yaml-steps.ts';

const ENGINE_SOCKET = /(?:^|\/)(?:docker|podman|containerd|crio)\.sock(?:[:,]|$)/;
const ROOT_MOUNT = /^\/:\/|^(?:source|src)=\/(?:,|$)/;
const WIDE_CAPABILITY = /^(?:cap_)?(?:all|sys_admin|sys_module|sys_ptrace|sys_rawio|dac_read_search)$/i;
/** Folders that are the machine: whoever writes them has it. */
const HOST_FOLDER = /^\/(?:etc|root|boot|proc|sys|dev|home|usr|var|var\/run|var\/lib\/(?:docker|kubelet|containerd))?\/?$/;

const isTrue = (value: string): boolean => /^(?:true|yes|on)$/i.test(value);

/** Services of a composition, and the objects of a cluster: what they run, and what of the machine they reach. */
export function containers(text: string): Held {
  const entries = yamlEntries(text);
  return { steps: startSteps(entries), effects: entries.flatMap(reachOf) };
}

function reachOf(entry: Entry): readonly Effect[] {
  const { value } = entry;
  const key = keyOf(entry);
  const broad = (note: string): Effect => ({
    kind: 'process.privilege',
    operand: { text: `${key}: ${value}`, certainty: 'literal', classes: [] },
    flags: ['broad'],
    note,
  });
  switch (key) {
    case 'privileged':
      return isTrue(value) ? [broad('a privileged container')] : [];
    case 'hostPID':
    case 'hostIPC':
      return isTrue(value) ? [broad('a container that sees the processes of its host')] : [];
    case 'pid':
    case 'ipc':
    case 'userns_mode':
      return value === 'host' ? [broad('a container that sees the processes of its host')] : [];
    case 'cap_add':
    case 'add':
      return WIDE_CAPABILITY.test(value) ? [broad('a container with rights over its host')] : [];
    case 'volumes':
    case 'source':
      return ENGINE_SOCKET.test(value) || ROOT_MOUNT.test(value) || value === '/' ? [broad('a container that reaches its host')] : [];
    case 'path':
      return entry.path.includes('hostPath') && (ENGINE_SOCKET.test(value) || HOST_FOLDER.test(value))
        ? [broad('a container that reaches its host')]
        : [];
    case 'image':
      return strayImage(literal(value), 'image');
    default:
      return [];
  }
}

const STARTS: ReadonlySet<string> = new Set(['command', 'entrypoint', 'args', 'test']);

/** `command` and `args` of one container are one command line; a list is its words. */
function startSteps(entries: readonly Entry[]): readonly Step[] {
  const lines = new Map<string, string[]>();
  const times = new Map<string, number>();
  for (const { path } of entries) times.set(path.join('/'), (times.get(path.join('/')) ?? 0) + 1);
  for (const entry of entries) {
    if (!STARTS.has(keyOf(entry)) || entry.value === '') continue;
    const last = entry.path.findLastIndex((name) => STARTS.has(name));
    const around = entry.path.slice(0, last).join('/');
    const isWord = last < entry.path.length - 1 || (times.get(entry.path.join('/')) ?? 0) > 1;
    const words = lines.get(around) ?? [];
    if (!/^CMD(?:-SHELL)?$/.test(entry.value)) words.push(isWord ? quoted(entry.value) : entry.value);
    lines.set(around, words);
  }
  return [...lines.values()].slice(0, MAX_STEPS).map((words) => ({ text: words.join(' '), remote: true }));
}

const MAX_STEPS = 64;
