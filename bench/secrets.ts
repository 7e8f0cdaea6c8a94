// What the scanner finds in labelled texts and in honest ones, beside secretlint's preset alone, and how fast it reads.
// node bench/secrets.ts --corpus FILE.jsonl.gz [--commands FILE.jsonl.gz]
//   corpus: each line {"text", "label": "secret" | "not_secret"}; its even and odd rows are also told apart
//   commands: each line {"command"}; whatever is found there is taken for false, as in this repository's own files
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { scanText } from '../src/secrets/scan-text.ts';

/** How many findings a text has. */
type Scan = (text: string) => Promise<number>;

const ours: Scan = async (text) => (await scanText({ path: 'text', text })).findings.length;
secretLintProfiler.setEnabled(false);
const config = { rules: [{ id: creator.meta.id, rule: creator, options: {} }] };
const plain: Scan = async (content) => {
  const source = { content, filePath: 'text', ext: '', contentType: 'text' as const };
  return (await lintSource({ source, options: { config, noPhysicFilePath: true } })).messages.length;
};
const SCANS = [
  ['ours', ours],
  ['secretlint', plain],
] as const;

interface Row {
  readonly text: string;
  readonly isSecret: boolean;
}

function linesOf(path: string): readonly Record<string, unknown>[] {
  const text = gunzipSync(readFileSync(path)).toString();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`.padStart(9);

async function compareLabels(name: string, rows: readonly Row[]): Promise<void> {
  for (const [by, scan] of SCANS) {
    const counts = { hit: 0, secret: 0, wrong: 0, other: 0 };
    for (const { text, isSecret } of rows) {
      const isFound = (await scan(text)) > 0;
      if (isSecret) counts.secret++;
      else counts.other++;
      if (isFound && isSecret) counts.hit++;
      if (isFound && !isSecret) counts.wrong++;
    }
    const recall = `recall ${percent(counts.hit, counts.secret)} of ${counts.secret}`;
    console.log(`${name.padEnd(18)} ${by.padEnd(11)} ${recall}, false ${percent(counts.wrong, counts.other)} of ${counts.other}`);
  }
}

async function compareHonest(name: string, texts: readonly string[]): Promise<void> {
  const lines = texts.reduce((sum, text) => sum + text.split('\n').length, 0);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  for (const [by, scan] of SCANS) {
    const start = performance.now();
    let found = 0;
    for (const text of texts) found += await scan(text);
    const speed = (bytes / 1e3 / (performance.now() - start)).toFixed(1).padStart(6);
    console.log(`${name.padEnd(18)} ${by.padEnd(11)} ${found} findings in ${lines} lines: ${percent(found, lines)}, ${speed} MB/s`);
  }
}

const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { corpus: { type: 'string' }, commands: { type: 'string' } } });
if (values.corpus === undefined) console.log('skipped: say which labelled texts to scan, with --corpus FILE.jsonl.gz');
else {
  const rows = linesOf(values.corpus).map(({ text, label }) => ({ text: String(text), isSecret: label === 'secret' }));
  await compareLabels('all rows', rows);
  for (const half of [0, 1]) {
    const part = rows.filter((_, at) => (at + 1) % 2 === half);
    await compareLabels(half === 0 ? 'even rows' : 'odd rows', part);
  }
}
if (values.commands !== undefined)
  await compareHonest(
    'commands',
    linesOf(values.commands).map(({ command }) => String(command)),
  );
const own = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((name) => name !== '');
await compareHonest(
  'own files',
  own.map((name) => readFileSync(join(root, name), 'utf8')),
);
