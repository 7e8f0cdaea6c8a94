import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { inputOf } from '../../../src/cli/command.ts';
import { settingsOf } from '../../../src/cli/scan-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'a.jsonl'), '{}\n');
writeFileSync(join(folder, 'b.jsonl.gz'), 'x');
writeFileSync(join(folder, 'policy.yaml'), 'profile: reckless\n');

const settings = (argv: object) => settingsOf(inputOf({ _: ['scan'], path: [folder], ...argv }));

it.each([
  [{ path: [join(folder, 'nowhere')] }, /^there is no file or folder .*nowhere$/],
  [{ path: [join(folder, '*.zst')] }, /^no file is like /],
  [{ shard: '4/3' }, /^--shard is a share such as 1\/4/],
  [{ shard: '0/3' }, /^--shard is a share such as 1\/4/],
  [{ since: 'soon' }, /^--since: "soon" is no time/],
  [{ threads: '99' }, /^--threads is a number from 0 to 64/],
  [{ policy: join(folder, 'none.yaml') }, /^--policy: there is no file /],
  [{ policy: join(folder, 'policy.yaml') }, /profile/],
  [{ state: join(folder, 'a.jsonl/x') }, /^--state: .* cannot be used: /],
])('%o is said to be wrong', async (argv, message) => {
  const found = await settings(argv);
  expect(found.ok ? 'nothing' : found.error).toMatch(message);
});

it.each([
  [{}, ['a.jsonl', 'b.jsonl.gz', 'policy.yaml']],
  [{ path: [join(folder, '*.jsonl')] }, ['a.jsonl']],
  [{ path: [join(folder, '*.{gz,yaml}'), join(folder, 'a.jsonl'), folder] }, ['b.jsonl.gz', 'policy.yaml', 'a.jsonl']],
  [{ since: 'now' }, []],
])('%o names %o', async (argv, names) => {
  const found = await settings(argv);
  expect(found.ok ? found.value.sources.map(({ path }) => path.slice(folder.length + 1)) : found.error).toEqual(names);
});
