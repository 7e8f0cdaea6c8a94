import type { Effect, EffectFlag } from '../../domain/effect.ts';
import { isShell, type Shell } from '../../domain/event.ts';
import type { Operand } from '../../domain/operand.ts';
import { BELOW } from '../../domain/session.ts';
import { type Language, literal, type Stream, type Word } from '../command.ts';
import { onThisMachine, pathOperand } from '../paths.ts';
import { isGuardProgram } from '../programs/guard.ts';
import { isSql } from '../sql/dialects.ts';
import { evaluation } from './code.ts';
import { fedCode, runFed } from './fed.ts';
import { noteExhaustion } from './functions.ts';
import { type Call, DYNAMIC, type Interpreter, SILENT, spend } from './interpreter.ts';
import { earlierLabel } from './made.ts';
import { programName } from './names.ts';
import { type Scope, settingOf } from './scope.ts';
import { readersOf } from './shebang.ts';
import { concatenate } from './streams.ts';
import { recordCode } from './trace.ts';

const NONE: readonly never[] = [];

const MAX_BYTES = 256 * 1024;
/** How much of a file on disk tells whether it is text; in what the call wrote, NUL is a hole. */
const HEAD = 1024;

/** Runs a script: what the call itself wrote there, else what the disk holds. */
export function runFile(run: Interpreter, scope: Scope, call: Call | undefined, path: Word, as: Shell | Language | 'unknown'): Stream {
  const setting = settingOf(scope);
  const operand = pathOperand(path, setting);
  if (setting.remote) {
    const mounted = operand.value === undefined ? undefined : onThisMachine(operand.value, setting);
    if (mounted !== undefined) noteFetched(run, scope, { ...operand, value: mounted }, mounted);
    return DYNAMIC;
  }
  const absolute = operand.value;
  if (absolute === undefined) return as === 'unknown' ? DYNAMIC : opaque(run, scope, operand, 'unknown-script');
  if (call && isGuardProgram(operand)) return asGuard(run, scope, call);
  if (call?.stdin && as !== 'unknown' && STANDARD_INPUT.test(absolute)) return fedCode(run, scope, call, as);
  const made = madeOf(run, absolute);
  const written = run.written.get(absolute);
  if (made && made.action >= (written?.action ?? -1)) return opaqueWritten(run, scope, operand, made.origin, made.action);
  if (written?.kept && setting.machine.files.kind(absolute) === 'file') runStored(run, scope, call, operand, absolute, as);
  if (written) {
    const { stream, content } = written;
    const { text, origin, parts } = stream;
    for (const part of parts ?? NONE) if (typeof part === 'string') runText(run, scope, call, absolute, part, 'dynamic', as);
    // A dump made on the way is data: it can run nothing.
    if (text === undefined && isSql(as)) return DYNAMIC;
    if (text === undefined) return opaqueWritten(run, scope, operand, content.origin, written.action);
    return runText(run, scope, call, absolute, text, origin === 'literal' ? 'file' : origin, as);
  }
  return runStored(run, scope, call, operand, absolute, as);
}

/** Runs what the disk holds. */
function runStored(
  run: Interpreter,
  scope: Scope,
  call: Call | undefined,
  operand: Operand,
  absolute: string,
  as: Shell | Language | 'unknown',
): Stream {
  noteFetched(run, scope, operand, absolute);
  if (!spend(run, 'files')) return DYNAMIC;
  const content = settingOf(scope).machine.files.read(absolute, MAX_BYTES);
  switch (content.kind) {
    case 'text':
      if (content.text.slice(0, HEAD).includes('\0')) return DYNAMIC;
      return runText(run, scope, call, absolute, content.text, 'file', as);
    case 'missing':
      return opaque(run, scope, operand, 'missing');
    case 'too-large':
      return unread(run, scope, operand, absolute, 'too-large');
    case 'unreadable':
      return unread(run, scope, operand, absolute, 'unreadable');
  }
}

/** What an earlier call of the session fetched. */
function noteFetched(run: Interpreter, scope: Scope, operand: Operand, absolute: string): void {
  if (earlierLabel(settingOf(scope), absolute) === 'downloaded-script')
    recordCode(run, scope, [{ ...evaluation(scope, 'downloaded'), operand, flags: ['downloaded', 'earlier'] }]);
}

/** This guard's program by any path is this guard: what its arguments ask of it tells more than its text. */
const asGuard = (run: Interpreter, scope: Scope, call: Call): Stream => instead(run, scope, call, ['hookwarden']);

/** Another command runs in place of this one, with its arguments behind its own. */
const instead = (run: Interpreter, scope: Scope, call: Call, command: readonly string[]): Stream =>
  run.invoke(run, scope, {
    ...call,
    words: [...command.map(literal), ...(scope.positional ?? [])],
    wrappers: scope.wrappers,
    effects: [],
    external: true,
    inherited: true,
  });

const STANDARD_INPUT = /^\/dev\/(?:stdin|fd\/0)$|^\/proc\/self\/fd\/0$/;

/** What this call unpacked or compiled from something that nobody has read, at or above the path. */
export function madeOf(run: Interpreter, absolute: string): { readonly origin: Stream['origin']; readonly action: number } | undefined {
  for (let end = absolute.length; end > 0; end = absolute.lastIndexOf('/', end - 1)) {
    const made = run.written.get(`${absolute.slice(0, end)}${BELOW}`);
    if (!made) continue;
    const { origin } = made.content;
    if (origin === 'downloaded' || origin === 'decoded' || origin === 'dynamic') return { origin, action: made.action };
  }
  return undefined;
}

const NOTES = {
  missing: 'it is not there',
  'too-large': 'it is too large',
  unreadable: 'it cannot be read to its end',
  'unknown-script': 'its name is known only at the run',
  'session-written': 'this call writes it',
  downloaded: 'this call downloads it',
} as const satisfies Partial<Record<EffectFlag, string>>;

function opaque(run: Interpreter, scope: Scope, operand: Operand, flag: keyof typeof NOTES): Stream {
  recordCode(run, scope, [opacity(operand, flag)]);
  return DYNAMIC;
}

/** There, but not to be read: what an earlier call of the session made is told from what was there before. */
function unread(run: Interpreter, scope: Scope, operand: Operand, absolute: string, flag: 'too-large' | 'unreadable'): Stream {
  const earlier = earlierLabel(settingOf(scope), absolute);
  recordCode(run, scope, [opacity(operand, flag, earlier ? ['earlier'] : [])]);
  return DYNAMIC;
}

function opacity(operand: Operand, flag: keyof typeof NOTES, more: readonly EffectFlag[] = []): Effect {
  const inside = operand.classes.includes('project') || operand.classes.includes('project-root');
  return { kind: 'opaque', operand, flags: [flag, ...(inside ? [] : (['outside-project'] as const)), ...more], note: NOTES[flag] };
}

/** A file that the call wrote, with content that only the run can tell. */
function opaqueWritten(run: Interpreter, scope: Scope, operand: Operand, origin: Stream['origin'], writer: number): Stream {
  const evaluated = origin === 'downloaded' || origin === 'decoded' ? [evaluation(scope, origin)] : [];
  const effects = [...evaluated, opacity(operand, origin === 'downloaded' ? 'downloaded' : 'session-written')];
  recordCode(run, scope, effects, [{ ...literal(operand.text), sources: [writer] }]);
  return DYNAMIC;
}

function runText(
  run: Interpreter,
  scope: Scope,
  call: Call | undefined,
  absolute: string,
  text: string,
  origin: Stream['origin'],
  as: Shell | Language | 'unknown',
): Stream {
  if (as !== 'unknown') return runAs(run, scope, call, absolute, text, origin, as);
  const { languages, command } = readersOf(text, absolute, scope.shell);
  const [program] = command;
  const isCommand = program !== undefined && run.knowledge.programNamed(programName(program)) !== undefined;
  if (languages.length === 0 && (origin === 'decoded' || origin === 'downloaded')) recordCode(run, scope, [evaluation(scope, origin)]);
  if (languages.length === 0 && !isCommand) return DYNAMIC;
  let output = call && isCommand ? byFirstLine(run, scope, call, absolute, command) : SILENT;
  for (const language of languages) output = concatenate(output, runAs(run, scope, call, absolute, text, origin, language));
  return output;
}

/** A first line that leads back to its own file runs nothing. */
function byFirstLine(run: Interpreter, scope: Scope, call: Call, absolute: string, command: readonly string[]): Stream {
  const line = `${absolute}#!`;
  if (run.calls.includes(line)) return SILENT;
  run.calls.push(line);
  const output = instead(run, scope, call, [...command, absolute]);
  run.calls.pop();
  return output;
}

function runAs(
  run: Interpreter,
  scope: Scope,
  call: Call | undefined,
  absolute: string,
  text: string,
  origin: Stream['origin'],
  language: Shell | Language,
): Stream {
  if (run.calls.includes(absolute)) {
    if (run.spawning && call) noteExhaustion(run, call);
    return SILENT;
  }
  const { spawning } = run;
  run.calls.push(absolute);
  run.spawning = false;
  scope.zero = absolute;
  const reasons = run.incomplete.length;
  const output = runFed(run, scope, text, origin, language);
  // A script that cannot be read to its end is as opaque as one that cannot be opened; the call's own text is not.
  if (isShell(language) && run.incomplete.length > reasons && origin === 'file') {
    run.incomplete.length = reasons;
    unread(run, scope, pathOperand(literal(absolute), settingOf(scope)), absolute, 'unreadable');
  }
  run.spawning = spawning;
  run.calls.pop();
  return output;
}
