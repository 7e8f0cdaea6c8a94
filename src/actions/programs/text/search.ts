import type { Effect } from '../../../domain/effect.ts';
import { type Command, literal, type Outcome, type Run, type Setting, type Word } from '../../command.ts';
import { type OptionSpec, type Options, readOptions } from '../../options.ts';
import { isKnown } from '../../words.ts';
import { argumentsOf, fileEffect } from '../effects.ts';
import { family } from '../family.ts';
import { fitsNamesOnly, holdsVariables } from './names-only.ts';
import { contentOf } from './readers.ts';

const GREP: OptionSpec = {
  values: [
    ...[
      'e',
      'f',
      'm',
      'A',
      'B',
      'C',
      'd',
      'D',
      'regexp',
      'file',
      'max-count',
      'after-context',
      'before-context',
      'context',
      'include',
      'exclude',
    ],
    ...['exclude-dir', 'exclude-from', 'color', 'colour', 'label', 'binary-files', 'directories', 'devices'],
  ],
  switches: ['recursive', 'dereference-recursive', 'files-with-matches', 'ignore-case', 'line-number', 'word-regexp', 'count', 'quiet'],
};

const RIPGREP: OptionSpec = {
  values: [
    ...[
      'e',
      'f',
      'g',
      't',
      'T',
      'm',
      'A',
      'B',
      'C',
      'M',
      'j',
      'r',
      'E',
      'd',
      'regexp',
      'file',
      'glob',
      'iglob',
      'type',
      'type-not',
      'type-add',
    ],
    ...[
      'max-count',
      'after-context',
      'before-context',
      'context',
      'max-columns',
      'threads',
      'replace',
      'encoding',
      'max-depth',
      'max-filesize',
    ],
    ...[
      'sort',
      'sortr',
      'color',
      'colors',
      'pre',
      'pre-glob',
      'hostname-bin',
      'ignore-file',
      'path-separator',
      'engine',
      'context-separator',
    ],
  ],
};

/** The files that are searched: those named, else all below the working folder, else standard input. */
function searched(command: Command, options: Options, below: boolean): readonly Word[] {
  const patternGiven = options.has('e', 'f', 'regexp', 'file', 'files', 'type-list');
  const files = options.operands.slice(patternGiven ? 0 : 1).filter((word) => word.value !== '-');
  if (files.length > 0 || !below || command.stdin) return files;
  return [literal('.')];
}

function patternsOf(options: Options): readonly Word[] {
  const given = options.all('e', 'regexp');
  return given.length > 0 ? given : options.operands.slice(0, 1);
}

function results(command: Command, setting: Setting, options: Options, recursive: boolean): Outcome {
  const files = searched(command, options, recursive);
  const patterns = options.all('f', 'file');
  const listsNames = options.has('l', 'L', 'files', 'files-with-matches', 'files-without-match');
  // Whether a variable is set, or how many are, says nothing of its value.
  const onlyCounts = !recursive && (listsNames || options.has('q', 'quiet', 'silent', 'c', 'count'));
  const onlyNames = options.has('o', 'only-matching') && patternsOf(options).every((word) => fitsNamesOnly(word.value));
  const effects: Effect[] = [
    ...patterns.map((word) => fileEffect('file.read', word, setting)),
    ...files.map((word) =>
      fileEffect((onlyCounts || onlyNames) && holdsVariables(word) ? 'file.list' : 'file.read', word, setting, {
        flags: recursive ? ['recursive'] : [],
      }),
    ),
  ];
  const stdout = listsNames ? undefined : contentOf(files, command);
  return { effects, ...(stdout && { stdout }) };
}

function grep(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), GREP);
  const byDirectory = options.value('d', 'directories')?.value === 'recurse';
  return results(command, setting, options, byDirectory || options.has('r', 'R', 'recursive', 'dereference-recursive'));
}

/** ripgrep can hand every file to a program of one's choice first. */
function ripgrep(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), RIPGREP);
  const outcome = results(command, setting, options, true);
  const programs = options.all('pre', 'hostname-bin').filter((word) => isKnown(word) && word.value !== '');
  const files = searched(command, options, true);
  const runs = programs.map((word): Run => ({ kind: 'argv', argv: [word, ...files], wrapper: 'rg', inheritsStdin: false }));
  return runs.length > 0 ? { ...outcome, runs } : outcome;
}

const ACK_VALUES = ['A', 'B', 'C', 'm', 'G', 'g', 'ignore-dir', 'ignore', 'type', 'pager', 'after', 'before', 'context', 'depth', 'p', 'W'];

function ack(command: Command, setting: Setting): Outcome {
  return results(command, setting, readOptions(argumentsOf(command), { values: ACK_VALUES }), true);
}

/** Programs that look for text in files. Their first operand is a pattern, whatever it says. */
export const search = family('grep egrep fgrep ggrep pcregrep pcre2grep zgrep bzgrep xzgrep ugrep rg rga ag ack pt ast-grep', () => ({
  grep,
  egrep: grep,
  fgrep: grep,
  ggrep: grep,
  pcregrep: grep,
  pcre2grep: grep,
  zgrep: grep,
  bzgrep: grep,
  xzgrep: grep,
  ugrep: grep,
  rg: ripgrep,
  rga: ripgrep,
  ag: ack,
  ack,
  pt: ack,
  'ast-grep': (command, setting) =>
    results(command, setting, readOptions(argumentsOf(command), { values: ['p', 'pattern', 'l', 'lang', 'r'] }), true),
}));
