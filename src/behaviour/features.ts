import type { Analysis } from '../domain/action.ts';
import type { Effect } from '../domain/effect.ts';
import type { Machine } from '../domain/facts.ts';

/** What of calls is remembered: never a command, only what kind it is of. */
export const TRAITS = ['programs', 'effects', 'hosts', 'roots'] as const;
export type Trait = (typeof TRAITS)[number];

export interface Features extends Readonly<Record<Trait, readonly string[]>> {
  /** Of the hosts those that something is sent to. */
  readonly uploads: readonly string[];
  /** Microseconds since 1970, where it is known. */
  readonly time?: number;
}

const LOCAL = ['loopback'];

export function featuresOf({ actions }: Analysis, { home, project }: Pick<Machine, 'home' | 'project'>, time?: number): Features {
  const effects = actions.flatMap((action) => action.effects);
  const hosts = effects.filter(
    ({ kind, operand }) => kind.startsWith('net.') && kind !== 'net.listen' && !operand?.classes.some((name) => LOCAL.includes(name)),
  );
  return {
    programs: actions.flatMap(({ invocation }) => (invocation && invocation.program !== '' ? [invocation.program] : [])),
    effects: effects.map(({ kind }) => kind),
    hosts: hosts.flatMap(hostOf),
    uploads: hosts.filter(({ kind }) => kind === 'net.upload').flatMap(hostOf),
    roots: effects.flatMap((effect) => rootOf(effect, home, project) ?? []),
    ...(time !== undefined && { time }),
  };
}

const hostOf = ({ operand }: Effect): readonly string[] =>
  operand?.value === undefined || operand.value === '' ? [] : [operand.value.toLowerCase()];

/** Where files are read or changed, to two levels: `changes ~/.config/git`, `reads ./src`. */
function rootOf({ kind, operand }: Effect, home: string, project: string): string | undefined {
  const path = operand?.value;
  if (!kind.startsWith('file.') || path === undefined || !path.startsWith('/') || operand?.certainty === 'unknown') return undefined;
  const verb = kind === 'file.read' || kind === 'file.list' ? 'reads' : 'changes';
  const below = (folder: string): string | undefined =>
    path === folder ? '' : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
  const [inProject, inHome] = [below(project), below(home)];
  if (inProject !== undefined) return `${verb} ./${first(inProject, 1)}`;
  return `${verb} ${inHome === undefined ? `/${first(path.slice(1), 2)}` : `~/${first(inHome, 2)}`}`;
}

/** The folders at the head of a path; a file's own name is none. */
const first = (path: string, levels: number): string => path.split('/').slice(0, -1).slice(0, levels).join('/');
