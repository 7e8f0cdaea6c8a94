import compiled from '../../dist/rules.json' with { type: 'json' };
import type { Policy } from '../domain/policy.ts';
import type { Rule } from '../domain/rule.ts';
import { DEFAULTS } from './defaults.ts';

/** The file is made by our own build from rules that its schema has passed; a foreign shape is a broken build. */
function isRules(value: unknown): value is readonly Rule[] {
  return Array.isArray(value) && value.length > 0 && value.every((rule) => typeof rule === 'object' && rule !== null && 'when' in rule);
}

function shippedRules(): readonly Rule[] {
  const rules: unknown = compiled.rules;
  if (!isRules(rules)) throw new Error('dist/rules.json holds no rules: run `npm run build`');
  return rules;
}

/** What holds where no layer says anything. */
export const BUILTIN: Policy = { ...DEFAULTS, rules: shippedRules(), hash: compiled.hash };
