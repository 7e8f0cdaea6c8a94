import type { Arbitrary } from 'fast-check';

/** One thing that reads what others have written. */
export interface Target {
  readonly name: string;
  readonly inputs: Arbitrary<string>;
  /** Throws where the input was not answered as whatever is sent must be. */
  readonly check: (input: string) => void | Promise<void>;
}

export function must(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}
