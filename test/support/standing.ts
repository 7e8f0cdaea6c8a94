import { analyzeShell } from '../../src/actions/shell/index.ts';
import type { Standing } from '../../src/actions/standing/form.ts';
import { standingOf } from '../../src/actions/standing/index.ts';
import { EXAMPLE_FACTS } from '../../src/cli/judge-example.ts';

/** What is known of a command line, in the project that every example stands in. */
export function standingOfCommand(command: string, { machine } = EXAMPLE_FACTS): Standing {
  const { project, shell } = machine;
  return standingOf(analyzeShell(command, shell, { machine, cwd: project, remote: false, mounts: [] }), project).standing;
}

/** One command a line; blank lines and remarks are left out. */
export const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'));
