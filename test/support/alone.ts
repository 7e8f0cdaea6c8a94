import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { detached, quoted } from './detached.ts';

const PROGRAM = resolve(import.meta.dirname, '../../bin/hookwarden.cjs');

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program with nobody above it, as a person's terminal would. `lines` are what it reads from descriptor 3. */
export function alone(home: string, args: readonly string[], lines: readonly string[] = [], cwd = home): Ended {
  return detached(
    (file) => {
      writeFileSync(file('lines'), lines.map((line) => `${line}\n`).join(''));
      const [input = '', output = '', errors = ''] = ['lines', 'out', 'err'].map((name) => quoted(file(name)));
      return `cd ${quoted(cwd)} && ${[process.execPath, PROGRAM, ...args].map(quoted).join(' ')} 3<${input} >${output} 2>${errors} </dev/null`;
    },
    { PATH: process.env['PATH'], HOME: home, HOOKWARDEN_HOME: home, NO_COLOR: '1' },
    (file, status) => ({ status, stdout: readFileSync(file('out'), 'utf8'), stderr: readFileSync(file('err'), 'utf8') }),
  );
}
