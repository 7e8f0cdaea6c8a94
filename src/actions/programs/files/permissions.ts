import type { EffectFlag } from '../../../domain/effect.ts';
import type { Command, Outcome, Setting, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { argumentsOf, type FlagsGiven, fileEffect, given } from '../effects.ts';
import { family } from '../family.ts';

/** What a mode such as `4755` or `u+s,o+w` grants. */
export function modeFlags(mode: string): EffectFlag[] {
  if (/^[0-7]{1,5}$/.test(mode)) {
    const bits = Number.parseInt(mode, 8);
    return given({ 'world-writable': (bits & 0o002) !== 0, setuid: (bits & 0o6000) !== 0, executable: (bits & 0o111) !== 0 });
  }
  let worldWritable = false;
  let setuid = false;
  let executable = false;
  for (const clause of mode.split(',')) {
    const [, who = '', what = ''] = /^([ugoa]*)[+=]([rwxXst]*)/.exec(clause) ?? [];
    worldWritable ||= /[oa]/.test(who) && what.includes('w');
    setuid ||= what.includes('s') && who !== 'o';
    executable ||= /x/i.test(what);
  }
  return given({ 'world-writable': worldWritable, setuid, executable });
}

/** `-x` and `-w` take rights away; they are modes although they look like options. */
const looksLikeMode = (word: Word): boolean => /^-[rwxXst,ugoa+=-]+$/.test(word.value);

function chmod(command: Command, setting: Setting): Outcome {
  const words = argumentsOf(command);
  const options = readOptions(
    words.filter((word) => !looksLikeMode(word)),
    { values: ['reference'], switches: ['recursive', 'verbose', 'changes'] },
  );
  const modeGiven = options.value('reference') ?? words.find(looksLikeMode);
  const mode = modeGiven ?? options.operands[0];
  const paths = modeGiven ? options.operands : options.operands.slice(1);
  return changes(paths, setting, options.has('R', 'recursive'), mode ? modeFlags(mode.value) : [], mode?.text);
}

function changes(
  paths: readonly Word[],
  setting: Setting,
  recursive: boolean,
  flags: readonly EffectFlag[],
  note: string | undefined,
): Outcome {
  const all = [...given({ recursive }), ...flags];
  return { effects: paths.map((word) => fileEffect('file.chmod', word, setting, { flags: all, note, tree: recursive })) };
}

function chown(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), {
    values: ['reference', 'from'],
    switches: ['recursive', 'no-dereference', 'verbose'],
  });
  const byReference = options.value('reference');
  const owner = byReference ?? options.operands[0];
  const paths = byReference ? options.operands : options.operands.slice(1);
  const toRoot = /^(?:root|0)?(?::(?:root|wheel|0))?$/.test(owner?.value ?? '?');
  return changes(paths, setting, options.has('R', 'recursive'), given({ owner: true, root: toRoot }), owner?.text);
}

/** The immutable and append-only attributes are what protects a file even from root. */
function chattr(command: Command, setting: Setting): Outcome {
  const words = argumentsOf(command);
  const modes = words.filter((word) => /^[-+=][a-zA-Z]+$/.test(word.value) && !/^-[RVf]+$/.test(word.value));
  const paths = words.filter((word) => !modes.includes(word) && !word.value.startsWith('-'));
  const touched = modes.filter((word) => /[ia]/.test(word.value));
  const flags: FlagsGiven = { immutable: touched.length > 0, disable: touched.some((word) => word.value.startsWith('-')) };
  const recursive = words.some((word) => /^-[RVf]*R/.test(word.value));
  return changes(paths, setting, recursive, given(flags), modes.map((word) => word.text).join(' '));
}

/** macOS: `uchg` and `schg` make a file immutable, `nouchg` lifts it. */
function chflags(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command));
  const [flagWord, ...paths] = options.operands;
  const immutable = /[su](?:chg|immutable|appnd)/.test(flagWord?.value ?? '');
  return changes(
    paths,
    setting,
    options.has('R'),
    given({ immutable, disable: immutable && flagWord?.value.startsWith('no') === true }),
    flagWord?.text,
  );
}

function setfacl(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), {
    values: ['m', 'x', 'M', 'X', 'modify', 'remove', 'set', 'set-file', 'restore'],
    switches: ['recursive', 'remove-all'],
  });
  const entries = options.all('m', 'modify', 'set');
  const open = entries.some((word) => /(?:^|,)(?:d(?:efault)?:)?o(?:ther)?:[^,]*w/.test(word.value));
  return changes(
    options.operands,
    setting,
    options.has('R', 'recursive'),
    given({ 'world-writable': open }),
    entries[0]?.text ?? 'setfacl',
  );
}

function xattr(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['w'] });
  if (!options.has('c', 'd', 'w')) return { effects: [] };
  const paths = options.has('c') ? options.operands : options.operands.slice(1);
  const unmarks = options.has('c') || (options.has('d') && options.operands[0]?.value === 'com.apple.quarantine');
  return changes(paths, setting, options.has('r'), given({ disable: unmarks, recursive: options.has('r') }), 'xattr');
}

/** Programs that change who may do what with a file. */
export const permissions = family('chmod gchmod chown gchown chgrp chattr chflags setfacl xattr', () => ({
  chmod,
  gchmod: chmod,
  chown,
  gchown: chown,
  chgrp: chown,
  chattr,
  chflags,
  setfacl,
  xattr,
}));
