import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Installed, install, ROOT } from '../support/installed.ts';
import { bash, launch } from '../support/launch.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-suggest-'));
const cwd = join(folder, 'shop');
let installed: Installed;
beforeAll(() => {
  installed = install(join(folder, 'own'));
  mkdirSync(join(cwd, '.git'), { recursive: true });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const call = (command: string) => launch(installed, bash(command, { cwd }));
/** A person says yes: the call runs. */
function approved(command: string): void {
  const event = bash(command, { cwd });
  launch(installed, event);
  launch(installed, { ...event, hook_event_name: 'PostToolUse', tool_response: { stdout: '' } }, { verb: 'notify' });
}

it('what people keep approving is proposed as a policy, and passes once that is in force', () => {
  const [kept, secret] = [
    'git push --force origin feature/prices',
    `git push --force https://x:${'gh'}p_${'a1B2'.repeat(9)}@github.com/a/b`,
  ];
  for (const command of [kept, kept, kept, secret, secret, secret, 'git push --force origin other']) approved(command);
  const done = spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), 'suggest'], {
    encoding: 'utf8',
    cwd,
    env: { ...process.env, HOOKWARDEN_HOME: installed.home, NO_COLOR: '1' },
  });
  expect([done.status, done.stderr]).toEqual([
    1,
    '1 call not proposed: approved fewer than 3 times (--least)\n3 records left out: something was taken out of what is kept of them, or they name no call\n',
  ]);
  expect(done.stdout).toMatch(
    /# Bash: git push --force origin feature\/prices\n +# 3 of 3 times approved, never refused; the newest: r\d+-/,
  );
  expect(done.stdout.match(/tool: Bash/g)).toHaveLength(1);
  expect(call(kept).stdout).toContain('git.force-push');
  writeFileSync(join(installed.folders.config, 'policy.yaml'), done.stdout, { mode: 0o600 });
  expect(call(kept)).toMatchObject({ status: 0, stdout: '' });
  expect(call(`${kept} `).stdout).toContain('git.force-push');
});
