import { entriesOf } from '../domain/call-input.ts';
import type { HookEvent } from '../domain/event.ts';
import type { ExceptedCall, Policy } from '../domain/policy.ts';
import type { Principal } from '../domain/principal.ts';

/** The exceptions of the policy that are about this very call. */
export function exceptedHere({ tool, cwd }: HookEvent, { id }: Principal, { exceptedCalls }: Policy): readonly ExceptedCall[] {
  if (!tool || !exceptedCalls) return [];
  const here = exceptedCalls.filter((one) => one.tool === tool.name && one.in === cwd && (one.by?.includes(id) ?? true));
  if (here.length === 0) return here;
  const input = JSON.stringify(entriesOf(tool.input));
  return here.filter((one) => JSON.stringify(entriesOf(one.input)) === input);
}
