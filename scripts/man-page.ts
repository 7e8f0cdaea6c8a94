// Writes man/hookwarden.1 from what yargs knows of the commands, so that it says what --help says; part of `prepare`, and so in every package.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exitCodes } from '../src/cli/command.ts';
import { COMMANDS, type CommandEntry } from '../src/cli/commands.ts';
import { VERSION } from '../src/domain/version.ts';
import { commandHelp } from './command-help.ts';

const root = resolve(import.meta.dirname, '..');

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

const FOOT = `.SS "hookwarden completion"
Print a script that completes commands and options in bash or zsh
.SH EXIT STATUS
${exitCodes()}.
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

/** Of one command: what it does, each word and option, and what its help says at its end. */
export async function sectionOf(entry: CommandEntry): Promise<string> {
  const [usage, says] = entry;
  return [`.SS "hookwarden ${escaped(usage)}"`, escaped(says), ...helpEntries(await commandHelp(entry, null))].join('\n');
}

/** A line of a list is a term, a gap and what is said of it; all others are said as they stand. */
function helpEntries(help: string): readonly string[] {
  const [, , ...paragraphs] = help.trim().split('\n\n');
  return paragraphs.flatMap((paragraph) => {
    const [title = '', ...lines] = paragraph.split('\n');
    if (/^(?:Positionals|Options):$/.test(title)) return lines.flatMap(entryOf);
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
  const sections = await Promise.all(COMMANDS.map(sectionOf));
  writeFileSync(join(root, 'man/hookwarden.1'), `${[HEAD, ...sections, FOOT].join('\n')}\n`);
}
