import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '../src/domain/version.ts';

const root = resolve(import.meta.dirname, '..');
const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const blocks = documents.flatMap((document) =>
  [...readFileSync(join(root, document), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```/gm)].map((match) => ({
    document,
    script: match[1] ?? '',
  })),
);
const commands = blocks.flatMap(({ document, script }) =>
  script
    .trim()
    .split('\n')
    .map((command) => ({ document, command })),
);

describe('what a document shows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-documents-'));
  const shim = join(folder, 'hookwarden');
  beforeAll(() => {
    writeFileSync(shim, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'bin/hookwarden.cjs')}' "$@"\n`);
    chmodSync(shim, 0o755);
    // Whoever reads them has an agent.
    mkdirSync(join(folder, 'home/.claude'), { recursive: true });
    spawnSync('git', ['init', '--quiet', folder]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(commands)('$document: $command', ({ command }) => {
    const environment = {
      ...process.env,
      PATH: `${folder}:${process.env['PATH']}`,
      HOME: join(folder, 'home'),
      HOOKWARDEN_HOME: join(folder, 'own'),
    };
    const done = spawnSync('sh', ['-c', command], { cwd: folder, env: environment, encoding: 'utf8' });
    expect(done.stderr).toBe('');
    expect([0, 1, 2]).toContain(done.status);
  });

  it('is something', () => {
    expect(commands.length).toBeGreaterThan(5);
  });
});

it('the version is the same in the program and in its package', () => {
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version).toBe(VERSION);
});

it('every decision has a number of its own, in its name and in its title', () => {
  const folder = join(root, 'docs/adr');
  const numbers = readdirSync(folder).map((name) => Number(name.slice(0, 4)));
  expect(numbers.toSorted((left, right) => left - right)).toEqual(numbers.map((_, at) => at + 1));
  for (const name of readdirSync(folder))
    expect(readFileSync(join(folder, name), 'utf8'), name).toMatch(new RegExp(`^# ${Number(name.slice(0, 4))}\\. `));
});

it('every link between the documents leads somewhere', () => {
  const all = [...documents, 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'examples/team/README.md'];
  // What stands in a code span is a command, and may look like a link.
  const broken = all.flatMap((document) =>
    [
      ...readFileSync(join(root, document), 'utf8')
        .replaceAll(/`[^`\n]*`/g, '')
        .matchAll(/\]\((?!https?:|#)([^)#]+)/g),
    ]
      .map((match) => resolve(root, document, '..', match[1] ?? ''))
      .filter((path) => spawnSync('test', ['-e', path]).status !== 0),
  );
  expect(broken).toEqual([]);
});
