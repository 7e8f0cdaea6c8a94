import type { Effect, EffectFlag } from '../../domain/effect.ts';
import type { Shell } from '../../domain/event.ts';
import { HOLE, type Language, type Setting, type Stream, type Word } from '../command.ts';
import { flagged } from '../tiers/index.ts';
import { follow } from './follow.ts';
import { type Call, DYNAMIC, type Interpreter } from './interpreter.ts';
import { loadsFetched } from './made.ts';
import { programName } from './names.ts';
import { rememberAll } from './redirections.ts';
import { type Scope, settingOf, subshell } from './scope.ts';
import { runFile } from './scripts.ts';
import { anchored, isUnknown } from './streams.ts';
import { record, recordCode } from './trace.ts';

const FLAGS: Readonly<Record<Stream['origin'], EffectFlag>> = {
  literal: 'literal',
  decoded: 'decoded',
  downloaded: 'downloaded',
  dynamic: 'dynamic',
  file: 'dynamic',
};

const NONE: readonly never[] = [];

/** The evaluation of text of this origin. */
export const evaluation = (scope: Scope, origin: Stream['origin'], text?: string): Effect => ({
  kind: 'code.eval',
  flags: [FLAGS[origin]],
  note: scope.wrappers.at(-1) ?? 'eval',
  ...(text !== undefined && { operand: { text, certainty: text.includes(HOLE) ? 'unknown' : 'derived', classes: [] } }),
});

/** A word that is one expansion and nothing else: a reader sees nothing of what it holds. */
export const ONE_VARIABLE = /^"?\$(?:\w+|\{[^{}]*\}|[@*])"?$/;

export const variableEvaluation = (text: string, note: string): Effect => ({
  kind: 'code.eval',
  operand: { text, certainty: 'derived', classes: [] },
  flags: ['variable'],
  note,
});

/** Shell text that a word holds: `bash -c "$x"`, `eval "$(…)"`. */
export function runShellText(
  run: Interpreter,
  scope: Scope,
  text: Word,
  shell: Shell,
  origin: Stream['origin'] | undefined,
  stdin: Stream | undefined,
): Stream {
  const from = origin ?? text.stream?.origin ?? 'literal';
  const path = from === 'file' ? text.stream?.path : undefined;
  if (isUnknown(text.value)) {
    const parts = text.stream?.parts;
    if (path && !parts) return runFile(run, scope, undefined, path, shell);
    if (isSetup(run, text)) return DYNAMIC;
    if (!path) recordCode(run, scope, [evaluation(scope, from === 'literal' ? 'dynamic' : from, text.text)], [text]);
    for (const part of parts ?? NONE)
      if (typeof part === 'string') run.interpret(run, scope, part, shell, stdin);
      else runFile(run, scope, undefined, part, shell);
    return DYNAMIC;
  }
  if (from === 'decoded' || from === 'downloaded') recordCode(run, scope, [evaluation(scope, from, text.text)], [text]);
  const inner = text.unset ? subshell(scope, { holesUnset: true, positional: scope.positional }) : scope;
  return run.interpret(run, inner, text.value, shell, stdin);
}

const PRINTS_SETUP = /^(?:ssh-agent|gpg-agent|dircolors|lesspipe|keychain|resize|register-python-argcomplete)$/;
const SETUP_COMMAND = /^(?:init|hook|export|env|shellenv|activate|completions?|shell|shell\..*|[\w-]*-env|--alias|path|-s)$/;

/** `eval "$(brew shellenv)"`: programs that print what sets a shell up. They ran already, so what they print adds nothing to what they are. */
function isSetup(run: Interpreter, text: Word): boolean {
  const { sources } = text;
  if (!sources || text.stream?.origin === 'downloaded' || text.stream?.origin === 'decoded') return false;
  return sources.every((source) => {
    const [program, ...rest] = run.actions[source]?.invocation?.argv ?? [];
    return program !== undefined && (PRINTS_SETUP.test(programName(program)) || rest.some((word) => SETUP_COMMAND.test(word)));
  });
}

/** Code that names this guard's own files reads them, through whatever library; in the project they may be the guard's sources. */
const ownPathsNamed = (code: string, { machine }: Setting): readonly Effect[] =>
  machine.ownPaths
    .filter((path) => code.includes(path) && !path.startsWith(machine.project))
    .map((path) => ({ kind: 'file.read', operand: { text: path, value: path, certainty: 'literal', classes: ['own-state'] } }));

/** Code in another language. */
export function runCode(
  run: Interpreter,
  scope: Scope,
  call: Call | undefined,
  text: Word,
  language: Language,
  origin: Stream['origin'] | undefined,
): Stream {
  const from = origin ?? text.stream?.origin ?? 'literal';
  const unknown = isUnknown(text.value);
  const evaluated =
    from === 'decoded' || from === 'downloaded' || unknown
      ? [evaluation(scope, unknown && from === 'literal' ? 'dynamic' : from, text.text)]
      : [];
  const reader = unknown ? undefined : run.knowledge.codeReader(language);
  const setting = settingOf(scope);
  const outcome = reader?.(text.value, setting) ?? {};
  const all = [
    ...evaluated,
    ...(outcome.effects ?? []),
    ...ownPathsNamed(text.value, setting),
    ...loadsFetched(text.value, language, run.calls.at(-1), setting),
  ];
  if (all.length > 0) {
    const argv = call?.words.map((word) => word.value) ?? [];
    const effects = setting.tier === undefined ? all : flagged(all, setting.tier);
    record(run, { tool: run.tool, invocation: { program: language, argv, wrappers: scope.wrappers }, effects }, [text]);
  }
  rememberAll(run, outcome.writes, setting);
  const stdout = outcome.stdout && anchored(outcome.stdout, setting);
  if (!outcome.runs || outcome.runs.length === 0) return stdout ?? DYNAMIC;
  const inner: Call = call ?? { words: [], environment: {}, redirections: [], wrappers: scope.wrappers, effects: [] };
  const printed = follow(run, scope, { ...inner, wrappers: scope.wrappers }, outcome.runs);
  return stdout ?? printed;
}
