// Reads rules/<pack>/*.yaml and writes dist/rules.json, which the bundles embed.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ruleFiles } from '../src/cli/rule-files.ts';
import type { Rule } from '../src/domain/rule.ts';
import { VERSION } from '../src/domain/version.ts';
import { compileRules as compile } from '../src/policy/load-rules.ts';

const root = resolve(import.meta.dirname, '..');

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
