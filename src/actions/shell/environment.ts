import type { Effect } from '../../domain/effect.ts';
import { own } from '../../domain/own.ts';
import { HOLE, type Run, type Setting, type Word } from '../command.ts';
import { pathOperand } from '../paths.ts';
import { EXPORTED_FUNCTION } from './scope.ts';

/** Variables that name code which programs load when they start. */
const LOADS = /^(?:LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES|PYTHONSTARTUP|PERL5DB)$/;

const JAVA = /-(?:javaagent|agentpath|agentlib|XX:OnError)/;

/** Variables whose options can name such code. */
const OPTIONS: Readonly<Record<string, RegExp>> = {
  NODE_OPTIONS: /(?:^|\s)(?:-r|--require|--import|--loader|--experimental-loader)[\s=]/,
  PERL5OPT: /-[Md]/,
  RUBYOPT: /(?:^|\s)-r/,
  JAVA_TOOL_OPTIONS: JAVA,
  JDK_JAVA_OPTIONS: JAVA,
  _JAVA_OPTIONS: JAVA,
};

/** Variables that hold a command which other programs run. */
const COMMANDS = /^(?:EDITOR|VISUAL|PAGER|MANPAGER|BROWSER|LESSOPEN|LESSCLOSE|PROMPT_COMMAND|SUDO_EDITOR|SYSTEMD_PAGER|BAT_PAGER)$/;

/** Prompts of a traced or interactive shell, which substitutes commands in them. */
const PROMPTS = /^PS[0-4]$/;

const HISTORY_OFF: Readonly<Record<string, RegExp>> = {
  HISTFILE: /^(?:|\/dev\/null)$/,
  HISTSIZE: /^0$/,
  HISTFILESIZE: /^0$/,
  SAVEHIST: /^0$/,
  HISTCONTROL: /(?:^|:)ignore(?:space|both)(?:$|:)/,
  HISTIGNORE: /(?:^|:)\*(?:$|:)/,
};

/** What giving a variable this value does beyond the value. */
export function environmentEffects(name: string, value: Word, setting: Setting): readonly Effect[] {
  if (LOADS.test(name)) return [{ kind: 'code.eval', operand: pathOperand(value, setting), flags: ['environment'], note: name }];
  if (own(OPTIONS, name)?.test(value.value)) return [{ kind: 'code.eval', operand: worded(value), flags: ['environment'], note: name }];
  return own(HISTORY_OFF, name)?.test(value.value) ? [withoutHistory(name)] : [];
}

const worded = (word: Word): Effect['operand'] & {} => ({ text: word.text, certainty: word.certainty, classes: [] });

/** Stopping or emptying the shell's history. */
export const withoutHistory = (what: string): Effect => ({
  kind: 'file.write',
  operand: { text: what, certainty: 'literal', classes: [] },
  flags: ['history-file'],
});

/** The commands that a command's own environment hands to it. */
export function environmentRuns(environment: Readonly<Record<string, Word>>): readonly Run[] {
  return Object.entries(environment).flatMap(([name, value]): readonly Run[] => {
    if (PROMPTS.test(name) && /\$\(|`/.test(value.value))
      return [{ kind: 'shell', text: { ...value, value: `: "${value.value.replaceAll('"', '\\"')}"` }, shell: 'bash', wrapper: name }];
    if (name.startsWith(EXPORTED_FUNCTION) && value.value.startsWith('()'))
      return [{ kind: 'shell', text: { ...value, value: `f ${value.value}\nf` }, shell: 'bash', wrapper: name }];
    if (!COMMANDS.test(name) || value.value === '' || value.value === HOLE) return [];
    const text = name.startsWith('LESS') ? { ...value, value: value.value.replace(/^\|+-?/, '') } : value;
    return [{ kind: 'shell', text, shell: 'sh', wrapper: name }];
  });
}
