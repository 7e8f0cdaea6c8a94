import { posix } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../domain/result.ts';
import type { Rule, RuleSource } from '../domain/rule.ts';
import { describeFault, type Fault } from './fault.ts';
import { parseFile, type SourceFile } from './parse.ts';
import { ruleSchema } from './schema.ts';

/** Reads rule files, `<pack>/<name>.yaml`, one rule each; the rules come in the order of their ids. */
export function loadRules(files: readonly SourceFile[]): Result<readonly RuleSource[], readonly Fault[]> {
  const rules = new Map<string, RuleSource>();
  const faults: Fault[] = [];
  for (const file of files) {
    const parsed = parseFile(file, ruleSchema);
    if (!parsed.ok) {
      faults.push(...parsed.error);
      continue;
    }
    const rule = parsed.value.value;
    const expected = `${posix.basename(posix.dirname(file.path))}.${posix.basename(file.path, '.yaml')}`;
    if (rule.id !== expected) faults.push(faultAtTop(file, `the id is "${rule.id}", the file's name says "${expected}"`));
    else if (rules.has(rule.id)) faults.push(faultAtTop(file, `there is another rule "${rule.id}"`));
    rules.set(rule.id, rule);
  }
  return settled(rules, faults);
}

/** Reads the rule files of a layer, by whatever names, each with one rule or a list of them. */
export function loadOwnRules(files: readonly SourceFile[]): Result<readonly RuleSource[], readonly Fault[]> {
  const rules = new Map<string, RuleSource>();
  const faults: Fault[] = [];
  for (const file of files) {
    const read = readRuleFile(file);
    if (!read.ok) faults.push(...read.error);
    for (const { rule, at } of read.ok ? read.value : []) {
      if (rules.has(rule.id)) faults.push({ ...at, message: `there is another rule "${rule.id}"` });
      rules.set(rule.id, rule);
    }
  }
  return settled(rules, faults);
}

/** Rules in the order of their ids, once it is known that each names only rules that are there. */
function settled(rules: ReadonlyMap<string, RuleSource>, faults: Fault[]): Result<readonly RuleSource[], readonly Fault[]> {
  for (const rule of rules.values()) {
    if (rule.status === 'deprecated' && rule.replacedBy !== undefined && !rules.has(rule.replacedBy))
      faults.push({ path: rule.id, line: 1, column: 1, message: `replacedBy names no rule: "${rule.replacedBy}"` });
  }
  if (faults.length > 0) return err(faults);
  return ok([...rules.values()].sort((left, right) => (left.id < right.id ? -1 : 1)));
}

/** A rule with where it stands. */
export interface PlacedRule {
  readonly rule: RuleSource;
  readonly at: Omit<Fault, 'message'>;
}

const manyRules = z.array(ruleSchema).min(1).max(1000);

/** A layer's own file: one rule, or a list of them, whatever the file's name is. */
export function readRuleFile(file: SourceFile): Result<readonly PlacedRule[], readonly Fault[]> {
  if (!/^(?:[ \t]*(?:#[^\n]*)?\r?\n)*-/.test(file.text)) {
    const one = parseFile(file, ruleSchema);
    return one.ok ? ok([{ rule: one.value.value, at: one.value.yaml.fault('', ['id']) }]) : one;
  }
  const many = parseFile(file, manyRules);
  if (!many.ok) return many;
  const { value, yaml } = many.value;
  return ok(value.map((rule, number) => ({ rule, at: yaml.fault('', [number, 'id']) })));
}

const faultAtTop = (file: SourceFile, message: string): Fault => ({ path: file.path, line: 1, column: 1, message });

/** What runs: rules without what only their authors and tests need. Throws on a fault, for shipped rules must have none. */
export function compileRules(files: readonly SourceFile[]): readonly Rule[] {
  const loaded = loadRules(files);
  if (!loaded.ok) throw new Error(loaded.error.map(describeFault).join('\n'));
  return loaded.value.map(({ examples: _examples, ...rule }) => rule);
}
