// Prints the last test run's counts in one plain line, and fails where no test ran.
import { readFileSync } from 'node:fs';

const summary: unknown = JSON.parse(readFileSync('coverage/tests.json', 'utf8'));
const count = (name: string): number => {
  const value = typeof summary === 'object' && summary !== null ? Reflect.get(summary, name) : undefined;
  return typeof value === 'number' ? value : 0;
};
const passed = count('numPassedTests');
const failed = count('numFailedTests');
console.log(`${passed} passed, ${failed} failed, ${count('numPendingTests')} skipped`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
