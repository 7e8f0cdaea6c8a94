// Writes docs/images/ anew: what the program prints, as pictures for light and dark pages. Run `npm run build` first.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isObject, stringAt } from '../src/domain/json.ts';
import { pictureOf } from './terminal-picture.ts';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'docs/images');
/** The home folder of the recorded events. */
const RECORDED_HOME = '/home/sam';
/** Of a reason that is one line as the host gets it. */
const COLUMNS = 104;

mkdirSync(folder, { recursive: true });
draw('denial', denial(), 'A command of an agent that would send a private key away, and the reason with which Hookwarden denies it');
draw('scan', scan(), 'What hookwarden scan prints of a week of recorded sessions');

function draw(name: string, printed: string, title: string): void {
  for (const theme of ['light', 'dark'] as const) writeFileSync(join(folder, `${name}-${theme}.svg`), pictureOf(printed, title, theme));
}

/** What the launcher of a set-up of its own answers to a recorded call. */
function denial(): string {
  const home = mkdtempSync(join(tmpdir(), 'hookwarden-pictures-'));
  try {
    const own = { HOOKWARDEN_HOME: home, HOME: RECORDED_HOME };
    hookwarden(['init', '--yes'], own);
    const launcher = hookwarden(['launcher'], own).trim();
    const event = readFileSync(join(root, 'examples/10-send-a-key-away.json'), 'utf8');
    const { stderr, status } = spawnSync(launcher, ['block', '--host', 'claude-code'], { env: own, input: event, encoding: 'utf8' });
    const recorded: unknown = JSON.parse(event);
    const input = isObject(recorded) ? recorded['tool_input'] : undefined;
    const command = isObject(input) ? (stringAt(input, 'command') ?? '') : '';
    // The code is another one each time; the picture stays the same.
    const [head = '', ...reasons] = stderr
      .trimEnd()
      .replaceAll(/HW-\w{6}/g, 'HW-7F3KQ2')
      .split('\n');
    return [
      `\x1b[2mThe agent wants to run\x1b[22m  ${command}`,
      '',
      `\x1b[1m\x1b[31m${head}\x1b[39m\x1b[22m`,
      ...reasons.flatMap((line) => broken(line, line.startsWith('- ') ? '  ' : '')),
      '',
      `\x1b[2mThe launcher ends with ${status}, which stops the call; the model reads the reason. The call is on record.\x1b[22m`,
    ].join('\n');
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** What stands out, and the worst of it: the whole is longer than a page. */
function scan(): string {
  const printed = hookwarden(['scan', 'examples/scan', '--home', RECORDED_HOME], { FORCE_COLOR: '1' });
  const sections = printed.trimEnd().split('\n\n');
  const worst = sections.find((section) => section.includes('the worst')) ?? '';
  return [
    '$ hookwarden scan examples/scan',
    [...sections.slice(0, 4), '⋮', worst.split('\n').slice(0, 10).join('\n'), '⋮'].join('\n\n'),
  ].join('\n');
}

function hookwarden(args: readonly string[], own: Readonly<Record<string, string>>): string {
  const { NO_COLOR: _, ...environment } = process.env;
  const done = spawnSync(process.execPath, [join(root, 'bin/hookwarden.cjs'), ...args], {
    cwd: root,
    env: { ...environment, ...own },
    encoding: 'utf8',
  });
  if (done.stdout === '') throw new Error(`hookwarden ${args.join(' ')} printed nothing: ${done.stderr}`);
  return done.stdout;
}

/** Lines of whole words, the first as it begins, the others behind `indent`. */
function broken(text: string, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
