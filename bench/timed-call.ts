import { spawnSync } from 'node:child_process';

/** Milliseconds that the installed command takes for an everyday call, which has to pass. */
export function timedCall(launcher: string, cwd: string, id: number): number {
  const input = JSON.stringify({
    session_id: 'bench',
    cwd,
    permission_mode: 'default',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_input: { command: 'npm test -- --reporter=dot 2>&1 | tail -n 20' },
    tool_use_id: `call-${id}`,
  });
  const start = process.hrtime.bigint();
  const run = spawnSync(launcher, ['block', '--host', 'claude-code'], { input });
  const took = Number(process.hrtime.bigint() - start) / 1e6;
  if (run.status !== 0) throw new Error(`the launcher ended with ${run.status}: ${run.stderr}`);
  return took;
}
