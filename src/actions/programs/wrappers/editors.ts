import type { Effect } from '../../../domain/effect.ts';
import { type Command, literal, type Program, type Run, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { pathOperand } from '../../paths.ts';
import { joined, programName, withValue } from '../../words.ts';
import { family } from '../family.ts';

const MAX_TEXT = 65_536;
const MAX_COMMANDS = 16;

/** What stands in front of the shell text of an ex command: `:!`, `:silent !`, `:r !`, `:w !`, `:%!`, `:term `. */
const EX_SHELL = /^(?:sil(?:ent)?!?\s{1,8})?(?:(?:r|read|w|write)\s{1,8}|[%\d,.$]{0,32}\s{0,8})!/;
const EX_TERMINAL = /^ter(?:minal)?!?\s{1,8}/;
const VIM_CALL =
  /\b(?:system|systemlist|job_start|jobstart|termopen|term_start|os\.execute|io\.popen)\s{0,8}\(\s{0,8}(?:"([^"]*)"|'([^']*)')/g;

/** `delete(NAME, 'rf')`, in Vim's own language and in Lua. */
const VIM_DELETE = /\bdelete\s{0,8}\(\s{0,8}(?:"([^"]*)"|'([^']*)')\s{0,8},\s{0,8}["']r?f?["']/g;

/** The shell text of the first ex command that has one; it reaches to the end, bars included. */
function exShellText(text: string): string | undefined {
  let at = 0;
  for (let command = 0; command < MAX_COMMANDS; command++) {
    const rest = text.slice(at).replace(/^[\s:]+/, '');
    const lead = EX_SHELL.exec(rest)?.[0] ?? EX_TERMINAL.exec(rest)?.[0];
    if (lead !== undefined) return rest.slice(lead.length);
    const bar = text.indexOf('|', at);
    if (bar < 0) return undefined;
    at = bar + 1;
  }
  return undefined;
}

function exRuns(word: Word, wrapper: string): readonly Run[] {
  const source = word.value.slice(0, MAX_TEXT);
  const direct = exShellText(source);
  const called = [...source.matchAll(VIM_CALL)].slice(0, MAX_COMMANDS).map((match) => match[1] ?? match[2] ?? '');
  const texts = [...(direct === undefined ? [] : [direct]), ...called];
  const deleted = [...source.matchAll(VIM_DELETE)].slice(0, MAX_COMMANDS).map((match) => withValue(word, match[1] ?? match[2] ?? ''));
  return [
    ...texts.map((text): Run => ({ kind: 'shell', text: withValue(word, text), shell: 'sh', wrapper })),
    ...deleted.map((path): Run => ({ kind: 'argv', argv: [literal('rm'), literal('-rf'), path], wrapper })),
  ];
}

const VIM_VALUES = ['c', 'cmd', 'S', 's', 'u', 'U', 'i', 't', 'T', 'w', 'W', 'listen', 'servername', 'remote-send', 'remote-expr'];

const vim: Program = (command, setting) => {
  const wrapper = programName(command.words[0]);
  // `-es` and `-e -s` are silent ex mode; only elsewhere does `-s` name a script.
  const values =
    command.words.some((word) => /^-[eE]/.test(word.value)) || wrapper === 'ex' ? VIM_VALUES.filter((name) => name !== 's') : VIM_VALUES;
  const options = readOptions(command.words.slice(1), { values });
  const starting = options.operands.filter((word) => word.value.startsWith('+')).map((word) => withValue(word, word.value.slice(1)));
  const commands = [...options.all('c', 'cmd'), ...starting, ...stdinCommands(command, options.has('e', 'E'))];
  const scripts = options.all('S').map((path): Run => ({ kind: 'file', path, as: 'code', wrapper }));
  const saves = commands.some((word) => /^[\s:]*(?:w|wq|x|wa|wqa|update|up)\b/.test(word.value) || /\|\s*(?:w|wq|x)\b/.test(word.value));
  const files = options.operands.filter((word) => !word.value.startsWith('+'));
  const effects: readonly Effect[] = saves
    ? files.map((word): Effect => ({ kind: 'file.write', operand: pathOperand(word, setting), flags: ['in-place'], note: wrapper }))
    : files.map((word): Effect => ({ kind: 'file.read', operand: pathOperand(word, setting), flags: ['interactive'], note: wrapper }));
  return { effects, runs: [...commands.flatMap((word) => exRuns(word, wrapper)), ...scripts] };
};

function stdinCommands(command: Command, reads: boolean): readonly Word[] {
  const text = command.stdin?.text;
  const isEx = ['ex', 'ed'].includes(programName(command.words[0]));
  if (text === undefined || !(reads || isEx)) return [];
  return text
    .slice(0, MAX_TEXT)
    .split('\n', 256)
    .map((line) => ({ text: line, value: line, certainty: 'derived' }) as const);
}

const ELISP_SHELL = /\((?:shell-command(?:-to-string)?|async-shell-command|compile|(?:ansi-)?term)\s+"((?:[^"\\]|\\.)*)"/g;
const ELISP_PROCESS = /\((?:call-process|start-process|process-lines)\s+((?:"[^"]*"|nil|t|\s)*)/g;
const ELISP_DELETE = /\((?:delete-file|delete-directory)\s+"([^"]*)"/g;

const emacs: Program = (command, setting) => {
  const wrapper = programName(command.words[0]);
  const options = readOptions(command.words.slice(1), {
    values: ['eval', 'execute', 'l', 'load', 'f', 'funcall', 'u', 'e', 'script', 'x'],
    singleDash: true,
  });
  const runs: Run[] = options.all('l', 'load', 'script', 'x').map((path) => ({ kind: 'file', path, as: 'code', wrapper }));
  const effects: Effect[] = [];
  for (const code of options.all('eval', 'execute', 'e')) {
    const source = code.value.slice(0, MAX_TEXT);
    for (const match of source.matchAll(ELISP_SHELL))
      runs.push({ kind: 'shell', text: withValue(code, (match[1] ?? '').replaceAll('\\"', '"')), shell: 'sh', wrapper });
    for (const match of source.matchAll(ELISP_PROCESS)) {
      const strings = [...(match[1] ?? '').matchAll(/"([^"]*)"/g)].map((part) => withValue(code, part[1] ?? ''));
      if (strings.length > 0) runs.push({ kind: 'argv', argv: strings, wrapper });
    }
    for (const match of source.matchAll(ELISP_DELETE))
      effects.push({ kind: 'file.delete', operand: pathOperand(withValue(code, match[1] ?? ''), setting) });
  }
  return { effects, runs };
};

/** Pagers: `less +!cmd`, and the preprocessor that the environment names. */
const less: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), { values: ['b', 'h', 'j', 'k', 'o', 'O', 'p', 'P', 't', 'T', 'x', 'y', 'z'] });
  const [commands, files] = [
    options.operands.filter((word) => word.value.startsWith('+')),
    options.operands.filter((word) => !word.value.startsWith('+')),
  ];
  const shells = commands.filter((word) => /^\+\+?!/.test(word.value)).map((word) => withValue(word, word.value.replace(/^\+\+?!/, '')));
  const opener = command.environment['LESSOPEN'];
  const texts = opener && opener.value !== '' ? [...shells, withValue(opener, opener.value.replace(/^[|-]*/, ''))] : shells;
  return {
    effects: files.map((word): Effect => ({ kind: 'file.read', operand: pathOperand(word, setting) })),
    runs: texts.map((text): Run => ({ kind: 'shell', text, shell: 'sh', wrapper: 'less' })),
  };
};

const man: Program = (command) => {
  const options = readOptions(command.words.slice(1), { values: ['P', 'H', 'C', 'M', 'S', 'L', 'm', 'e', 'pager', 'html'] });
  const pagers = [options.value('P', 'pager'), options.value('H', 'html'), command.environment['MANPAGER'], command.environment['PAGER']];
  return {
    runs: pagers
      .filter((word) => word !== undefined && word.value !== '')
      .map((word): Run => ({ kind: 'shell', text: word ?? joined([]), shell: 'sh', wrapper: 'man' })),
  };
};

/** Editors that only edit: what is changed is typed into them. */
const plain: Program = (command, setting) => ({
  effects: readOptions(command.words.slice(1), { values: ['T', 'r', 's', 'o', 'Y'] })
    .operands.filter((word) => !/^\+\d/.test(word.value))
    .map((word): Effect => ({ kind: 'file.read', operand: pathOperand(word, setting), flags: ['interactive'] })),
});

/** Editors and pagers that can be told on the command line to run commands. */
export const editors = family(
  `vim vi nvim ex view vimdiff rvim gvim emacs emacsclient less man nano rnano pico ee micro joe jed mcedit hx helix kak ne mg`,
  () => ({
    vim,
    vi: vim,
    nvim: vim,
    ex: vim,
    view: vim,
    vimdiff: vim,
    rvim: vim,
    gvim: vim,
    emacs,
    emacsclient: emacs,
    less,
    man,
    ...Object.fromEntries('nano rnano pico ee micro joe jed mcedit hx helix kak ne mg'.split(' ').map((name) => [name, plain])),
  }),
);
