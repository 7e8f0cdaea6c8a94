import { codeReader } from '../../../../src/actions/code/index.ts';
import { HOLE, type Language, type Outcome, type Run, type Setting } from '../../../../src/actions/command.ts';

export const setting: Setting = {
  machine: {
    platform: 'linux',
    shell: 'bash',
    home: '/home/ann',
    project: '/home/ann/app',
    tempFolders: ['/tmp'],
    ownPaths: [],
    environment: {},
    files: { resolve: (path) => path, read: () => ({ kind: 'missing' }), kind: () => undefined },
  },
  cwd: '/home/ann/app',
  remote: false,
  mounts: [],
};

export function read(language: Language, code: string): Outcome {
  return codeReader(language)?.(code, setting) ?? {};
}

/** The outcome in one line a finding, so that tables can be read: `file.delete /x recursive`, `shell id`, `argv rm -rf x`. */
export function findings(outcome: Outcome): readonly string[] {
  const effects = (outcome.effects ?? []).map((effect) =>
    [effect.kind, effect.operand?.value ?? effect.operand?.text, effect.flags?.join()].filter(Boolean).join(' '),
  );
  return [...effects, ...(outcome.runs ?? []).map(told)];
}

function told(run: Run): string {
  switch (run.kind) {
    case 'argv':
      return `argv ${run.argv.map((word) => shown(word.value)).join(' ')}`;
    case 'shell':
    case 'code':
      return `${run.kind} ${shown(run.text.value)}${run.origin === undefined || run.origin === 'literal' ? '' : ` (${run.origin})`}`;
    case 'file':
      return `file ${run.path.value}`;
    case 'stdin':
      return 'stdin';
  }
}

const shown = (value: string): string => value.replaceAll(HOLE, '…');
