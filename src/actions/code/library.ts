import type { Language } from '../command.ts';
import type { Reading } from './reading.ts';
import type { Value } from './values.ts';

/** What a call is given, evaluated. */
export interface Arguments {
  /** What a method is called on. */
  readonly receiver?: Value;
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

export interface Call extends Arguments {
  readonly reading: Reading;
  /** Calls back a function that the code handed over. */
  readonly apply: (callee: Value | undefined, positional: readonly Value[]) => Value;
  readonly member: (value: Value, name: string) => Value;
  /** What the variable of this name holds where the call stands. */
  readonly variable: (name: string) => Value;
}

/** What a call does and yields; undefined: something unknown, of the origin of its arguments. */
export type Operation = (call: Call) => Value | undefined;

/** What the functions of a language's libraries do, by full name; methods by `type#name`, or `#name` on whatever is not known. */
export interface Library {
  readonly language: Language;
  readonly operations: Readonly<Record<string, Operation>>;
  /** What is no function: `os.environ`. */
  readonly values: Readonly<Record<string, (reading: Reading) => Value>>;
  /** Whether a string that is called stands for the function of that name. */
  readonly callsByName?: boolean;
  /** Functions that leave what they yield in their first argument: Perl's `open(my $fh, …)`. */
  readonly fills?: readonly string[];
  /** Heads of names that add nothing: `builtins.`, `globalThis.`. */
  readonly transparent: readonly string[];
}

/** The operation of this name; never one that an object inherits. */
export function operationNamed(library: Library, name: string): Operation | undefined {
  return Object.hasOwn(library.operations, name) ? library.operations[name] : undefined;
}

/** The argument at a position, or by one of its names. */
export function argument(call: Call, position: number, ...names: readonly string[]): Value | undefined {
  for (const name of names) {
    const value = call.named.get(name);
    if (value) return value;
  }
  return call.positional[position];
}
