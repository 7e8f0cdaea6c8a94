import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, parseJson } from '../../../src/domain/json.ts';
import { ROOT } from '../installed.ts';
import { bash } from '../launch.ts';
import type { Condition } from './condition.ts';

/** Names that a home folder may have, and that something on the way from `init` to a host's shell may take for something else. */
const NAMES: Readonly<Record<string, string>> = {
  blanks: 'ada  of the  house ',
  'a single quote': "ada o'neil",
  'double quotes': 'ada "the first"',
  'dollar signs': 'ada$HOME$(touch owned)${x}',
  'back quotes': 'ada`touch owned`',
  'back slashes': 'ada\\n\\\\x\\',
  'a line feed': 'ada\nneil',
  'a carriage return and a tab': 'ada\r\tneil',
  'an asterisk and brackets': 'ada*[a-z]?{b,c}',
  'operators of the shell': 'ada; touch owned & x | y > z #',
  'an exclamation mark and a tilde': '~ada!neil',
  'an option': '--help',
  'letters of other scripts': 'Ädä Ελένη 愛田 🦉',
  'a decomposed letter': 'A\u0308da',
  'a letter that turns the reading around': 'ada\u202eadan',
  'percent and equals signs': 'ada%41=b&c',
  '200 letters': 'a'.repeat(200),
};

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** As a person does it who has that home: set up, wire, be stopped by the line that the settings hold, and look at the log. */
function use(home: string): readonly string[] {
  const project = join(home, 'shop');
  for (const folder of [join(home, '.claude'), project]) mkdirSync(folder, { recursive: true });
  const environment = { HOME: home, PATH: process.env['PATH'], SHELL: '/bin/bash', XDG_RUNTIME_DIR: join(home, 'run'), NO_COLOR: '1' };
  const run = (program: string, args: readonly string[], input = ''): Ended =>
    spawnSync(program, args, { encoding: 'utf8', cwd: project, env: environment, input });
  const hookwarden = (line: string): Ended => run(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), ...line.split(' ')]);
  const problems: string[] = [];
  const expect = (what: string, { status, stdout, stderr }: Ended, wanted: number): void => {
    if (status !== wanted) problems.push(`${what} ended with ${status}: ${stdout}${stderr}`);
  };
  expect('init', hookwarden('init --yes'), 0);
  expect('install', hookwarden('install claude-code --yes'), 0);
  for (const command of commandsIn(join(home, '.claude/settings.json'))) {
    expect(command, run('/bin/sh', ['-c', command], JSON.stringify({ ...bash('rm -rf ~'), cwd: project })), 2);
    expect(command, run('/bin/sh', ['-c', command], JSON.stringify({ ...bash('ls'), cwd: project })), 0);
  }
  const launcher = hookwarden('launcher').stdout.replace(/\n$/, '');
  expect(`launcher ${launcher}`, run(launcher, ['block', '--host', 'claude-code'], JSON.stringify(bash('rm -rf /'))), 2);
  expect('doctor', hookwarden('doctor'), 0);
  expect('audit verify', hookwarden('audit verify --full'), 0);
  expect('uninstall', hookwarden('uninstall claude-code --yes'), 0);
  return problems;
}

/** The lines that are run before a tool is. */
function commandsIn(settings: string): readonly string[] {
  const read = parseJson(readFileSync(settings, 'utf8'));
  const lines: string[] = [];
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) collect(one);
    else if (isObject(value)) {
      if (typeof value['command'] === 'string') lines.push(value['command']);
      for (const one of Object.values(value)) collect(one);
    }
  };
  const hooks = isObject(read) ? read['hooks'] : undefined;
  collect(isObject(hooks) ? hooks['PreToolUse'] : undefined);
  if (lines.length === 0) throw new Error(`no command in ${settings}`);
  return lines;
}

export const HOME_NAMES: readonly Condition[] = Object.entries(NAMES).map(([name, folder]) => ({
  kind: 'name of the home folder',
  name,
  find: async (home) => {
    mkdirSync(home, { recursive: true });
    return { statuses: [], problems: use(join(home, folder)) };
  },
}));
