import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import { type Command, literal, type Outcome, type Program, type Setting } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { argumentsOf, fileEffect, readsOf } from '../effects.ts';
import { family } from '../family.ts';
import { named, verbs } from './verbs.ts';

/** What is lost with a log is who did what: `path` stands for it. */
const erases = (path: string, flag: EffectFlag, note: string, setting: Setting): Effect =>
  fileEffect('file.delete', literal(path), setting, { flags: [flag], note });

const eraser =
  (word: RegExp, path: string, flag: EffectFlag): Program =>
  (command, setting) => {
    const found = argumentsOf(command).find((one) => word.test(one.value));
    return { effects: found ? [erases(path, flag, `${command.words[0]?.value ?? ''} ${found.value}`, setting)] : [] };
  };

const EVENT_LOGS = 'c:/windows/system32/winevt/logs';

/** Windows: `wevtutil cl Security`. */
const wevtutil: Program = eraser(/^(?:cl|clear-log|sl|set-log)$/i, EVENT_LOGS, 'logs');

const auditctl = verbs([
  { word: /^-(?:D|d)$/, kind: 'process.service', flags: ['disable', 'audit'], on: () => [] },
  { word: /^-e0?$/, kind: 'process.service', flags: ['disable', 'audit'], on: () => [] },
  { word: /^-(?:a|A|w|W|R|b|f)$/, kind: 'process.service', flags: ['audit'], on: () => [] },
]);

function logrotate(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), {
    values: ['s', 'm', 'l', 'state', 'mail', 'log'],
    switches: ['force', 'debug', 'verbose'],
  });
  const forced = options.has('f', 'force') && !options.has('d', 'debug');
  return {
    effects: [...readsOf(options.operands, setting), ...(forced ? [erases('/var/log', 'logs', 'logrotate --force', setting)] : [])],
  };
}

/** The shell's own record of what was typed. */
const history: Program = eraser(/^-[acdnprsw]*[cd]/, '~/.bash_history', 'history-file');

/** Programs that keep or drop the record of what happened. */
export const logs = family(
  'journalctl dmesg auditctl logrotate history wevtutil clear-eventlog remove-eventlog log lastlog faillock pam_tally2',
  () => ({
    journalctl: eraser(/^--(?:vacuum-|rotate$|flush$|setup-keys$)/, '/var/log/journal', 'logs'),
    dmesg: eraser(/^-[A-Za-z]*[cC]|^--(?:clear|read-clear|console-off)$/, '/var/log/dmesg', 'logs'),
    auditctl,
    logrotate,
    history,
    wevtutil,
    ...named('clear-eventlog remove-eventlog', eraser(/./, EVENT_LOGS, 'logs')),
    log: eraser(/^erase$/, '/var/log', 'logs'),
    lastlog: eraser(/^(?:-C|--clear)$/, '/var/log/lastlog', 'logs'),
    ...named('faillock pam_tally2', eraser(/^--reset$/, '/var/log/faillog', 'logs')),
  }),
);
