import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KINDS = ['git.push', 'file.delete', 'db.drop', 'net.upload', 'infra.destroy', 'package.publish', 'process.kill', 'file.write'];

/** A file may have 256 KiB. */
const IN_A_FILE = 500;

/** Files of rules of one's own over the kinds of effects that such rules are about; `first` parts the ids of several layers. */
export const ownRules = (count: number, first = 'own'): readonly string[] =>
  Array.from({ length: Math.ceil(count / IN_A_FILE) }, (_, file) => {
    const from = file * IN_A_FILE;
    const length = Math.min(IN_A_FILE, count - from);
    return Array.from({ length }, (_, i) => rule(`${first}.rule-${from + i}`, KINDS[i % KINDS.length] ?? 'exec', from + i)).join('');
  });

function rule(id: string, kind: string, i: number): string {
  return `- id: ${id}\n  version: 1\n  status: stable\n  severity: medium\n  decision: ask\n  title: Rule ${i}\n  message: "{{program}} would touch {{operand}}."\n  tags: [attack.t1005]\n  when: { effect: ${kind}, value: ["**/kept-${i}/**"] }\n  examples: { match: [], pass: [] }\n`;
}

/** A layer of policy with that many rules, in its folder. */
export function writeLayer(folder: string, rules: number, first?: string): void {
  mkdirSync(join(folder, 'rules'), { recursive: true, mode: 0o755 });
  writeFileSync(join(folder, 'policy.yaml'), 'version: 1\nrules:\n  git.force-push: deny\n', { mode: 0o600 });
  for (const [at, text] of ownRules(rules, first).entries()) writeFileSync(join(folder, `rules/own-${at}.yaml`), text, { mode: 0o600 });
}
