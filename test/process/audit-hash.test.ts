import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { install, ROOT } from '../support/installed.ts';
import { bash, launch } from '../support/launch.ts';

const installed = install();
afterAll(installed.remove);
const SECRET = ['h7Kq', '92xLmZ4'].join('');
const hash = (input: string, ...given: readonly string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), 'audit', 'hash', ...given], {
    input,
    encoding: 'utf8',
    env: { ...process.env, HOOKWARDEN_HOME: installed.home },
  });

it('audit hash says which tokens stand for a value, in how many records, and takes it from standard input alone', () => {
  launch(installed, bash(`mysql -u root -p${SECRET} shop`));
  launch(installed, bash(`curl -u ada:${SECRET} https://x.example`));
  const found = hash(`${SECRET}\n`, '--json');
  const { tokens } = JSON.parse(found.stdout);
  expect(found.status).toBe(0);
  expect(tokens).toEqual([{ token: expect.stringMatching(/^⟦secret:option:[0-9a-f]{8}⟧$/), records: 2, first: 1, last: 2 }]);
  expect(hash('another')).toMatchObject({ status: 1, stdout: expect.stringContaining('no record holds it') });
  const given = hash('', SECRET);
  expect(given).toMatchObject({ status: 3, stderr: expect.stringContaining('standard input') });
  expect(given.stderr).not.toContain(SECRET);
});
