import type { Case, CompoundCommand, CompoundList, For, If, Select, TestExpression, While } from 'unbash';
import type { Stream } from '../command.ts';
import { runArithmetic } from './arithmetic.ts';
import { noteSpawningLoop } from './exhaustion.ts';
import { expandSingle, expandWords } from './expansion.ts';
import { type Interpreter, SILENT } from './interpreter.ts';
import { assign, boundedChoices, type Scope, setVariable, subshell, unknown } from './scope.ts';
import { concatenate } from './streams.ts';

/** Runs every branch of a compound command. */
export function runCompound(run: Interpreter, scope: Scope, node: CompoundCommand, stdin: Stream | undefined): Stream {
  const body = (list: CompoundList) => run.execute(run, scope, list.commands, stdin);
  switch (node.type) {
    case 'BraceGroup':
      return body(node.body);
    case 'Subshell':
      return run.execute(run, subshell(scope), node.body.commands, stdin);
    case 'If':
      return runIf(scope, node, body);
    case 'For':
    case 'Select':
      return runFor(run, scope, node, body);
    case 'While':
      noteSpawningLoop(run, node);
      return runWhile(scope, node, body);
    case 'ArithmeticFor':
      noteSpawningLoop(run, node);
      for (const part of [node.initialize, node.test, node.update]) runArithmetic(run, scope, part);
      if (node.initialize?.type === 'ArithmeticBinary' && node.initialize.left.type === 'ArithmeticWord') {
        assign(scope, node.initialize.left.value, [unknown(node.initialize.left.value)]);
      }
      return inBranch(scope, () => body(node.body));
    case 'Case':
      return runCase(run, scope, node, body);
    case 'TestCommand':
      expandTest(run, scope, node.expression);
      return SILENT;
    case 'ArithmeticCommand':
      runArithmetic(run, scope, node.expression);
      return SILENT;
  }
}

function inBranch(scope: Scope, body: () => Stream): Stream {
  scope.conditional++;
  const output = body();
  scope.conditional--;
  return output;
}

/** Of several branches one prints; where they differ nothing is known but the least trusted origin. */
function either(outputs: readonly Stream[]): Stream {
  const [first] = outputs;
  if (first && outputs.every((output) => output.text !== undefined && output.text === first.text)) return first;
  return outputs.reduce(concatenate, SILENT);
}

type Body = (list: CompoundList) => Stream;

/** A condition prints as well; one of which nothing is known is most likely silent. */
const after = (condition: Stream, branches: Stream): Stream =>
  condition.origin === 'dynamic' && !condition.parts && branches.text ? branches : concatenate(condition, branches);

function runIf(scope: Scope, node: If, body: Body): Stream {
  const before = body(node.clause);
  const { then, elif, else: last } = node;
  const outputs = [inBranch(scope, () => body(then))];
  for (const part of elif) outputs.push(inBranch(scope, () => after(body(part.clause), body(part.then))));
  if (last) outputs.push(inBranch(scope, () => body(last)));
  return after(before, either(outputs));
}

function runWhile(scope: Scope, node: While, body: Body): Stream {
  const before = body(node.clause);
  return after(
    before,
    inBranch(scope, () => body(node.body)),
  );
}

/** The body runs once, with the variable standing for every value of the list. */
function runFor(run: Interpreter, scope: Scope, node: For | Select, body: Body): Stream {
  const values = node.wordlist ? expandWords(run, scope, node.wordlist) : (scope.positional ?? [unknown('$@', true)]);
  if (values.length === 0) return SILENT;
  setVariable(scope, node.name.value, { choices: boundedChoices(values) });
  return inBranch(scope, () => body(node.body));
}

function runCase(run: Interpreter, scope: Scope, node: Case, body: Body): Stream {
  expandSingle(run, scope, node.word);
  const outputs: Stream[] = [];
  for (const item of node.items) {
    for (const pattern of item.pattern) expandSingle(run, scope, pattern);
    outputs.push(inBranch(scope, () => body(item.body)));
  }
  return either(outputs);
}

/** `[[ … ]]` does nothing but what its words substitute. How deep it goes is bounded by the parser. */
function expandTest(run: Interpreter, scope: Scope, node: TestExpression): void {
  switch (node.type) {
    case 'TestUnary':
      expandSingle(run, scope, node.operand);
      return;
    case 'TestBinary':
      expandSingle(run, scope, node.left);
      expandSingle(run, scope, node.right);
      return;
    case 'TestLogical':
      for (const operand of node.operands) expandTest(run, scope, operand);
      return;
    case 'TestNot':
      expandTest(run, scope, node.operand);
      return;
    case 'TestGroup':
      expandTest(run, scope, node.expression);
      return;
  }
}
