import type { Command, Outcome, Program, Setting, Word } from '../../command.ts';
import { type OptionSpec, readOptions } from '../../options.ts';
import { argumentsOf, type FlagsGiven, fileEffect, given, isDisk } from '../effects.ts';
import { family } from '../family.ts';

const RM: OptionSpec = {
  switches: ['recursive', 'force', 'interactive', 'verbose', 'dir', 'one-file-system', 'preserve-root', 'no-preserve-root'],
};

function rm(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), RM);
  const recursive = options.has('r', 'R', 'recursive');
  return deletion(command, setting, RM, {
    recursive,
    force: options.has('f', 'force'),
    interactive: options.has('i', 'I', 'interactive'),
    all: options.has('no-preserve-root'),
  });
}

function deletion(command: Command, setting: Setting, spec: OptionSpec, flags: FlagsGiven): Outcome {
  const effects = readOptions(argumentsOf(command), spec).operands.map((word) => {
    const recursive = flags.recursive === true || (spec === RM && isEverythingBelow(word));
    return fileEffect('file.delete', word, setting, {
      flags: given({ ...flags, recursive }),
      tree: recursive,
      follow: /[/*]$/.test(word.value),
    });
  });
  return { effects };
}

/** `folder/**`: every file at any depth, one by one. */
const isEverythingBelow = (word: Word): boolean => /\/\*\*(?:\/\*)?$/.test(word.value);

/** Overwrites before it deletes: there is no way back, even where the name stays. */
function shred(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['n', 's', 'iterations', 'size', 'random-source'] });
  const effects = options.operands.map((word) =>
    fileEffect(isDisk(word.value) ? 'storage.wipe' : 'file.delete', word, setting, {
      flags: given({ recursive: isEverythingBelow(word), force: true }),
      note: 'shred',
    }),
  );
  return { effects };
}

function windowsDelete(command: Command, setting: Setting): Outcome {
  const switches = argumentsOf(command).filter((word) => /^\/[a-z]$/i.test(word.value));
  const words = command.words.filter((word) => !switches.includes(word));
  const recursive = switches.some((word) => /s/i.test(word.value));
  return deletion({ ...command, words }, setting, {}, { recursive, force: switches.some((word) => /[fq]/i.test(word.value)) });
}

/** Puts files where they can be fetched back from. */
const trash: Program = (command, setting) => ({
  effects: readOptions(argumentsOf(command)).operands.map((word) =>
    fileEffect('file.move', word, setting, { tree: true, follow: false, note: 'trash' }),
  ),
});

/** What was put there cannot be fetched back any more. */
const emptied = (note: string): Outcome => ({ effects: [{ kind: 'storage.delete', flags: ['recovery'], note }] });

const gio: Program = (command, setting) => {
  const [verb, ...rest] = argumentsOf(command);
  if (verb?.value === 'remove') return deletion({ ...command, words: command.words.slice(1) }, setting, {}, {});
  if (verb?.value !== 'trash') return {};
  return rest.some((word) => word.value === '--empty')
    ? emptied('gio trash --empty')
    : trash({ ...command, words: [verb, ...rest] }, setting);
};

/** Programs that delete. */
export const removal = family(
  'rm grm srm rmdir unlink rimraf del-cli shred wipe del erase rd trash trash-put trash-cli rmtrash trash-empty gio',
  () => ({
    rm,
    grm: rm,
    srm: rm,
    rmdir: (command, setting) => deletion(command, setting, {}, {}),
    unlink: (command, setting) => deletion(command, setting, {}, {}),
    rimraf: (command, setting) => deletion(command, setting, {}, { recursive: true, force: true }),
    'del-cli': (command, setting) => deletion(command, setting, {}, { recursive: true }),
    shred,
    wipe: shred,
    del: windowsDelete,
    erase: windowsDelete,
    rd: windowsDelete,
    trash,
    'trash-put': trash,
    'trash-cli': trash,
    rmtrash: trash,
    'trash-empty': (command) =>
      argumentsOf(command).some((word) => /^(?:--help|--version|--dry-run|-h)$/.test(word.value)) ? {} : emptied('trash-empty'),
    gio,
  }),
);
