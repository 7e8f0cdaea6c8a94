import { posix } from 'node:path';
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
    const rule = parsed.value;
    const expected = `${posix.basename(posix.dirname(file.path))}.${posix.basename(file.path, '.yaml')}`;
    if (rule.id !== expected) faults.push(faultAtTop(file, `the id is "${rule.id}", the file's name says "${expected}"`));
    else if (rules.has(rule.id)) faults.push(faultAtTop(file, `there is another rule "${rule.id}"`));
    rules.set(rule.id, rule);
  }
  for (const rule of rules.values()) {
    if (rule.status === 'deprecated' && rule.replacedBy !== undefined && !rules.has(rule.replacedBy))
      faults.push({ path: rule.id, line: 1, column: 1, message: `replacedBy names no rule: "${rule.replacedBy}"` });
  }
  if (faults.length > 0) return err(faults);
  return ok([...rules.values()].sort((left, right) => (left.id < right.id ? -1 : 1)));
}

const faultAtTop = (file: SourceFile, message: string): Fault => ({ path: file.path, line: 1, column: 1, message });

/** What runs: rules without what only their authors and tests need. Throws on a fault, for shipped rules must have none. */
export function compileRules(files: readonly SourceFile[]): readonly Rule[] {
  const loaded = loadRules(files);
  if (!loaded.ok) throw new Error(loaded.error.map(describeFault).join('\n'));
  return loaded.value.map(({ examples: _examples, ...rule }) => rule);
}
