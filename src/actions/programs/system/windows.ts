import type { Command, Outcome, Program, Setting } from '../../command.ts';
import { nameOperand } from '../../words.ts';
import { argumentsOf, fileEffect } from '../effects.ts';
import { family } from '../family.ts';
import { verbs } from './verbs.ts';

const nothing = () => [];

/** Keys below which Windows looks for what to start. */
const STARTS = /\\(?:run|runonce|runservices|winlogon|image file execution options|services|userinit|shell folders|appinit_dlls)(?:\\|$)/i;
const PROTECTS = /windows defender|\\lsa|\\safeboot|disableantispyware|enablelua/i;

function reg(command: Command): Outcome {
  const [verb, key] = argumentsOf(command);
  if (!verb || !key || !/^(?:add|delete|import|restore|load)$/i.test(verb.value)) return { effects: [] };
  const text = argumentsOf(command)
    .map((word) => word.value)
    .join(' ');
  const kind = STARTS.test(key.value) ? 'process.schedule' : 'process.kernel';
  const flags = [...(STARTS.test(key.value) ? (['persist'] as const) : []), ...(PROTECTS.test(text) ? (['disable'] as const) : [])];
  return { effects: [{ kind, operand: nameOperand(key), note: `reg ${verb.value}`, ...(flags.length > 0 && { flags }) }] };
}

/** `icacls PATH /grant Everyone:F`, `takeown /f PATH`. */
const rights: Program = (command: Command, setting: Setting) => {
  const words = argumentsOf(command);
  const everyone = words.some((word) => /everyone|\*S-1-1-0/i.test(word.value));
  const recursive = words.some((word) => /^\/[tr]$/i.test(word.value));
  const path = words.find((word, at) => !word.value.startsWith('/') && (at === 0 || /^\/f$/i.test(words[at - 1]?.value ?? '')));
  const flags = [...(recursive ? (['recursive'] as const) : []), ...(everyone ? (['world-writable'] as const) : [])];
  return { effects: path ? [fileEffect('file.chmod', path, setting, { flags })] : [] };
};

/** Windows' own programs, where they change the machine. */
export const windows = family('reg schtasks sc taskkill netsh icacls cacls takeown cipher fsutil', () => ({
  reg,
  schtasks: verbs([
    { word: /^\/delete$/i, kind: 'process.schedule', flags: ['delete'], on: nothing },
    { word: /^\/(?:create|change|run)$/i, kind: 'process.schedule', flags: ['persist'], on: nothing },
  ]),
  sc: verbs([
    { word: /^(?:stop|delete)$/i, kind: 'process.service', flags: ['disable'] },
    { word: /^(?:create|config|start|failure|sdset)$/i, kind: 'process.service', flags: ['persist'] },
  ]),
  taskkill: verbs([{ kind: 'process.kill', flags: ['force'], on: (operands) => operands.filter((word) => !word.value.startsWith('/')) }]),
  netsh: verbs([
    { word: /^(?:off|delete|reset|disable)$/i, kind: 'process.firewall', flags: ['disable'], on: nothing },
    { word: /^(?:add|set|portproxy)$/i, kind: 'process.firewall', on: nothing },
  ]),
  icacls: rights,
  cacls: rights,
  takeown: rights,
  cipher: verbs([{ word: /^\/w/i, kind: 'storage.wipe', on: nothing }]),
  fsutil: verbs([{ word: /^(?:deletejournal|setZeroData)$/i, kind: 'storage.delete', flags: ['recovery'], on: nothing }]),
}));
