import type { AndOr, CommandNode, Pipeline, PipelineNode, Statement } from 'unbash';
import type { Stream } from '../command.ts';
import { runCommand } from './commands.ts';
import { runCompound } from './compounds.ts';
import { DYNAMIC, type Interpreter, nested, SILENT, spend } from './interpreter.ts';
import { withRedirections } from './redirections.ts';
import { type Scope, subshell } from './scope.ts';
import { concatenate } from './streams.ts';
import { connect } from './trace.ts';

/** Runs a list; the result is what it prints. */
export function runStatements(run: Interpreter, scope: Scope, statements: readonly Statement[], stdin: Stream | undefined): Stream {
  let output = SILENT;
  for (const statement of statements) {
    if (!spend(run, 'commands')) return DYNAMIC;
    output = concatenate(output, runStatement(run, scope, statement, stdin));
  }
  return output;
}

function runStatement(run: Interpreter, scope: Scope, statement: Statement, stdin: Stream | undefined): Stream {
  const { command } = statement;
  if (!statement.background)
    return command.type === 'AndOr' ? runAndOr(run, scope, command, stdin) : runPipeline(run, scope, command, stdin);
  const spawning = run.spawning;
  run.spawning = true;
  const inner = subshell(scope);
  const output = command.type === 'AndOr' ? runAndOr(run, inner, command, stdin) : runPipeline(run, inner, command, stdin);
  run.spawning = spawning;
  return output;
}

/** Every member is taken to run; what a later one assigns may not have happened. */
function runAndOr(run: Interpreter, scope: Scope, list: AndOr, stdin: Stream | undefined): Stream {
  let output = SILENT;
  for (const [i, member] of list.commands.entries()) {
    if (!spend(run, 'commands')) return DYNAMIC;
    const afterFailure = list.operators[i - 1] === '||';
    if (afterFailure) scope.conditional++;
    const settings = scope.settings;
    const printed = runPipeline(run, scope, member, stdin);
    if (!afterFailure || !output.text) output = concatenate(output, printed);
    if (!afterFailure) continue;
    scope.conditional--;
    // `cd x || exit`, `cd x || cd y`: past the list the first of them is the usual one.
    scope.settings = settings;
  }
  return output;
}

function runPipeline(run: Interpreter, scope: Scope, node: PipelineNode, stdin: Stream | undefined): Stream {
  if (node.type !== 'Pipeline') return runNode(run, scope, node, stdin);
  const [only] = node.commands;
  if (node.commands.length === 1 && only) return runNode(run, scope, only, stdin);
  return runStages(run, scope, node, stdin);
}

function runStages(run: Interpreter, scope: Scope, node: Pipeline, stdin: Stream | undefined): Stream {
  const spawning = run.spawning;
  run.spawning = true;
  const start = run.actions.length;
  let flow = stdin;
  for (const [i, stage] of node.commands.entries()) {
    if (!spend(run, 'commands')) break;
    const first = run.actions.length;
    // zsh runs the last stage in the shell itself.
    const isLast = i === node.commands.length - 1;
    const errorsJoin = isLast ? scope.errorsJoin : node.operators[i] === '|&';
    const inner = isLast && (scope.shell === 'zsh' || scope.shell === 'fish') ? scope : subshell(scope, { errorsJoin });
    flow = runNode(run, inner, stage, flow);
    connect(run, start, first);
  }
  run.spawning = spawning;
  return flow ?? DYNAMIC;
}

function runNode(run: Interpreter, scope: Scope, node: CommandNode, stdin: Stream | undefined): Stream {
  return nested(run, DYNAMIC, () => {
    switch (node.type) {
      case 'Command':
        return runCommand(run, scope, node, stdin);
      case 'Redirected':
        return withRedirections(run, scope, node.redirects, stdin, (input) => runCompound(run, scope, node.command, input));
      case 'Function':
        defineFunction(scope, node.name.value, node.body);
        return SILENT;
      case 'Coproc':
        if (node.body.type === 'CompoundList') return runStatements(run, subshell(scope), node.body.commands, DYNAMIC);
        return runNode(run, subshell(scope), node.body, DYNAMIC);
      default:
        return runCompound(run, scope, node, stdin);
    }
  });
}

const MAX_FUNCTIONS = 500;

function defineFunction(scope: Scope, name: string, body: Extract<CommandNode, { type: 'Function' }>['body']): void {
  if (scope.functions.size < MAX_FUNCTIONS) scope.functions = new Map(scope.functions).set(name, body);
}
