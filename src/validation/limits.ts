import type { ScanLimits } from '../domain/json-scan.ts';

/** Bounds of stage 1. A text value may be as long as the whole input, so that writing a large file is judged and not refused for its size. */
export interface Limits extends ScanLimits {
  readonly bytes: number;
}

export const LIMITS: Limits = { bytes: 8 * 1024 * 1024, depth: 64, values: 100_000, keyLength: 1024 };
