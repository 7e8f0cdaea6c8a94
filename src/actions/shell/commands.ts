import type { Assignment, CommandArgument, Command as CommandNode } from 'unbash';
import { isSteering } from '../../domain/steering.ts';
import { literal, type Stream, type Word } from '../command.ts';
import { expandAlias } from './aliases.ts';
import { environmentEffects } from './environment.ts';
import { expandSingle, expandWord } from './expansion.ts';
import { DYNAMIC, type Interpreter, SILENT } from './interpreter.ts';
import { isDisguised } from './obfuscation.ts';
import { deliver, redirect, within } from './redirections.ts';
import { assign, assignElements, MAX_CHOICES, type Scope, settingOf, variableNamed } from './scope.ts';
import { concatenate } from './streams.ts';
import { record } from './trace.ts';

/** Runs a simple command, once for each alternative of the variables in it. */
export function runCommand(run: Interpreter, scope: Scope, node: CommandNode, stdin: Stream | undefined): Stream {
  const { name } = node;
  if (!name) return runAssignments(run, scope, node, stdin);
  if (scope.aliases.size > 0) {
    const aliased = expandAlias(run, scope, node, stdin);
    if (aliased) return aliased;
  }
  if (run.walking) return runOnce(run, scope, node, name, stdin);
  return forEachChoice(run, scope, () => runOnce(run, scope, node, name, stdin));
}

/** Repeats the body for every alternative that turns up while it runs. */
function forEachChoice(run: Interpreter, scope: Scope, body: () => Stream): Stream {
  run.width = scope.settings.length;
  run.choice = 0;
  let output = SILENT;
  let width = 1;
  for (let choice = 0; choice < width && choice < MAX_CHOICES; choice++) {
    run.choice = choice;
    run.walking = true;
    run.width = Math.max(width, scope.settings.length);
    output = concatenate(output, body());
    width = Math.max(width, run.width);
  }
  run.walking = false;
  run.choice = 0;
  return output;
}

function runOnce(run: Interpreter, scope: Scope, node: CommandNode, name: CommandNode['name'] & {}, stdin: Stream | undefined): Stream {
  run.input = stdin;
  const words: Word[] = [];
  expandWord(run, scope, name, words);
  for (const argument of node.args) {
    if (run.budget.words < 0) break;
    expandArgument(run, scope, argument, words);
  }
  const environment = prefixEnvironment(run, scope, node);
  const redirected = redirect(run, scope, node.redirects, stdin);
  const call = {
    words,
    environment,
    redirections: redirected.redirections,
    wrappers: scope.wrappers,
    effects: redirected.effects,
    given: redirected.words,
    obfuscated: isDisguised(node, name, words),
    socket: redirected.socket,
    ...(redirected.stdin && { stdin: redirected.stdin }),
  };
  const first = run.actions.length;
  const output = within(scope, redirected, () => apart(run, () => run.invoke(run, scope, call)));
  const last = words.at(-1);
  if (last) scope.lastArgument = last;
  return deliver(run, scope, redirected, output, first);
}

/** What a command runs in turn walks through its own alternatives. */
function apart(run: Interpreter, body: () => Stream): Stream {
  const { choice, width } = run;
  run.walking = false;
  const output = body();
  run.walking = true;
  run.choice = choice;
  run.width = width;
  return output;
}

function expandArgument(run: Interpreter, scope: Scope, argument: CommandArgument, out: Word[]): void {
  if (argument.type === 'Word') {
    expandWord(run, scope, argument, out);
    return;
  }
  if (argument.value.type === 'ArrayValue') {
    assignOne(run, scope, argument);
    out.push({ ...literal(argument.name), text: argument.text });
    return;
  }
  const value = expandSingle(run, scope, argument.value);
  out.push({ ...value, text: argument.text, value: `${argument.name}${argument.append ? '+' : ''}=${value.value}` });
}

function prefixEnvironment(run: Interpreter, scope: Scope, node: CommandNode): Readonly<Record<string, Word>> {
  let own: Record<string, Word> | undefined;
  for (const part of node.prefix) {
    if (part.type !== 'Assignment' || part.value.type === 'ArrayValue') continue;
    own ??= { ...scope.exported };
    own[part.name] = expandSingle(run, scope, part.value);
  }
  return own ?? scope.exported;
}

/** Assignments and redirections without a command. */
function runAssignments(run: Interpreter, scope: Scope, node: CommandNode, stdin: Stream | undefined): Stream {
  for (const part of node.prefix) if (part.type === 'Assignment' && run.budget.words >= 0) assignOne(run, scope, part);
  const redirected = redirect(run, scope, node.redirects, stdin);
  if (redirected.effects.length > 0) record(run, { tool: run.tool, effects: redirected.effects }, redirected.words);
  // `$(< file)` prints the file.
  const reads = redirected.redirections.some((redirection) => redirection.mode === 'read' && redirection.fd === 0);
  return deliver(run, scope, redirected, reads ? (redirected.stdin ?? DYNAMIC) : SILENT, run.actions.length);
}

const MAX_ELEMENTS = 512;

function assignOne(run: Interpreter, scope: Scope, node: Assignment): void {
  if (node.value.type === 'ArrayValue') {
    const before = node.append ? variableNamed(scope, node.name)?.elements : undefined;
    const elements = new Map(before);
    const words: Word[] = [];
    for (const element of node.value.elements) expandWord(run, scope, element, words);
    for (const word of words.slice(0, MAX_ELEMENTS)) {
      const keyed = /^\[([^\]]+)\]=([\s\S]*)$/.exec(word.value);
      if (keyed?.[1] !== undefined && keyed[2] !== undefined) elements.set(keyed[1], { ...word, value: keyed[2] });
      else elements.set(String(elements.size), word);
    }
    assignElements(scope, node.name, elements);
    return;
  }
  const value = node.value;
  const choices = expandChoices(run, () => appended(run, scope, node, expandSingle(run, scope, value)));
  if (!node.index) {
    noteHistory(run, scope, node.name, choices[0]);
    noteSteering(run, node.name, choices[0]);
    assign(scope, node.name, choices);
    return;
  }
  const elements = new Map(variableNamed(scope, node.name)?.elements);
  const [first] = choices;
  if (first && elements.size < MAX_ELEMENTS) elements.set(expandSingle(run, scope, node.index).value, first);
  assignElements(scope, node.name, elements);
}

/** A variable that programs go by stands in the environment already: assigning it exports it. */
function noteSteering(run: Interpreter, name: string, value: Word | undefined): void {
  if (!value || !isSteering(name, value.value)) return;
  const invocation = { program: 'export', argv: ['export', `${name}=${value.value}`], wrappers: [] };
  record(run, { tool: run.tool, invocation, effects: [] });
}

/** `HISTFILE=` needs no command to take effect. */
function noteHistory(run: Interpreter, scope: Scope, name: string, value: Word | undefined): void {
  if (!value || !name.startsWith('HIST')) return;
  const effects = environmentEffects(name, value, settingOf(scope));
  if (effects.length > 0) record(run, { tool: run.tool, effects });
}

function appended(run: Interpreter, scope: Scope, node: Assignment, value: Word): Word {
  if (!node.append || node.index) return value;
  const before = variableNamed(scope, node.name)?.choices;
  const base = before?.[run.choice] ?? before?.[0];
  if (!before || !base) return value;
  run.width = Math.max(run.width, before.length);
  const certainty = base.certainty === 'unknown' ? base.certainty : value.certainty;
  return { ...base, ...value, value: base.value + value.value, certainty };
}

/** The values of one expansion for each alternative of the variables in it. */
function expandChoices(run: Interpreter, body: () => Word): readonly Word[] {
  if (run.walking) return [body()];
  const words: Word[] = [];
  run.width = 1;
  for (let choice = 0; choice < run.width && choice < MAX_CHOICES; choice++) {
    run.choice = choice;
    run.walking = true;
    words.push(body());
  }
  run.walking = false;
  run.choice = 0;
  return words;
}
