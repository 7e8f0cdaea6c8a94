// Writes docs/rules/<pack>.md and docs/residual-risk.md from rules/, docs/policy.schema.json and docs/read-only.md; with --check it only says whether they are up to date.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ruleFiles } from '../src/cli/rule-files.ts';
import type { RuleSource } from '../src/domain/rule.ts';
import { describeGaps, describePack } from '../src/policy/describe-rules.ts';
import { loadRules } from '../src/policy/load-rules.ts';
import { policyJsonSchema } from '../src/policy/policy-file.ts';
import { readOnlyPage } from './read-only-page.ts';

const root = resolve(import.meta.dirname, '..');

/** Every generated page by its path below the project. */
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
  const readme = ['# Rules', '', `${loaded.value.length} rules in ${packs.size} packs.`, '', ...index, ''].join('\n');
  return new Map([
    ...pages,
    ['docs/rules/README.md', readme],
    ['docs/residual-risk.md', describeGaps(loaded.value)],
    ['docs/read-only.md', readOnlyPage()],
    ['docs/policy.schema.json', `${JSON.stringify(policyJsonSchema(), null, 2)}\n`],
  ]);
}

if (import.meta.main) {
  const folder = join(root, 'docs/rules');
  mkdirSync(folder, { recursive: true });
  const pages = rulePages();
  const stale = [...pages].filter(([path, text]) => read(join(root, path)) !== text).map(([path]) => path);
  const extra = readdirSync(folder).filter((name) => !pages.has(`docs/rules/${name}`));
  if (process.argv.includes('--check')) {
    for (const path of [...stale, ...extra]) console.error(`out of date: ${path}`);
    process.exitCode = stale.length + extra.length > 0 ? 1 : 0;
  } else {
    for (const [path, text] of pages) writeFileSync(join(root, path), text);
    for (const name of extra) rmSync(join(folder, name));
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
