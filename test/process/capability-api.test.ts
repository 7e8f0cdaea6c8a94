import { spawnSync } from 'node:child_process';
import { afterAll, expect, it } from 'vitest';
import { install, ROOT } from '../support/installed.ts';

const installed = install();
afterAll(installed.remove);

/** As another program would, from the built package and its types. */
const PROGRAM = `
import { administerCapabilities, openCapabilities } from 'hookwarden/capabilities';
const must = (result) => { if (!result.ok) throw new Error(result.error.message); return result.value; };
const admin = must(administerCapabilities());
const expiresAt = (Date.now() + 60_000) * 1000;
const asked = { type: 'filesystem', resource: 'src/**', operations: ['read'], constraints: {}, principal: 'local', expiresAt };
const granted = must(admin.request(asked));
const id = granted.chain.at(-1).id;
const child = must(admin.delegate(id, { principal: 'local', constraints: { uses: 1 } })).chain.at(-1).id;
const look = must(openCapabilities());
const before = look.check(child, 'local').ok;
const { descendants } = must(admin.revoke(id, 'enough'));
const denied = must(admin.request({ ...asked, principal: 'nobody' }));
console.log(JSON.stringify([before, descendants, look.check(child).error.reason, look.show(id).length, denied.reason, must(look.validate(child)).ok]));
`;

it('another program grants, hands on, checks and takes back through the package', () => {
  const env = { ...process.env, HOOKWARDEN_HOME: installed.home };
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', PROGRAM], { cwd: ROOT, env, encoding: 'utf8' });
  expect(done).toMatchObject({ status: 0, stderr: '', stdout: '[true,1,"revoked",2,"no-principal",false]\n' });
});

it('and below an agent only looks', () => {
  const env = { ...process.env, HOOKWARDEN_HOME: installed.home, CLAUDECODE: '1' };
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', PROGRAM], { cwd: ROOT, env, encoding: 'utf8' });
  expect(done.status).toBe(1);
  expect(done.stderr).toContain('only a person does this');
});
