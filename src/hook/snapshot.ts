import { statSync } from 'node:fs';
import { redaction } from '../audit/redact.ts';
import { redactSecrets } from '../domain/secrets/redact.ts';
import { ADAPTERS } from '../hosts/index.ts';
import { judgeEvent } from '../pipeline.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { SNAPSHOT_REFUSED } from '../state/snapshot.ts';
import { LIMITS } from '../validation/limits.ts';
import { validate } from '../validation/validate.ts';
import { systemClock } from './machine.ts';
import { draftOf } from './record.ts';

/**
 * Makes this process's heap the start of later ones (docs/adr/0004-startup-snapshot.md). A snapshot of a program that has been
 * replaced since ends at once, and the launcher runs the program itself.
 */
export function freeze(bundle: string, start: () => void): void {
  const made = identity(bundle);
  for (const command of SAMPLES) warmUp(command);
  process.getBuiltinModule('node:v8').startupSnapshot.setDeserializeMainFunction(() => {
    if (identity(bundle) === made) start();
    else process.exit(SNAPSHOT_REFUSED);
  });
}

function identity(path: string): string {
  const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

/** Everyday commands, so that what judges them is compiled already in the snapshot. */
const SAMPLES = ['npm test 2>&1 | tail -n 20', 'cd web && git status --short && rm -rf dist && git push --force origin main'];

function warmUp(command: string): void {
  const host = ADAPTERS['claude-code'];
  const sample = { session_id: 's', cwd: '/srv/web', hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_input: { command } };
  const event = validate(Buffer.from(JSON.stringify(sample)), host, 'block', LIMITS);
  if (!event.ok) return;
  const facts = {
    now: 0,
    platform: 'linux',
    shell: 'bash',
    attended: true,
    home: '/home/user',
    project: '/srv/web',
    tempFolders: ['/tmp'],
    ownPaths: [],
    environment: {},
    files: { resolve: (path: string) => path, read: () => ({ kind: 'missing' }) as const, kind: () => undefined },
  } as const;
  const { verdict, timings } = judgeEvent(event.value, { id: '', name: '', role: 'developer', keyId: '' }, facts, BUILTIN, systemClock);
  host.reply(event.value, verdict);
  const draft = draftOf({
    time: 0,
    host: host.host,
    event: event.value,
    verdict,
    decision: verdict.decision,
    mode: BUILTIN.mode,
    policy: BUILTIN.hash,
    timings,
    traceparent: undefined,
  });
  redaction(new Uint8Array(32), redactSecrets).draft(draft);
}
