import type { Effect } from '../../domain/effect.ts';
import type { Operand } from '../../domain/operand.ts';
import { HOLE, type Outcome, type Setting, type Stream, type Word } from '../command.ts';
import { absoluteOf, pathOperand } from '../paths.ts';
import { placed } from '../tiers/index.ts';
import { BUILTINS } from './builtins/index.ts';
import { environmentEffects, environmentRuns } from './environment.ts';
import { follow } from './follow.ts';
import { callFunction } from './functions.ts';
import { type Call, type Interpreter, SILENT } from './interpreter.ts';
import { earlierLabel, handedOn } from './made.ts';
import { programName } from './names.ts';
import { rememberAll } from './redirections.ts';
import { exportVariable, type Scope, settingOf } from './scope.ts';
import { madeOf } from './scripts.ts';
import { anchored, passedOn } from './streams.ts';
import { flowInto, record } from './trace.ts';
import { wrappedRun } from './wrapped.ts';

/** Runs an expanded command: a function, a builtin or a program. */
export function invoke(run: Interpreter, scope: Scope, call: Call): Stream {
  const [first] = call.words;
  if (!first) {
    if (call.effects.length > 0) record(run, { tool: run.tool, effects: call.effects });
    return SILENT;
  }
  const setting = settingOf(scope, run.choice);
  if (programName(first.value).includes(HOLE)) return settle(run, scope, call, '', dynamicProgram(run, call, first, setting));
  const body = call.external ? undefined : scope.functions.get(first.value);
  if (body) {
    if (call.effects.length === 0 && !isFed(call)) return callFunction(run, scope, call, body);
    const index = record(run, { tool: run.tool, effects: call.effects }, call.given);
    const output = callFunction(run, scope, call, body);
    flowThrough(run, call, index, index);
    return output;
  }
  // In zsh `=rm` is the path of rm.
  const name = programName(scope.shell === 'zsh' && first.value.startsWith('=') ? first.value.slice(1) : first.value);
  const made = first.value.includes('/') && isMade(run, first, setting);
  const builtin = made || !isOnPath(first.value) ? undefined : BUILTINS.get(name);
  if (builtin) {
    const before = run.actions.length;
    const outcome = builtin(run, scope, call);
    const index = run.actions.length;
    const output = settle(run, scope, call, name, outcome);
    flowThrough(run, call, index, before);
    return output;
  }
  const program = made ? undefined : run.knowledge.programNamed(name);
  return settle(run, scope, call, name, program ? program(call, setting) : unknownProgram(run, call, first, setting));
}

/** Whether the call itself wrote this file, or an earlier one fetched it: then its content tells what it is, not its name. */
function isMade(run: Interpreter, word: Word, setting: Setting): boolean {
  if (run.written.size === 0 && !setting.session?.length) return false;
  const path = absoluteOf(word, setting);
  if (path === undefined) return false;
  return run.written.has(path) || madeOf(run, path) !== undefined || earlierLabel(setting, path) === 'downloaded-script';
}

/** A builtin's name in another folder is a script of that name. */
const isOnPath = (value: string): boolean => !value.includes('/') || /^\/(?:usr\/)?(?:local\/)?bin\/[^/]+$/.test(value);

/** A program that only the run can tell. A variable called after a program stands for it: `$PYTHON`, `$SUDO`. */
function dynamicProgram(run: Interpreter, call: Call, word: Word, setting: Setting): Outcome {
  const effects: Effect[] = [{ kind: 'exec', operand: { text: word.text, certainty: 'unknown', classes: [] }, flags: ['dynamic'] }];
  const origin = word.stream?.origin;
  if (origin === 'downloaded' || origin === 'decoded') effects.push({ kind: 'code.eval', flags: [origin], note: 'the shell' });
  const guess = /^"?\$\{?(?:which_)?([A-Za-z]\w*?)(?:_(?:exe|bin|path|cmd|command))?\}?"?$/i.exec(word.text)?.[1]?.toLowerCase();
  if (guess !== undefined && word.value === HOLE && run.knowledge.programNamed(guess)) {
    return { effects, runs: [{ kind: 'argv', argv: [{ ...word, value: guess }, ...call.words.slice(1)], wrapper: word.text }] };
  }
  const wrapped = wrappedRun(run, call, setting);
  return wrapped ? { effects, runs: [wrapped] } : { effects };
}

/** A program that no table knows: it may be a script, and may run what follows it. */
function unknownProgram(run: Interpreter, call: Call, word: Word, setting: Setting): Outcome {
  const isPath = word.value.includes('/');
  const operand: Operand = isPath
    ? pathOperand(word, setting)
    : { text: word.text, value: word.value, certainty: word.certainty, classes: [] };
  const effects: Effect[] = [{ kind: 'exec', operand }, ...filesNamed(call, setting)];
  const wrapped = wrappedRun(run, call, setting);
  if (wrapped) return { effects, runs: [wrapped] };
  if (!isPath || word.value.includes(HOLE)) return { effects };
  return { effects, runs: [{ kind: 'file', path: word, as: 'unknown', wrapper: programName(word.value), arguments: call.words.slice(1) }] };
}

const WRITES =
  /^(?:del|delete|rm|remove|unset|put|set|write|update|edit|replace|patch|insert|append|add|merge|-i|-w|--(?:in-?place|write|save|set|delete|edit|overwrite))$/;

/**
 * A program that nothing is known of is handed the system's secrets, or this guard's files, to read them; with a word that writes
 * it changes the settings that say which hooks run.
 */
function filesNamed(call: Call, setting: Setting): readonly Effect[] {
  const words = call.words.slice(1);
  const writes = words.some(({ value }) => WRITES.test(value));
  return words
    .filter((word) => word.value.includes('/'))
    .map((word) => pathOperand(word, setting))
    .flatMap((operand): readonly Effect[] => {
      const { classes } = operand;
      const isOwn = classes.includes('own-state');
      if (writes && (isOwn || classes.includes('agent-hooks'))) return [{ kind: 'file.write', operand, flags: ['in-place'] }];
      return isOwn || (classes.includes('secret') && classes.includes('system')) ? [{ kind: 'file.read', operand }] : [];
    });
}

const NO_ENVIRONMENT: Call['environment'] = {};
const NOTHING_SELECTED: NonNullable<Outcome['selects']> = {};

const SHELL_NAMES = /^(?:ba|z|da|k|a|fi|c|tc)?sh$|^(?:busybox|pwsh|powershell)$/;

/** Notes what a command does and follows what it runs. */
function settle(run: Interpreter, scope: Scope, call: Call, name: string, outcome: Outcome): Stream {
  const setting = settingOf(scope, run.choice);
  const own = call.environment === scope.exported || call.inherited === true ? undefined : call.environment;
  const effects = placed(allEffects(call, name, outcome, own, setting), call, setting);
  const argv = call.words.map((word) => word.value);
  const { cwd } = setting;
  const invocation = {
    program: name,
    argv,
    wrappers: call.wrappers,
    ...(cwd !== undefined && { cwd }),
    ...(own && { environment: valuesIn(own) }),
  };
  const index = record(run, { tool: run.tool, invocation, effects }, call.given?.length ? [...call.words, ...call.given] : call.words);
  rememberAll(run, outcome.writes, setting);
  const stdout = outcome.stdout && anchored(outcome.stdout, setting);
  for (const [variable, value] of Object.entries(outcome.selects ?? NOTHING_SELECTED)) exportVariable(scope, variable, value);
  if (own) follow(run, scope, call, environmentRuns(own));
  if (!outcome.runs || outcome.runs.length === 0) return stdout ?? passedOn(call.stdin);
  const output = follow(run, scope, call, outcome.runs);
  flowThrough(run, call, index, index);
  return stdout ?? output;
}

const isFed = ({ given }: Call): boolean => given?.some((word) => word.sources !== undefined) === true;

/** What is redirected into the outer command reaches the inner ones, from `first` on, and what they print goes where its output goes. */
function flowThrough(run: Interpreter, call: Call, index: number, first: number): void {
  const reads = call.effects.some(({ kind }) => kind === 'file.read' || kind === 'net.request') || isFed(call);
  const writes = call.effects.some(({ kind }) => kind === 'file.write' || kind === 'file.append' || kind === 'net.request');
  for (let inner = first; inner < run.actions.length; inner++) {
    if (reads) flowInto(run, index, inner);
    if (writes) flowInto(run, inner, index);
  }
}

function valuesIn(environment: Call['environment']): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const [name, word] of Object.entries(environment)) values[name] = word.value;
  return values;
}

function allEffects(
  call: Call,
  name: string,
  outcome: Outcome,
  environment: Call['environment'] | undefined,
  setting: Setting,
): readonly Effect[] {
  const own = outcome.effects ?? [];
  const extra: Effect[] = [];
  const [word] = call.words;
  if (call.obfuscated && word) {
    extra.push({
      kind: 'exec',
      operand: { text: word.text, value: name, certainty: 'derived', classes: [] },
      flags: ['obfuscated'],
      note: word.text,
    });
  }
  if (call.socket && SHELL_NAMES.test(name)) {
    const operand = call.effects.find((effect) => effect.kind === 'net.request')?.operand;
    extra.push({ kind: 'net.request', flags: ['raw-socket', 'reverse-shell'], ...(operand && { operand }) });
  }
  for (const [variable, value] of Object.entries(environment ?? NO_ENVIRONMENT))
    extra.push(...environmentEffects(variable, value, setting));
  extra.push(...handedOn(own, name, call.words, setting));
  if (extra.length === 0 && call.effects.length === 0) return own;
  return [...call.effects, ...own, ...extra];
}
