// Writes every page that is made from the program itself; with --check it only says which are not up to date.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { policyJsonSchema } from '../src/policy/policy-file.ts';
import { commandsPage, exitCodesPage } from './command-pages.ts';
import { decisionsPage } from './decision-pages.ts';
import { mutationPage, recordedResults } from './mutation-page.ts';
import { readOnlyPage } from './read-only-page.ts';
import { recordJsonSchema } from './record-schema.ts';
import { rulePages } from './rule-pages.ts';
import { policyPage, recordPage } from './schema-pages.ts';

const root = resolve(import.meta.dirname, '..');
/** Nothing lies in these but what is written here. */
const FOLDERS = ['docs/rules', 'docs/reference'];

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every generated page by its path below the project. */
export async function generatedPages(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ...rulePages(),
    ['docs/adr/README.md', decisionsPage()],
    ['docs/mutation.md', mutationPage(recordedResults())],
    ['docs/read-only.md', readOnlyPage()],
    ['docs/policy.schema.json', json(policyJsonSchema())],
    ['docs/reference/policy.md', policyPage()],
    ['docs/reference/audit-record.schema.json', json(recordJsonSchema())],
    ['docs/reference/audit-record.md', recordPage()],
    ['docs/reference/commands.md', await commandsPage()],
    ['docs/reference/exit-codes.md', await exitCodesPage()],
  ]);
}

if (import.meta.main) {
  const pages = await generatedPages();
  const stale = [...pages].filter(([path, text]) => read(join(root, path)) !== text).map(([path]) => path);
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
  const extra = FOLDERS.flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)).filter(
    (path) => !pages.has(path),
  );
  if (process.argv.includes('--check')) {
    for (const path of [...stale, ...extra]) console.error(`out of date: ${path}`);
    process.exitCode = stale.length + extra.length > 0 ? 1 : 0;
  } else {
    for (const [path, text] of pages) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    for (const path of extra) rmSync(join(root, path));
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
