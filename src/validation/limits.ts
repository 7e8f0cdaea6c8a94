/** Bounds of stage 1. A text value may be as long as the whole input, so that writing a large file is judged and not refused for its size. */
export interface Limits {
  readonly bytes: number;
  /** Objects and arrays inside one another. */
  readonly depth: number;
  /** Objects, arrays, texts, numbers, booleans and nulls together. */
  readonly values: number;
  /** Characters of a property's name. */
  readonly keyLength: number;
}

export const LIMITS: Limits = { bytes: 8 * 1024 * 1024, depth: 64, values: 100_000, keyLength: 1024 };
