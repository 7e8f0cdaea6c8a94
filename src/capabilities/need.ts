import type { Action, Analysis, Invocation } from '../domain/action.ts';
import type { ResourceType } from '../domain/capability.ts';
import type { Effect } from '../domain/effect.ts';
import type { Facts, Machine } from '../domain/facts.ts';
import { isSteering } from '../domain/steering.ts';
import { resourcesOf } from '../policy/resources.ts';

/** When and where something is needed. */
export type Moment = Pick<Machine, 'project' | 'files'> & Pick<Facts, 'now'>;

/** One thing that a call would do, for which some capability has to stand. */
export interface Need {
  readonly type: ResourceType;
  readonly operation: string;
  /** What it is done with; more than one name where links lead elsewhere, and every one of them counts. `undefined` is what only the run can tell. */
  readonly names: readonly (string | undefined)[];
  /** What is in it comes with it. */
  readonly tree: boolean;
  /** What the operation does to paths and hosts; of a program or tool, all that it does besides. */
  readonly effects: readonly Effect[];
  readonly action: Action;
}

/** Change nothing but the shell that reads them, so that whoever may run one program may also step into its folder. */
const SHELL_STATE: ReadonlySet<string> = new Set([
  'cd',
  'pushd',
  'popd',
  'pwd',
  'echo',
  'printf',
  'true',
  'false',
  ':',
  'test',
  '[',
  'exit',
]);

const TYPES: Readonly<Record<string, ResourceType>> = { file: 'filesystem', net: 'network', mcp: 'mcp_tool' };

/** Everything that a call needs a capability for; nothing where it does nothing. */
export const needsOf = ({ actions }: Analysis, place: Pick<Machine, 'project' | 'files'>): readonly Need[] =>
  actions.flatMap((action) => needsOfAction(action, place));

function needsOfAction(action: Action, { project, files }: Pick<Machine, 'project' | 'files'>): readonly Need[] {
  const needs: Need[] = [];
  const rest: Effect[] = [];
  for (const effect of action.effects) {
    const [group = '', operation = ''] = effect.kind.split('.');
    const type = Object.hasOwn(TYPES, group) ? TYPES[group] : undefined;
    if (type === undefined) {
      rest.push(effect);
      continue;
    }
    const found = resourcesOf(effect, project, files);
    const names = type === 'mcp_tool' ? [nameOf(effect)] : found.map(({ name }) => name);
    needs.push({ type, operation, names, tree: found.some(({ tree }) => tree === true), effects: [effect], action });
  }
  const { invocation } = action;
  if (invocation) {
    const name = programOf(invocation);
    if (rest.length > 0 || name === undefined || !SHELL_STATE.has(name)) needs.push(runOf(name, rest, action));
    const settings = steering(invocation);
    if (settings.length > 0) needs.push(runOf(EXPORT, [], { ...action, invocation: { ...invocation, argv: [EXPORT, ...settings] } }));
  } else if (!invocation && rest.length > 0) {
    // A tool of the host itself: what it does is neither a path nor a host, so that the tool has to be named.
    needs.push({ type: 'mcp_tool', operation: 'call', names: [action.tool], tree: false, effects: rest, action });
  }
  return needs;
}

const EXPORT = 'export';

const runOf = (name: string | undefined, effects: readonly Effect[], action: Action): Need => ({
  ...{ type: 'process', operation: 'run', names: [name], tree: false, effects, action },
});

/** Where whoever administers the machine puts programs: one that is run from there by its path is the one of that name. */
const SYSTEM = /^\/(?:usr\/)?s?bin\//;

/** By its path where it is run by that: a file that anyone has named like a program is not that program. Undefined where only the run can tell. */
function programOf({ program, argv: [written = ''] }: Invocation): string | undefined {
  const base = written.slice(written.lastIndexOf('/') + 1);
  // Code in another language stands behind words that do not name it.
  if (base.toLowerCase() !== program) return program === '' ? undefined : program;
  if (written.includes('\0')) return undefined;
  return SYSTEM.test(written) ? base : written;
}

/** What is set for one program alone steers it as it would when it was exported before. */
const steering = ({ environment = {} }: Invocation): readonly string[] =>
  Object.entries(environment).flatMap(([name, value]) => (isSteering(name, value) ? [`${name}=${value}`] : []));

const nameOf = ({ operand }: Effect): string | undefined => (operand?.certainty === 'unknown' ? undefined : operand?.value);
