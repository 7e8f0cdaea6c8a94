import type { Constraints } from '../domain/capability.ts';
import type { Effect } from '../domain/effect.ts';
import { fitsGlob } from '../policy/glob.ts';
import { isOpen } from '../policy/hours.ts';
import { below } from '../policy/resources.ts';
import type { Moment, Need } from './need.ts';
import { coversHost, coversPath } from './resource.ts';
import type { Violation } from './violation.ts';

type Check = (constraints: Constraints, need: Need, moment: Moment) => boolean;

/** What each constraint holds of; the first that does not hold says why. One that is not there holds. */
const CHECKS: readonly (readonly [Violation, Check])[] = [
  ['paths', ({ paths }, need) => every(paths, need, 'filesystem', (glob, name) => coversPath(glob, name, need.tree))],
  ['extensions', ({ extensions }, need) => every(extensions, need, 'filesystem', (end, name) => isOf(end, name) && !need.tree)],
  ['maxBytes', ({ maxBytes }, need) => maxBytes === undefined || need.effects.every((effect) => isWithinSize(effect, maxBytes))],
  ['domains', ({ domains }, need) => every(domains, need, 'network', coversHost)],
  ['httpsOnly', ({ httpsOnly }, need) => httpsOnly !== true || need.type !== 'network' || need.effects.every(isHttps)],
  ['methods', ({ methods }, need) => methods === undefined || need.type !== 'network' || need.effects.every(hasMethod(methods))],
  ['tools', ({ tools }, need) => every(tools, need, 'mcp_tool', fitsGlob)],
  ['programs', ({ programs }, need) => every(programs, need, 'process', (program, name) => program === name)],
  [
    'programs',
    ({ deniedPrograms = [] }, need) =>
      need.type !== 'process' || ![...need.names, need.action.invocation?.program].some((name) => deniedPrograms.includes(name ?? '')),
  ],
  [
    'effects',
    ({ effects }, need) => effects === undefined || need.effects.every(({ kind }) => effects.some((glob) => fitsKind(glob, kind))),
  ],
  ['effects', ({ deniedEffects = [] }, need) => !need.effects.some(({ kind }) => deniedEffects.some((glob) => fitsKind(glob, kind)))],
  // What nobody can look into is covered only where that is said in so many words.
  ['opaque', ({ effects = [] }, need) => effects.includes('opaque') || !need.effects.some(isOpaque)],
  ['arguments', ({ arguments: patterns }, need) => patterns === undefined || need.type !== 'process' || hasArguments(patterns, need)],
  ['folders', ({ folders }, need, { project }) => folders === undefined || isIn(folders, need, project)],
  ['hours', ({ hours }, _need, { now }) => hours === undefined || hours.some((window) => isOpen(window, now))],
];

/** The first constraint that does not hold of a need. Uses and rates are counted where the calls are. */
export const constraintViolation = (constraints: Constraints, need: Need, moment: Moment): Violation | undefined =>
  CHECKS.find(([, holds]) => !holds(constraints, need, moment))?.[0];

/** Of a need of this type every name has to fit one of them; of other needs they say nothing. */
const every = (
  globs: readonly string[] | undefined,
  { type, names }: Need,
  of: Need['type'],
  fits: (glob: string, name: string) => boolean,
): boolean => globs === undefined || type !== of || names.every((name) => name !== undefined && globs.some((glob) => fits(glob, name)));

const isOf = (extension: string, name: string): boolean =>
  name.slice(name.lastIndexOf('/') + 1).lastIndexOf(extension) > 0 && name.endsWith(extension);

const WRITES: ReadonlySet<string> = new Set(['file.write', 'file.append']);

const isWithinSize = ({ kind, bytes }: Effect, most: number): boolean => !WRITES.has(kind) || (bytes !== undefined && bytes <= most);

const isHttps = ({ operand, flags = [] }: Effect): boolean =>
  !flags.includes('plain-http') && (operand?.text.toLowerCase().startsWith('https://') ?? false);

const hasMethod =
  (methods: readonly string[]) =>
  ({ method }: Effect): boolean =>
    method !== undefined && methods.includes(method);

const fitsKind = (glob: string, kind: string): boolean => fitsGlob(glob.replaceAll('.', '/'), kind.replaceAll('.', '/'));

const isOpaque = ({ kind }: Effect): boolean => kind === 'opaque' || kind === 'code.eval';

function hasArguments(patterns: readonly (readonly string[])[], { action }: Need): boolean {
  const words = action.invocation?.argv.slice(1);
  return words !== undefined && patterns.some((pattern) => fitsWords(pattern, words));
}

function fitsWords(pattern: readonly string[], words: readonly string[]): boolean {
  const open = pattern.at(-1) === '**';
  const fixed = open ? pattern.slice(0, -1) : pattern;
  if (open ? words.length < fixed.length : words.length !== fixed.length) return false;
  return fixed.every((glob, at) => fitsGlob(glob, words[at] ?? ''));
}

function isIn(folders: readonly string[], { action }: Need, project: string): boolean {
  const { invocation } = action;
  if (!invocation) return true;
  const { cwd } = invocation;
  return cwd !== undefined && folders.some((glob) => coversPath(glob, below(project, cwd), false));
}
