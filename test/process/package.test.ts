import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { digestOf, MANIFEST, programCheck } from '../../src/cli/doctor/program-files.ts';
import { ROOT } from '../support/installed.ts';
import { pack } from '../support/packed.ts';

const packed = pack();
const { project, program, files } = packed;
afterAll(packed.remove);

const run = (args: readonly string[]) =>
  spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: project } });

describe('what is packed', () => {
  const RUNS = [/^bin\/hookwarden\.cjs$/, /^dist\/[\w-]+\.(?:cjs|mjs|json)$/, /^dist\/cli\/[\w-]+\.mjs$/, /^rules\/[\w-]+\/[\w-]+\.yaml$/];
  const TELLS = [
    /^dist\/types\/[\w/-]+\.d\.ts$/,
    /^(?:package|hooks\.example|sbom\.cdx)\.json$/,
    /^(?:README|CHANGELOG|SECURITY)\.md$/,
    /^(?:LICENSE|THIRD-PARTY-NOTICES\.txt|man\/hookwarden\.1)$/,
  ];
  const MOST_BYTES = { packed: 2_300_000, unpacked: 8_000_000, files: 480 };

  it('is what runs, what says what it is, and nothing else', () => {
    const others = [...files.keys()].filter((path) => ![...RUNS, ...TELLS].some((form) => form.test(path)));
    expect(others).toEqual([]);
    expect([...files.keys()].filter((path) => path.endsWith('.meta.json'))).toEqual([]);
  });

  it('holds each file that was built, as it was built', () => {
    const built: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(program, MANIFEST), 'utf8'));
    const ofProgram = [...files.keys()].filter((path) => /^(?:bin|dist|rules)\//.test(path) && path !== MANIFEST);
    expect(Object.keys(built).toSorted()).toEqual(ofProgram.toSorted());
    expect(Object.keys(built).filter((path) => digestOf(join(program, path)) !== built[path])).toEqual([]);
  });

  it('stays small', () => {
    expect(packed.size).toBeLessThan(MOST_BYTES.packed);
    expect([...files.values()].reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES.unpacked);
    expect(files.size).toBeLessThan(MOST_BYTES.files);
  });
});

describe('what is installed without running any script', () => {
  it('is the program, with no package beside it but those that it depends on', () => {
    const done = run([join(program, 'bin/hookwarden.cjs'), 'check', 'rm -rf /']);
    expect(done.stderr).toBe('');
    expect(done.stdout).toContain('filesystem.delete-root');
    expect(done.status).toBe(2);
    for (const bundle of ['hook.cjs', 'git.cjs', 'mcp.cjs']) expect(existsSync(join(program, 'dist', bundle))).toBe(true);
  });

  const CALLER = `
    import { openJudge } from 'hookwarden';
    import { openCapabilities } from 'hookwarden/capabilities';
    import { parseNote } from 'hookwarden/tlog';
    const judge = openJudge();
    console.log(JSON.stringify([judge.value({ command: 'rm -rf /' }).decision, openCapabilities().ok, typeof parseNote]));`;

  it('is imported by other programs, as modules and with require', () => {
    expect(run(['--input-type=module', '-e', CALLER])).toMatchObject({ stderr: '', stdout: '["deny",false,"function"]\n' });
    const required = "console.log(require('hookwarden').openJudge().value({ command: 'ls' }).decision)";
    expect(run(['--no-warnings', '-e', required])).toMatchObject({ stderr: '', stdout: 'allow\n' });
  });
});

describe('the types', () => {
  const CALLER = `
    import { openJudge, type Judge, type JudgeTerms } from 'hookwarden';
    import { type Capabilities, openCapabilities } from 'hookwarden/capabilities';
    import { type Checkpoint, leafHash } from 'hookwarden/tlog';
    const terms: JudgeTerms = { profile: 'strict', host: 'codex' };
    const opened = openJudge(terms);
    const judge: Judge | undefined = opened.ok ? opened.value : undefined;
    export const decision: 'allow' | 'ask' | 'deny' | undefined = judge?.({ command: 'ls' }).decision;
    const held = openCapabilities();
    export const look: Capabilities | string = held.ok ? held.value : held.error.message;
    export const size = (checkpoint: Checkpoint): number => checkpoint.size;
    export const hash: Uint8Array = leafHash(new Uint8Array());
    // @ts-expect-error there is no such profile
    openJudge({ profile: 'lenient' });`;

  it.each([
    ['node16', 'node16', 'caller.mts'],
    ['esnext', 'bundler', 'caller.ts'],
  ])('are found by a compiler under %s and %s, for %s, with nothing else installed', (module, resolution, name) => {
    writeFileSync(join(project, name), CALLER);
    const options = ['--ignoreConfig', '--strict', '--noEmit', '--exactOptionalPropertyTypes', '--target', 'es2023', '--types', ''];
    const places = ['--module', module, '--moduleResolution', resolution];
    const done = run([join(ROOT, 'node_modules/typescript/bin/tsc'), ...options, ...places, name]);
    expect(done.stdout + done.stderr).toBe('');
  });
});

describe('doctor', () => {
  it('says which files are not as they were built', () => {
    expect(programCheck(program)).toMatchObject({ state: 'ok', text: expect.stringMatching(/^\d{3} files in /) });
    appendFileSync(join(program, 'dist/hook.cjs'), '\n');
    rmSync(join(program, 'rules/git/force-push.yaml'));
    expect(programCheck(program)).toMatchObject({
      state: 'fail',
      text: expect.stringMatching(/: dist\/hook\.cjs \(changed\), rules\/git\/force-push\.yaml \(missing\)$/),
      mend: expect.stringContaining('Install Hookwarden anew'),
    });
    rmSync(join(program, 'rules/git'), { recursive: true });
    writeFileSync(join(program, 'rules/git'), '');
    expect(programCheck(program)).toMatchObject({ state: 'fail', text: expect.stringContaining('rules/git/') });
    writeFileSync(join(program, MANIFEST), '[');
    expect(programCheck(program)).toMatchObject({ state: 'warn', text: expect.stringContaining('nothing can be compared') });
  });
});
