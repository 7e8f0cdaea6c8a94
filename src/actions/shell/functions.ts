import type { Function as FunctionNode } from 'unbash';
import type { Stream } from '../command.ts';
import { runCompound } from './compounds.ts';
import { type Call, DYNAMIC, type Interpreter, nested, spend } from './interpreter.ts';
import { withRedirections } from './redirections.ts';
import { type Scope, setVariable } from './scope.ts';
import { record } from './trace.ts';

/** Calls a shell function with its arguments. */
export function callFunction(run: Interpreter, scope: Scope, call: Call, body: FunctionNode['body']): Stream {
  const active = run.bodies.filter((other) => other === body).length;
  if (active > 0 && run.spawning) noteExhaustion(run, call);
  if (active > MAX_RECURSION || !spend(run, 'runs')) return DYNAMIC;
  const { positional, hidden } = scope;
  const { spawning } = run;
  run.bodies.push(body);
  run.spawning = false;
  scope.positional = call.words.slice(1);
  scope.hidden = new Map();
  const output = nested(run, DYNAMIC, () => runBody(run, scope, body, call.stdin));
  for (const [variable, value] of scope.hidden) {
    if (value) setVariable(scope, variable, value);
    else scope.variables?.delete(variable);
  }
  scope.positional = positional;
  scope.hidden = hidden;
  run.spawning = spawning;
  run.bodies.pop();
  return output;
}

/** A few rounds show what a function hands to itself. */
const MAX_RECURSION = 6;

function runBody(run: Interpreter, scope: Scope, body: FunctionNode['body'], stdin: Stream | undefined): Stream {
  if (body.type === 'CompoundList') return run.execute(run, scope, body.commands, stdin);
  if (body.type !== 'Redirected') return runCompound(run, scope, body, stdin);
  return withRedirections(run, scope, body.redirects, stdin, (input) => runCompound(run, scope, body.command, input));
}

/** A function or script that starts itself beside itself never stops. */
export function noteExhaustion(run: Interpreter, call: Call): void {
  const argv = call.words.map((word) => word.value);
  const known = run.actions.some((action) => action.effects.some((effect) => effect.kind === 'process.exhaust'));
  if (known) return;
  const invocation = { program: argv[0] ?? '', argv, wrappers: call.wrappers };
  record(run, { tool: run.tool, invocation, effects: [{ kind: 'process.exhaust', note: 'starts itself again and again' }] });
}
