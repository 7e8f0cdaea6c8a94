import type { Action, Analysis } from '../../domain/action.ts';
import type { Effect } from '../../domain/effect.ts';
import { effectStanding, toolEffectStanding } from './effects.ts';
import { type Standing, weaker } from './form.ts';
import { knownForm, namesSecret, staysIn } from './known.ts';

/** Tools that work on files alone, or hand a task to an agent whose own calls are judged. */
const FILE_TOOLS: ReadonlySet<string> = new Set(
  'Read NotebookRead LSP Write Edit MultiEdit NotebookEdit Glob Grep LS apply_patch Agent Task EnterWorktree'.split(' '),
);

/** What is known of a whole call, and the first action that it is no better for. */
interface CallStanding {
  readonly standing: Standing;
  readonly action?: Action;
}

/** The weakest of its actions. A call without any does nothing, and nothing of it is proven. */
export function standingOf({ actions, incomplete }: Analysis, project: string): CallStanding {
  if (incomplete.length > 0) return { standing: 'unknown' };
  if (actions.length === 0) return { standing: 'works' };
  let weakest: CallStanding = { standing: 'reads' };
  for (const action of actions) {
    const standing = actionStanding(action, project);
    if (weaker(standing, weakest.standing) !== weakest.standing) weakest = { standing, action };
    if (standing === 'unknown') break;
  }
  return weakest;
}

/** Two belts: the program's form is in the table, and so is everything that is known of its effects. */
function actionStanding({ tool, invocation, effects }: Action, project: string): Standing {
  if (FILE_TOOLS.has(tool)) return effects.map(toolEffectStanding).reduce(weaker, 'reads');
  // The runner is an action of its own: what its recipes hold is the project's, and is left to the rules.
  if (invocation?.wrappers.some((wrapper) => RECIPE_RUNNERS.has(wrapper))) return 'works';
  const form = invocation ? knownForm(invocation, project) : undefined;
  if (invocation && !form) return 'unknown';
  const isFollowed = form?.text === true || effects.some(({ kind }) => kind === 'file.read' || kind === 'file.list');
  if (invocation && !isFollowed && namesSecret(invocation)) return 'unknown';
  let standing = form?.standing ?? 'reads';
  for (const effect of effects) {
    if (isUnseen(effect)) standing = invocation && staysIn(project, invocation) ? weaker(standing, 'works') : 'unknown';
    else if (effect.kind !== 'net.request' || form?.service !== true) standing = weaker(standing, effectStanding(effect));
    if (standing === 'unknown') break;
  }
  return standing;
}

const RECIPE_RUNNERS: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn', 'bun', 'make', 'gmake', 'just', 'mise', 'task', 'turbo', 'nx']);

/** A program whose effects no table tells: its form may still be known. */
const isUnseen = ({ kind, flags }: Effect): boolean => kind === 'exec' && (flags === undefined || flags.length === 0);
