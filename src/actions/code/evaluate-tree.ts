import { apply } from './evaluate-call.ts';
import { evaluateNode } from './evaluate-expression.ts';
import type { Evaluation } from './evaluation.ts';
import type { Library } from './library.ts';
import type { Reading } from './reading.ts';
import type { Node } from './syntax.ts';
import { type Scope, UNKNOWN } from './values.ts';

/** Sums and chains of calls lean to the left, as deep as they are long. */
const MAX_DEPTH = 700;

/** Walks a tree in the order of writing, follows values, and tells `reading` what the calls would do. Every branch counts as taken. */
export function evaluateTree(tree: Node, library: Library, reading: Reading): void {
  const globals: Scope = { variables: new Map() };
  const evaluation: Evaluation = {
    library,
    reading,
    evaluate: (node, scope) => {
      if (evaluation.depth >= MAX_DEPTH || !reading.spend(1)) return UNKNOWN;
      evaluation.depth++;
      const value = evaluateNode(evaluation, node, scope);
      evaluation.depth--;
      return value;
    },
    wildcards: [],
    defined: new Set(),
    pending: new Map(),
    depth: 0,
    running: [],
    scope: globals,
    returned: undefined,
  };
  evaluation.evaluate(tree, globals);
  for (const each of evaluation.pending.values()) apply(evaluation, each, []);
}
