// Reads rules/<pack>/*.yaml and writes dist/rules.json, which the bundles embed.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Rule } from '../src/domain/rule.ts';
import { VERSION } from '../src/domain/version.ts';
import { compileRules as compile } from '../src/policy/load-rules.ts';
import type { SourceFile } from '../src/policy/parse.ts';

const root = resolve(import.meta.dirname, '..');

/** Every rule file below a folder, in a fixed order. */
export function ruleFiles(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ path: join('rules', name), text: readFileSync(join(folder, name), 'utf8') }));
}

export const compileRules = (folder: string): readonly Rule[] => compile(ruleFiles(folder));

/** Writes the compiled rules with a hash over them and the program's version, which stands for both in every audit record. */
export function writeRules(target: string, folder = join(root, 'rules')): void {
  const rules = compileRules(folder);
  const hash = createHash('sha256')
    .update(`${VERSION}\n${JSON.stringify(rules)}`)
    .digest('hex');
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, JSON.stringify({ hash, rules }));
}

if (import.meta.main) writeRules(join(root, 'dist/rules.json'));
