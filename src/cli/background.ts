import { isMaintenanceDue } from '../state/maintained.ts';
import { localFolders } from './machine.ts';

/** Commands of a person who looks at the log or the set-up; none that a hook or a script in a loop runs. */
const STARTING = new Set(['init', 'status', 'audit', 'doctor', 'report', 'metrics']);

/** Starts `maintain` beside what a person does, where a day has gone by; it outlives this command, and says nothing. */
export async function maintainWhenDue(command: string | undefined, nowMs: number): Promise<void> {
  if (command === undefined || !STARTING.has(command) || !isMaintenanceDue(localFolders(), nowMs)) return;
  const { spawn } = await import('node:child_process');
  const [script = ''] = process.argv.slice(1);
  const started = spawn(process.execPath, [script, 'maintain', '--quiet', '--if-due'], {
    detached: true,
    stdio: 'ignore',
    cwd: localFolders().state,
  });
  // Where it cannot be started, the next command tries again.
  started.on('error', () => undefined);
  started.unref();
}
