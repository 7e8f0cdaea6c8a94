import type { Library } from './library.ts';
import type { Reading } from './reading.ts';
import type { Node } from './syntax.ts';
import type { FunctionValue, Scope, Value } from './values.ts';

/** One tree being evaluated: where it has got to, and what it has met so far. */
export interface Evaluation {
  readonly library: Library;
  readonly reading: Reading;
  readonly evaluate: (node: Node, scope: Scope) => Value;
  /** Modules all of whose names were imported. */
  readonly wildcards: string[];
  /** The bodies of the functions met. */
  readonly defined: Set<Node>;
  /** Those of them that nothing has called yet. */
  readonly pending: Map<Node, FunctionValue>;
  /** Expressions around the present one. */
  depth: number;
  /** The bodies of the functions that are being called, outermost first. */
  readonly running: Node[];
  /** Where the latest call stands. */
  scope: Scope;
  /** What the present function returns, as far as it has got. */
  returned: Value | undefined;
}
