import type { Effect } from '../../../domain/effect.ts';
import { literal, type Program, type ProgramTable, type Run, type Word } from '../../command.ts';
import { pathOperand } from '../../paths.ts';
import { withValue } from '../../words.ts';
import { type Access, STORES } from './store-table.ts';

const store =
  (name: string, accesses: readonly Access[]): Program =>
  (command) => {
    const words = command.words.slice(1).map((word) => word.value);
    const access = accesses.find((candidate) => fits(candidate, words));
    if (!access) return {};
    const effect: Effect = { kind: access.kind, note: [name, ...access.verbs].join(' ').trim() };
    return { effects: [access.kind === 'secret.write' ? { ...effect, flags: ['argument'] } : effect] };
  };

function fits(access: Access, words: readonly string[]): boolean {
  const text = words.join(' ');
  return follows(access.verbs, words) && access.with?.test(text) !== false && access.without?.test(text) !== true;
}

/** Whether the words are these verbs, options and their values between them aside. */
function follows(verbs: readonly string[], words: readonly string[]): boolean {
  const [verb, ...rest] = verbs;
  if (verb === undefined || verb === '') return true;
  if (verb.startsWith('-')) return words.includes(verb);
  for (const [at, word] of words.entries()) {
    if (word === verb || (/[:/]$/.test(verb) && word.startsWith(verb))) {
      if (follows(rest, words.slice(at + 1))) return true;
    }
    const mayBeValue = /^-[^=]*$/.test(words[at - 1] ?? '');
    if (!word.startsWith('-') && !mayBeValue) return false;
  }
  return false;
}

const NOT_NAMES = /^(?:ls|list|find|search|init|insert|add|generate|edit|rm|remove|delete|mv|cp|git|grep|help|version|-.*)$/;

/** `pass NAME` prints it, and so does `pass show NAME`. */
const pass: Program = (command) => {
  const [, first] = command.words;
  return first !== undefined && !NOT_NAMES.test(first.value) ? { effects: [{ kind: 'secret.read', note: 'pass show' }] } : {};
};

/** Browsers keep their passwords and cookies in databases. The client also has commands of its own that start a shell. */
const sqlite: Program = (command, setting) => {
  const path = command.words.slice(1).find((word) => !word.value.startsWith('-'));
  const operand = path && pathOperand(path, setting);
  const scripts = [...command.words.slice(1), ...(command.stdin?.text === undefined ? [] : [literal(command.stdin.text)])];
  const runs = scripts.flatMap((word) => shellLines(word));
  if (!operand?.classes.includes('secret')) return { runs };
  const read: readonly Effect[] = [
    { kind: 'file.read', operand },
    { kind: 'secret.read', operand },
  ];
  return { runs, effects: read };
};

const shellLines = (word: Word): readonly Run[] =>
  [...word.value.matchAll(/^\s*\.(?:shell|system)\s+(.+)$/gm)].map((match) => ({
    kind: 'shell',
    text: withValue(word, match[1] ?? ''),
    shell: 'sh',
    wrapper: 'sqlite3',
  }));

export const stores: ProgramTable = {
  ...Object.fromEntries(Object.entries(STORES).map(([name, accesses]) => [name, store(name, accesses)])),
  pass,
  sqlite3: sqlite,
};
