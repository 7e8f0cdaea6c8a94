import type { HookEvent } from '../domain/event.ts';
import { stringAt } from '../domain/json.ts';
import type { Policy } from '../domain/policy.ts';
import type { Store } from '../domain/ports.ts';

/** So many digits of a root that nobody finds another tree with the same. */
const SHOWN_DIGITS = 16;

/**
 * Tells the person that the guard is on, and as of which head of the log. The host's transcript then remembers that head, so that
 * `audit verify --head` can hold the log against it. A compaction goes on with a session that was greeted before.
 */
export function greetingOf(event: HookEvent, { echo, mode }: Policy, store: Store): string | undefined {
  if (event.name !== 'SessionStart' || echo === 'off' || stringAt(event.raw, 'source') === 'compact') return undefined;
  const head = store.head();
  // The greeting is a courtesy: what is wrong with the log is told where it matters.
  if (!head.ok || !head.value) return undefined;
  const { size, root } = head.value;
  const does = mode === 'observe' ? 'observes this session and stops nothing' : 'guards this session';
  return `Hookwarden ${does} (log head ${size}:${Buffer.from(root).toString('hex').slice(0, SHOWN_DIGITS)}).`;
}
