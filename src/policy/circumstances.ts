import type { HookEvent } from '../domain/event.ts';
import type { Rule } from '../domain/rule.ts';

/** Whether a rule speaks of calls that are made like this one; what is not known of a call is not what a rule asks for. */
export function speaksHere({ only }: Rule, { host, permissionMode }: HookEvent, attended: boolean | undefined): boolean {
  if (only === undefined) return true;
  if (only.attended !== undefined && only.attended !== attended) return false;
  if (only.host && !only.host.includes(host)) return false;
  return !only.permissionMode || (permissionMode !== undefined && only.permissionMode.includes(permissionMode));
}
