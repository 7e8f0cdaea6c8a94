import { HOLE, literal, type Stream, type Word } from '../../command.ts';
import { runShellText } from '../code.ts';
import { DYNAMIC, type Interpreter, nested, SILENT, spend } from '../interpreter.ts';
import { type Scope, setVariable, unknown, variableNamed } from '../scope.ts';
import { concatenate } from '../streams.ts';
import { connect } from '../trace.ts';
import { argumentsOf, captured, evaluate, MAX_VALUE, runBlocks, streamWord } from './evaluation.ts';
import { expressionStream } from './expressions.ts';
import { aliasNamed, bindParameters, callFunction, defineFunction, functionNamed, setAlias } from './functions.ts';
import { noteSockets } from './methods.ts';
import { runProgram } from './programs.ts';
import { isAssignment, isBlock, type Pipeline, readPipelines, type Token } from './tokens.ts';
import { translate } from './translation.ts';

/** Runs a PowerShell script: cmdlets as the programs that do the same, blocks and brackets whatever their condition. */
export function runPowerShell(run: Interpreter, scope: Scope, source: string, stdin: Stream | undefined): Stream {
  if (!spend(run, 'bytes', source.length >> 2)) return DYNAMIC;
  noteSockets(run, source);
  let output = SILENT;
  for (const pipeline of readPipelines(source)) {
    if (!spend(run, 'commands')) return DYNAMIC;
    output = concatenate(output, runPipeline(run, scope, pipeline, stdin));
  }
  return output;
}

function runPipeline(run: Interpreter, scope: Scope, pipeline: Pipeline, stdin: Stream | undefined): Stream {
  const start = run.actions.length;
  let flow = stdin;
  for (const tokens of pipeline) {
    const first = run.actions.length;
    if (!spend(run, 'commands')) return DYNAMIC;
    flow = nested(run, DYNAMIC, () => runRedirected(run, scope, tokens, flow));
    connect(run, start, first);
  }
  return flow ?? DYNAMIC;
}

/** `x > file` is `x | Out-File file`. */
function runRedirected(run: Interpreter, scope: Scope, tokens: readonly Token[], stdin: Stream | undefined): Stream {
  const own: Token[] = [];
  const files: { readonly operator: string; readonly target: Token }[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    const operator = /^[1-6*]?>>?(&?)/.exec(token.text);
    if (!operator) own.push(token);
    else if (operator[1] === '') {
      const target = tokens[++i];
      if (target) files.push({ operator: token.text, target });
    }
  }
  const start = run.actions.length;
  let output = runStatement(run, scope, own, stdin);
  for (const { operator, target } of files) {
    const path = evaluate(run, scope, target, undefined);
    const isOutput = /^[1*]?>/.test(operator);
    const first = run.actions.length;
    if (path.value !== '') {
      const words = [literal('tee'), ...(operator.endsWith('>>') ? [literal('-a')] : []), path];
      runProgram(run, scope, { words, stdin: isOutput ? output : DYNAMIC });
    }
    connect(run, start, first);
    if (isOutput) output = SILENT;
  }
  return output;
}

const BLOCKS =
  /^(?:if|elseif|else|while|foreach|for|do|until|switch|try|catch|finally|function|filter|param|begin|process|end|trap|foreach-object|invoke-command|start-job|measure-command|%|icm)$/;
const COMMANDS = /^(?:foreach-object|invoke-command|start-job|measure-command|%|icm)$/;
const LEAVES = /^(?:return|throw|exit)$/;
/** What these print is what they were given, or a part of it. */
const FILTERS =
  /^(?:where-object|where|\?|select-object|select|sort-object|get-unique|out-string|out-host|out-null|format-table|format-list)$/;
/** An expression, which gives a value; only `&` makes a command of it. */
const EXPRESSION = /^(?:[[$('"@!]|-|\d[\d.]*$)/;

function runStatement(run: Interpreter, scope: Scope, all: readonly Token[], stdin: Stream | undefined): Stream {
  const called = all.findIndex(({ text }) => text !== '&' && text !== '.');
  const tokens = all.slice(called);
  const [head] = tokens;
  if (!head || called < 0) return SILENT;
  const name = head.text.toLowerCase();
  if (isBlock(head)) return runBlocks(run, scope, tokens, stdin);
  if (called > 0) return runCommand(run, scope, tokens, stdin);
  const assigned = tokens.findIndex((token, i) => isAssignment(token) || (i === 1 && token.text.toLowerCase() === 'in'));
  if (assigned > 0 && /^[$[]/.test(name)) return runAssignment(run, scope, tokens, assigned, stdin);
  if (LEAVES.test(name)) return next(run, scope, tokens.slice(1), stdin);
  if (FILTERS.test(name)) return filtered(run, scope, tokens, stdin);
  if (BLOCKS.test(name)) return runControl(run, scope, tokens, stdin);
  if (EXPRESSION.test(name)) return expressionStream(run, scope, tokens, stdin);
  return runCommand(run, scope, tokens, stdin);
}

/** Each variable in front of it is assigned all that the statement behind it prints. */
function runAssignment(run: Interpreter, scope: Scope, tokens: readonly Token[], at: number, stdin: Stream | undefined): Stream {
  const adds = tokens[at]?.text === '+=';
  const value = captured(run, tokens[0]?.text ?? '', () => runStatement(run, scope, tokens.slice(at + 1), stdin));
  for (const token of tokens.slice(0, at)) {
    const last = token.pieces.at(-1);
    if (last?.kind !== 'variable') continue;
    // `$x[1] = …` leaves the other members.
    const isMember = token.text.endsWith(']');
    const before = adds || isMember ? variableNamed(scope, last.name)?.choices[0]?.value : undefined;
    const whole = before === undefined ? value.value : `${before}${isMember ? '\n' : ''}${value.value}`;
    const word = { ...value, text: `$${last.name}`, value: whole.length > MAX_VALUE ? HOLE : whole };
    setVariable(scope, last.name, { choices: [word] });
    if (last.name.startsWith('env:')) {
      const name = last.name.slice('env:'.length).toUpperCase();
      runProgram(run, scope, { words: [literal('export'), { ...word, value: `${name}=${word.value}` }], stdin: undefined });
    }
  }
  return SILENT;
}

/** Conditions, script blocks and the bodies of functions are all taken to run. */
function runControl(run: Interpreter, scope: Scope, tokens: readonly Token[], stdin: Stream | undefined): Stream {
  const name = controlName(tokens);
  if (name === 'param') {
    bindParameters(run, scope, tokens[1]);
    return next(run, scope, tokens.slice(2), stdin);
  }
  if (name === 'function' || name === 'filter') defineFunction(scope, tokens);
  const end = COMMANDS.test(name) ? -1 : tokens.findIndex((token, i) => endsStatement(token, tokens[i + 1], tokens[i - 1]));
  const own = end < 0 ? tokens : tokens.slice(0, end + 1);
  const output = runEach(run, scope, own, stdin);
  return end < 0 ? output : concatenate(output, next(run, scope, tokens.slice(end + 1), stdin));
}

const next = (run: Interpreter, scope: Scope, tokens: readonly Token[], stdin: Stream | undefined): Stream =>
  nested(run, DYNAMIC, () => runStatement(run, scope, tokens, stdin));

/** `foreach { … }` is what a pipe goes through, `foreach (…) { … }` is not. */
function controlName([head, second]: readonly Token[]): string {
  const name = head?.text.toLowerCase() ?? '';
  return name === 'foreach' && isBlock(second) ? 'foreach-object' : name;
}

/** Behind a block, or behind the condition of `do`; `else` and the like are as statements of their own. */
const endsStatement = (token: Token, next: Token | undefined, before: Token | undefined): boolean =>
  next !== undefined && !isBlock(next) && (isBlock(token) || /^(?:while|until)$/i.test(before?.text ?? ''));

/** How many members of a list a block is run for, one by one; of more they are looked at together. */
const MAX_ROUNDS = 16;

/** Runs the blocks for each thing that is piped to them, or for each that `foreach ($x in …)` goes through. */
function runEach(run: Interpreter, scope: Scope, tokens: readonly Token[], stdin: Stream | undefined): Stream {
  const head = controlName(tokens);
  const [over] = tokens[1]?.pieces ?? [];
  const named = head === 'foreach' && over?.kind === 'group' ? /^\s*\$(\w+)\s+in\s/i.exec(over.body)?.[1]?.toLowerCase() : undefined;
  if (named !== undefined) runBlocks(run, scope, tokens.slice(0, 2), stdin);
  const name = named ?? '_';
  const list =
    named !== undefined ? variableNamed(scope, named)?.choices[0] : COMMANDS.test(head) && stdin ? streamWord('$_', stdin) : undefined;
  if (!list) return runBlocks(run, scope, tokens, stdin);
  const lines = list.value.split('\n');
  let output = SILENT;
  for (const value of lines.length > MAX_ROUNDS ? [list.value] : lines) {
    setVariable(scope, name, { choices: [{ ...list, value }] });
    output = concatenate(output, runBlocks(run, scope, tokens.slice(named === undefined ? 0 : 2), stdin));
  }
  return output;
}

function filtered(run: Interpreter, scope: Scope, tokens: readonly Token[], stdin: Stream | undefined): Stream {
  if (stdin) setVariable(scope, '_', { choices: [streamWord('$_', stdin)] });
  runBlocks(run, scope, tokens, undefined);
  if (stdin?.text === undefined || stdin.origin === 'literal') return stdin ?? DYNAMIC;
  // Some of what is in the folders that were looked through.
  const folders = stdin.text.replaceAll(/\/\*\*\/\*$/gm, '');
  return { ...stdin, text: folders.replaceAll(/^[^*\n\0]+$/gm, (folder) => `${folder}/${HOLE}`) };
}

function runCommand(run: Interpreter, scope: Scope, tokens: readonly Token[], stdin: Stream | undefined): Stream {
  const all = argumentsOf(run, scope, tokens, stdin);
  const program = all[0]?.[0];
  if (!program) return SILENT;
  if (/^(?:iex|invoke-expression)$/i.test(program.value)) return runText(run, scope, all.slice(1).flat(), stdin);
  const name = program.value.toLowerCase();
  const body = functionNamed(scope, name);
  if (body) return callFunction(run, scope, body, all.slice(1).flat(), stdin);
  const noted = setAlias(scope, program, all.slice(1).flat());
  if (noted) return noted;
  const alias = aliasNamed(scope, name);
  const translated = translate(alias ?? program, all.slice(1), stdin);
  const output = runProgram(run, scope, translated);
  return translated.prints ?? output;
}

function runText(run: Interpreter, scope: Scope, words: readonly Word[], stdin: Stream | undefined): Stream {
  const text = words.at(-1);
  if (text) return runShellText(run, scope, text, 'powershell', undefined, undefined);
  const value = stdin?.text ?? HOLE;
  return runShellText(run, scope, { ...unknown('$input'), value, ...(stdin && { stream: stdin }) }, 'powershell', stdin?.origin, undefined);
}
