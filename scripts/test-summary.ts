// Prints the last test run's counts in one plain line, and fails where no test ran.
import { countsIn, describeCounts } from './test-counts.ts';

const counts = countsIn('coverage/tests.json');
console.log(describeCounts(counts));
process.exitCode = counts.passed > 0 && counts.failed === 0 ? 0 : 1;
