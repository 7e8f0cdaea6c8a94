import { readFileSync } from 'node:fs';

/** Whether a process is still at work: one that nobody has taken note of yet is not. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
