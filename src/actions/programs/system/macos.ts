import type { Command, Outcome, Program, Setting } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { argumentsOf, fileEffect, readsOf } from '../effects.ts';
import { family } from '../family.ts';
import { always, verbs } from './verbs.ts';

const nothing = () => [];

/** Reads a property list, or changes it in place. */
const propertyList =
  (changes: RegExp, values: readonly string[]): Program =>
  (command: Command, setting: Setting): Outcome => {
    const words = argumentsOf(command);
    const files = readOptions(words, { values, singleDash: true }).operands.slice(-1);
    if (!words.some((word) => changes.test(word.value))) return { effects: readsOf(files, setting) };
    return { effects: files.map((word) => fileEffect('file.write', word, setting, { flags: ['in-place'] })) };
  };

/** macOS's own programs, where they change the machine. */
export const macos = family('dsenableroot plistbuddy plutil systemsetup kickstart pwpolicy profiles security screencapture mdutil', () => ({
  dsenableroot: always('process.account', ['root']),
  plistbuddy: propertyList(/^(?:set|add|delete|copy|merge|import|clear|revert|save)\b/i, ['c']),
  plutil: propertyList(/^-(?:insert|replace|remove|convert|create)$/, [
    'o',
    'e',
    'insert',
    'replace',
    'remove',
    'convert',
    'extract',
    'type',
  ]),
  systemsetup: verbs([{ word: /^-set/i, kind: 'process.service', flags: ['persist'], on: nothing }]),
  kickstart: verbs([{ word: /^-(?:activate|configure|restart)$/, kind: 'process.service', flags: ['persist'], on: nothing }]),
  pwpolicy: verbs([{ word: /^-?(?:set|clear|disable|enable|delete)/i, kind: 'process.account', on: nothing }]),
  profiles: verbs([{ word: /^-?(?:install|remove|renew|[IRN])$/, kind: 'process.kernel', flags: ['persist'], on: nothing }]),
  security: verbs([
    {
      word: /^(?:add-trusted-cert|remove-trusted-cert|trust-settings-import|authorizationdb|create-filevaultmaster-keychain)$/,
      kind: 'process.kernel',
      flags: ['persist'],
      on: nothing,
    },
    {
      word: /^(?:import|add-certificates|delete-certificate|delete-(?:generic|internet)-password|delete-keychain|set-keychain-settings|unlock-keychain)$/,
      kind: 'process.kernel',
      on: nothing,
    },
  ]),
  screencapture: always('process.inspect'),
  mdutil: verbs([{ word: /^-[iEX]/, kind: 'process.service', on: nothing }]),
}));
