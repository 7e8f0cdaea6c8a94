import { err, ok, type Result } from '../domain/result.ts';
import { NOT_KNOWN_SAFE, type RuleSource } from '../domain/rule.ts';
import { type Fault, noRule } from './fault.ts';
import { parseFile, type SourceFile } from './parse.ts';
import { type PolicyFile, policySchema } from './policy-file.ts';

export const LAYERS = ['managed', 'user', 'project'] as const;
/** Whose word it is: the machine's owner, the person, or the repository. */
export type LayerName = (typeof LAYERS)[number];

/** What one layer says, with where it says it. */
export interface Layer {
  readonly name: LayerName;
  /** A project's layer that a person has vouched for as it is. The other two need no such word. */
  readonly trusted: boolean;
  readonly path: string;
  readonly settings: PolicyFile;
  readonly rules: readonly RuleSource[];
  /** The line, counted from 1, at which the value under `keys` stands. */
  readonly lineOf: (keys: readonly string[]) => number;
}

export interface ReadPolicy {
  readonly settings: PolicyFile;
  readonly lineOf: Layer['lineOf'];
}

/** Reads a policy file; a rule that does not exist is a fault, for a misspelt one would protect nobody. */
export function readPolicyFile(file: SourceFile, ruleIds: readonly string[]): Result<ReadPolicy, readonly Fault[]> {
  const parsed = parseFile(file, policySchema);
  if (!parsed.ok) return parsed;
  const { value, yaml } = parsed.value;
  const unknown = Object.keys(value.rules ?? {}).filter((id) => !ruleIds.includes(id));
  const inCalls = (value.exceptions?.calls ?? []).flatMap(({ rules }, at) => rules.map((id, nth) => ({ id, keys: [at, 'rules', nth] })));
  const faults = [
    ...unknown.map((id) => yaml.fault(`rules: ${noRule(id, ruleIds)}`, ['rules'], id)),
    ...inCalls
      .filter(({ id }) => !ruleIds.includes(id) && id !== NOT_KNOWN_SAFE)
      .map(({ id, keys }) => yaml.fault(`exceptions.calls: ${noRule(id, ruleIds)}`, ['exceptions', 'calls', ...keys])),
  ];
  if (faults.length > 0) return err(faults);
  return ok({ settings: value, lineOf: (keys) => yaml.fault('', keys.slice(0, -1), keys.at(-1)).line });
}
