import { existsSync, readFileSync } from 'node:fs';
import { isObject, parseJson } from '../src/domain/json.ts';

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What a run of vitest counted, from its report in JSON; where none was written, nothing passed. */
export function countsIn(report: string): TestCounts {
  const read = existsSync(report) ? parseJson(readFileSync(report, 'utf8')) : undefined;
  const count = (name: string): number => {
    const value = isObject(read) ? read[name] : undefined;
    return typeof value === 'number' ? value : 0;
  };
  return { passed: count('numPassedTests'), failed: count('numFailedTests'), skipped: count('numPendingTests') };
}

export const describeCounts = ({ passed, failed, skipped }: TestCounts): string => `${passed} passed, ${failed} failed, ${skipped} skipped`;
