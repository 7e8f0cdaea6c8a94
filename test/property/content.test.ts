import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal } from '../../src/actions/command.ts';
import { analyzeContent } from '../../src/actions/content/index.ts';
import { pathOperand } from '../../src/actions/paths.ts';
import { cpuTime } from '../support/cpu-time.ts';
import { PROJECT, setting } from '../support/setting.ts';

const PATHS = [
  '.github/workflows/a.yml',
  '.gitlab-ci.yml',
  'Dockerfile',
  'compose.yml',
  'k8s.yaml',
  'package.json',
  'package-lock.json',
  'pyproject.toml',
  'Cargo.toml',
  'Gemfile',
  'requirements.txt',
  'Makefile',
  'justfile',
  'main.tf',
  '.npmrc',
  '.gitconfig',
  '.vscode/tasks.json',
  '.devcontainer/devcontainer.json',
  'a.ipynb',
  'a.service',
  'setup.py',
  'build.rs',
  'x.sh',
];

const PIECES = [
  ...['run:', '- ', '  ', '\n', '|', '"', "'", '{', '}', '[', ']', ':', '=', '#', '\t', '\\', '$(', ')', '${{', '}}', '`', '<<EOF', 'EOF'],
  ...[
    'RUN ',
    'FROM a',
    'apiVersion: v1',
    'kind: Pod',
    'privileged: true',
    '"scripts"',
    'command',
    'local-exec',
    'resolved',
    'https://h/',
    'rm -rf /',
  ],
];

const read = (path: string, text: string) =>
  analyzeContent(text, pathOperand(literal(`${PROJECT}/${path}`), setting()), 'Write', setting());

describe('what is put into a file', () => {
  it('is read without a failure, whatever it is', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...PIECES), { maxLength: 80 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), text, (path, content) => {
        const { actions } = read(path, content);
        for (const { effects } of actions) for (const { flags } of effects) expect(flags).toContain('content');
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(PATHS)('takes time in proportion to its length: %s', (path) => {
    for (const piece of PIECES) {
      const started = cpuTime();
      read(path, piece.repeat(Math.floor(50_000 / piece.length)));
      expect(cpuTime() - started).toBeLessThan(750);
    }
  });
});
