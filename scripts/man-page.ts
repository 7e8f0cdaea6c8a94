// Writes man/hookwarden.1 from what yargs knows of the commands, so that it says what --help says; part of `prepare`, and so in every package.
// Each command's file is named as the command.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import yargs from 'yargs';
import type { CliCommand } from '../src/cli/command.ts';
import { VERSION } from '../src/domain/version.ts';

const root = resolve(import.meta.dirname, '..');
const commands = join(root, 'src/cli');

const HEAD = `.TH HOOKWARDEN 1 "" "hookwarden ${VERSION}" "User Commands"
.SH NAME
hookwarden \\- decide, before a coding agent's tool call runs, whether it may
.SH SYNOPSIS
.B hookwarden
.I command
.RI [ arguments ]
.br
.B hookwarden
.I command
.B \\-\\-help
.SH DESCRIPTION
The host of a coding agent hands every tool call to Hookwarden, which works out what the call would do, judges it by rules and by who is asking, writes a signed record, and
answers. Nothing leaves the machine, and every error is a no.
.SH COMMANDS`;

const FOOT = `.SH EXIT STATUS
0 fine or allow, 1 findings or ask, 2 deny, 3 usage or internal error.
.B hookwarden hook
ends with 0 or 2 and nothing else.
.SH ENVIRONMENT
.TP
.B HOOKWARDEN_HOME
A folder for all that Hookwarden keeps, instead of the usual ones. A launcher that is wired does not hear it.
.TP
.B HOOKWARDEN_API_KEY
The key that calls are made with, in a pipeline.
.TP
.BR NO_COLOR ", " FORCE_COLOR
Whether output is coloured.`;

interface Entry {
  readonly usage: string;
  readonly says: string;
}

/** Read where they stand, since the module that holds them runs when it is imported. */
export function commandList(): readonly Entry[] {
  const source = readFileSync(join(commands, 'main.ts'), 'utf8');
  const rows = source.matchAll(/\[\s*'([a-z][^']*)',\s*'([^']*)',\s*\(\) => import\(/g);
  return [...rows].map(([, usage = '', says = '']) => ({ usage, says }));
}

/** Of one command: what it does, each word and option, and what its help says at its end. */
export async function sectionOf({ usage, says }: Entry): Promise<string> {
  const file = join(commands, `${usage.split(' ')[0]}.ts`);
  if (!existsSync(file)) throw new Error(`the command ${usage} has no file ${file}`);
  const { command }: { readonly command: CliCommand } = await import(file);
  const parser = yargs([]).scriptName('hookwarden').usage(`$0 ${usage}`).wrap(null).help(false).version(false);
  const help = await command.options(parser.command(usage, says)).getHelp();
  return [`.SS "hookwarden ${escaped(usage)}"`, escaped(says), ...helpEntries(help)].join('\n');
}

/** A line of a list is a term, a gap and what is said of it; all others are said as they stand. */
function helpEntries(help: string): readonly string[] {
  const [, ...paragraphs] = help.split('\n\n');
  return paragraphs.flatMap((paragraph) => {
    const [title = '', ...lines] = paragraph.split('\n');
    if (/^(?:Commands|Positionals|Options):$/.test(title)) return title === 'Commands:' ? [] : lines.flatMap(entryOf);
    return ['.PP', ...paragraph.split('\n').map(escaped)];
  });
}

function entryOf(line: string): readonly string[] {
  const [, term = '', said = ''] = /^\s*(\S.*?)\s{2,}(.*)$/.exec(line) ?? ['', line.trim(), ''];
  return ['.TP', `.B ${escaped(term)}`, escaped(said.trim().replace(/\s{2,}/g, ' '))];
}

/** Text as roff reads it, in ASCII: no line of it is a request. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/[^\0-\x7f]/gu, (letter) => `\\[u${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`)
    .replace(/^(?=[.'])/, '\\&');

if (import.meta.main) {
  mkdirSync(join(root, 'man'), { recursive: true });
  const sections = await Promise.all(commandList().map(sectionOf));
  writeFileSync(join(root, 'man/hookwarden.1'), `${[HEAD, ...sections, FOOT].join('\n')}\n`);
}
