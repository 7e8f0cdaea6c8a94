import type { Reply } from '../domain/host.ts';
import { err, ok } from '../domain/result.ts';
import { adapterFor } from '../hosts/index.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { readArguments } from './arguments.ts';
import { localFiles } from './files.ts';
import { systemClock } from './machine.ts';
import { systemProcesses } from './processes.ts';
import { answer } from './run.ts';
import { noRandom, type Stage } from './stage.ts';

/** Where nothing is, so that nothing of this machine gets into the snapshot. */
const NOWHERE = '/nonexistent';

/** Goes the whole way of a call, so that what lies on it is compiled already. Undefined where this program would not know its own launcher. */
export function rehearse(command: string, { folders, installId }: Stage, held?: string): Reply | undefined {
  const adapter = adapterFor('claude-code');
  const sample = {
    session_id: 's',
    cwd: NOWHERE,
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_input: { command },
    tool_use_id: 't',
  };
  const { state, config, runtime } = folders;
  const invocation = readArguments([state, config, runtime, installId, 'block', '--host', adapter.host]);
  if (!invocation.ok) return undefined;
  const files = localFiles(NOWHERE);
  files.resolve('/proc');
  files.read('/proc/self/mounts', 1);
  return answer(ok(Buffer.from(JSON.stringify(sample))), {
    invocation: invocation.value,
    folders,
    adapter,
    // Some samples are looked at for what is not usual, too.
    policy: held === undefined ? BUILTIN : { ...BUILTIN, unusual: 'note' },
    compiler: () => () => err([]),
    sealer: () => () => () => ok(undefined),
    environment: { CLAUDE_PROJECT_DIR: NOWHERE, HOOKWARDEN_CAPABILITY: held },
    program: NOWHERE,
    here: () => NOWHERE,
    clock: systemClock,
    random: noRandom,
    remaining: () => 1000,
    processes: systemProcesses(invocation.value.launched ?? []),
    pause: () => undefined,
  });
}
