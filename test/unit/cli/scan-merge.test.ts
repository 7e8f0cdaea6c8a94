import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { mergedFiles } from '../../../src/cli/scan-merge.ts';
import type { LayerSource } from '../../../src/policy/artefact.ts';
import { createAggregator } from '../../../src/scan/aggregate.ts';
import { type JudgedBy, judgedBy } from '../../../src/scan/judged-by.ts';
import { policyOfSpec } from '../../../src/scan/policy.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-merge-'));
afterAll(() => rmSync(folder, { recursive: true }));

const layer = (text: string, path = '/etc/hookwarden/policy.yaml'): LayerSource => ({
  layer: 'user',
  kind: 'policy',
  path,
  bytes: Buffer.from(text),
});
function judged(layers: readonly LayerSource[], profile?: 'strict'): JudgedBy {
  const policy = policyOfSpec({ layers, profile });
  if (!policy.ok) throw new Error(policy.error);
  return judgedBy({ layers }, policy.value);
}
let saved = 0;
function part(by: object, bytes = 1): string {
  saved++;
  const counted = createAggregator();
  counted.source('codex', bytes);
  const path = join(folder, `${saved}.json`);
  writeFileSync(path, JSON.stringify({ ...counted.result(), ...by }));
  return path;
}
const plain = judged([]);

it('what was judged by the same policy is added up, wherever that lies, and can be merged again', () => {
  const [here, there] = [
    judged([layer('version: 1\nprofile: strict\n')]),
    judged([layer('version: 1\nprofile: strict\n', '/mnt/policy.yaml')]),
  ];
  const merged = mergedFiles([part({ judgedBy: here }, 3), part({ judgedBy: there }, 4)]);
  expect(merged).toMatchObject({ ok: true, value: { sources: { count: 2, bytes: 7 }, judgedBy: here } });
  expect(mergedFiles([part(merged.ok ? merged.value : {})])).toMatchObject({ ok: true, value: { judgedBy: here } });
});

it.each([
  ['another policy', judged([layer('version: 1\nrules:\n  git.force-push: deny\n')])],
  ['another profile', judged([], 'strict')],
  ['another version of hookwarden', { ...plain, program: '0.0.1' }],
])('what was judged by %s is refused, by the names of both', (what, other) => {
  const paths = [part({ judgedBy: plain }, 1), part({ judgedBy: plain }, 2), part({ judgedBy: other })];
  expect(mergedFiles(paths)).toEqual({
    ok: false,
    error: `${paths[2]} was judged by ${what} than ${paths[0]}: scan both by the same, then merge them`,
  });
});

it.each([{}, { judgedBy: 'me' }, { judgedBy: { program: '1' } }])('what does not say what it was judged by is refused: %o', (by) => {
  const path = part(by);
  expect(mergedFiles([path])).toEqual({ ok: false, error: `${path} does not say by which policy it was judged: scan again` });
});
