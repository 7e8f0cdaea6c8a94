import type { Analysis } from '../domain/action.ts';
import type { HookEvent } from '../domain/event.ts';
import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import { arrange } from '../policy/match.ts';
import { govern } from './govern.ts';

/** What the rules say of what came back: recorded, and too late to stop anything. */
export function review(event: HookEvent, response: Analysis, policy: Policy): readonly Finding[] {
  // Other effects of an answer are there to be remembered; rules speak of them as of something still to come.
  const actions = response.actions.map((action) => ({ ...action, effects: action.effects.filter(({ kind }) => kind === 'text.hidden') }));
  return govern(event, arrange({ ...response, actions }), policy).map((finding) => ({ ...finding, decision: 'allow' }));
}
