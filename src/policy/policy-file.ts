import { z } from 'zod';
import { MODES, PROFILES } from '../domain/decision.ts';
import { err, type Result } from '../domain/result.ts';
import { type Fault, nearest } from './fault.ts';
import { parseFile, type SourceFile } from './parse.ts';

export const LAYERS = ['managed', 'user', 'project'] as const;
/** Whose word it is: the machine's owner, the person, or the repository. */
export type LayerName = (typeof LAYERS)[number];

/** What a layer may make of a rule, from lax to strict. */
export const STANCES = ['off', 'observe', 'ask', 'deny'] as const;
export type Stance = (typeof STANCES)[number];

const policySchema = z.strictObject({
  version: z.literal(1),
  mode: z.enum(MODES).exactOptional(),
  profile: z.enum(PROFILES).exactOptional(),
  rules: z.record(z.string().max(100), z.enum(STANCES)).exactOptional(),
});
export type PolicyFile = z.output<typeof policySchema>;

export interface Layer {
  readonly name: LayerName;
  readonly settings: PolicyFile;
}

/** Reads a policy file; a rule that does not exist is a fault, for a misspelt one would protect nobody. */
export function readPolicyFile(file: SourceFile, ruleIds: readonly string[]): Result<PolicyFile, readonly Fault[]> {
  const parsed = parseFile(file, policySchema);
  if (!parsed.ok) return parsed;
  const unknown = Object.keys(parsed.value.rules ?? {}).filter((id) => !ruleIds.includes(id));
  if (unknown.length === 0) return parsed;
  const lines = file.text.split('\n');
  return err(
    unknown.map((id) => {
      const line = lines.findIndex((text) => text.includes(id)) + 1;
      const likely = nearest(id, ruleIds);
      const hint = likely === undefined ? '; `hookwarden rules list` shows them all' : `; did you mean "${likely}"?`;
      return {
        path: file.path,
        line: Math.max(1, line),
        column: Math.max(1, (lines[line - 1]?.indexOf(id) ?? 0) + 1),
        message: `rules: there is no rule "${id}"${hint}`,
      };
    }),
  );
}
