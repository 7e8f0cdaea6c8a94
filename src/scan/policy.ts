import type { Policy } from '../domain/policy.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { compilePolicy } from '../policy/compile.ts';
import { describeFault } from '../policy/fault.ts';
import type { PolicySpec } from './messages.ts';

export function policyOfSpec({ layers, profile }: PolicySpec): Result<Policy, string> {
  const compiled = layers.length === 0 ? ok(BUILTIN) : compilePolicy(layers, BUILTIN);
  if (!compiled.ok) return err(compiled.error.map(describeFault).join('\n'));
  return ok(profile === undefined ? compiled.value : { ...compiled.value, profile });
}
