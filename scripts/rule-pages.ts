import { join, resolve } from 'node:path';
import { ruleFiles } from '../src/cli/rule-files.ts';
import type { RuleSource } from '../src/domain/rule.ts';
import { describeGaps, describePack } from '../src/policy/describe-rules.ts';
import { loadRules } from '../src/policy/load-rules.ts';

const root = resolve(import.meta.dirname, '..');

/** A page for each pack, their index, and what rules are known to miss. */
export function rulePages(): ReadonlyMap<string, string> {
  const loaded = loadRules(ruleFiles(join(root, 'rules')));
  if (!loaded.ok) throw new Error(loaded.error.map((fault) => `${fault.path}:${fault.line} ${fault.message}`).join('\n'));
  const packs = new Map<string, RuleSource[]>();
  for (const rule of loaded.value) {
    const pack = rule.id.split('.')[0] ?? '';
    packs.set(pack, [...(packs.get(pack) ?? []), rule]);
  }
  const pages = [...packs].map(([pack, rules]): readonly [string, string] => [`docs/rules/${pack}.md`, describePack(pack, rules)]);
  const index = [...packs].map(([pack, rules]) => `- [${pack}](${pack}.md): ${rules.map((rule) => rule.title.toLowerCase()).join('; ')}`);
  const head = [
    '# Rules',
    '',
    'For whoever wants to know what is stopped, and what passes.',
    '',
    `${loaded.value.length} rules in ${packs.size} packs.`,
  ];
  return new Map([
    ...pages,
    ['docs/rules/README.md', [...head, '', ...index, ''].join('\n')],
    ['docs/residual-risk.md', describeGaps(loaded.value)],
  ]);
}
