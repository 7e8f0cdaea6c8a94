import { checkpointText, originOf } from '../audit/checkpoint.ts';
import { ed25519PublicKey, ed25519Signer } from '../audit/ed25519.ts';
import { appendLeaf, decodeFrontier, EMPTY_FRONTIER, encodeFrontier, leafHash } from '../audit/merkle.ts';
import { signNote } from '../audit/note.ts';
import { encodeRecord } from '../audit/record.ts';
import { redaction } from '../audit/redact.ts';
import { claim } from '../authentication/claim.ts';
import { formatSession, parseSession } from '../domain/bound-session.ts';
import type { RecordDraft } from '../domain/ports.ts';
import { ok } from '../domain/result.ts';
import { redactSecrets } from '../domain/secrets/redact.ts';
import { ADAPTERS } from '../hosts/index.ts';
import { judgeEvent } from '../pipeline.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { openVault } from '../state/vault.ts';
import { LIMITS } from '../validation/limits.ts';
import { validate } from '../validation/validate.ts';
import { readArguments } from './arguments.ts';
import { gatherFacts } from './facts.ts';
import { readLayers } from './layers.ts';
import { systemClock, systemRandom } from './machine.ts';
import { systemProcesses } from './processes.ts';
import { draftOf } from './record.ts';
import { answer } from './run.ts';

/** Where nothing is, so that nothing of this machine gets into the snapshot. */
const NOWHERE = { state: '/nonexistent', config: '/nonexistent', runtime: '/nonexistent' };

/**
 * Goes the way of a call but for the database, so that what lies on it is compiled already: with the key of nobody, and once to the end
 * without an installation. It leaves nothing behind, and draws no random numbers: what is kept of them would come again at each start.
 */
export function rehearse(command: string): void {
  const host = ADAPTERS['claude-code'];
  const sample = {
    session_id: 's',
    cwd: '/nonexistent',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_input: { command },
    tool_use_id: 't',
  };
  const input = Buffer.from(JSON.stringify(sample));
  const event = validate(input, host, 'block', LIMITS);
  if (!event.ok) return;
  const [folders, environment, program] = [NOWHERE, {}, NOWHERE.state] as const;
  const facts = gatherFacts({ now: 0, attended: true, cwd: event.value.cwd, environment, folders, program });
  facts.files.resolve('/proc');
  facts.files.read('/proc/self/mounts', 1);
  readLayers(NOWHERE.config, facts.project, NOWHERE.config);
  const { verdict, timings } = judgeEvent(event.value, NOBODY, facts, BUILTIN, systemClock);
  host.reply(event.value, verdict);
  const { mode, hash: policy } = BUILTIN;
  const course = { time: 0, host: host.host, event: event.value, verdict, decision: verdict.decision, mode, policy, timings };
  record(redaction(NO_SECRET, redactSecrets).draft(draftOf({ ...course, traceparent: undefined })));
  remember();
  const invocation = readArguments(['/nonexistent', '/nonexistent', '/nonexistent', '', 'block', '--host', host.host]);
  if (!invocation.ok) return;
  const processes = systemProcesses([]);
  const outside = { processes, clock: systemClock, random: systemRandom, remaining: () => 1000, pause: () => undefined };
  answer(ok(input), { ...outside, invocation: invocation.value, folders, adapter: host, policy: BUILTIN, compiler, environment, program });
}

const NO_SECRET = new Uint8Array(32);
const NOBODY = { id: '', name: '', role: 'developer', keyId: '' };
const compiler = (): never => {
  throw new Error('there is no policy to compile');
};

function record(draft: RecordDraft): void {
  const body = encodeRecord(draft, { installId: '', sequence: 0, id: '' });
  const frontier = appendLeaf(appendLeaf(EMPTY_FRONTIER, leafHash(body)), leafHash(body));
  decodeFrontier(frontier.size, encodeFrontier(frontier));
  signNote(checkpointText(originOf(''), frontier), ed25519Signer('', NO_SECRET, ed25519PublicKey(NO_SECRET)));
}

/** Takes up a session and puts it away again, with a key and a nonce of zeros. */
function remember(): void {
  const vault = openVault(NO_SECRET, () => ok([{ id: '', bytes: NO_SECRET }]), { bytes: (count) => new Uint8Array(count) });
  const event = { host: 'claude-code', name: '', blocking: 'never', sessionId: '', cwd: '/', raw: {} } as const;
  const sighting = { event, project: '/', isRepository: () => false, now: 0, lifetime: 1 };
  const begun = claim(undefined, NOBODY, sighting);
  const sealed = begun.ok ? vault.seal('', formatSession(begun.value.session)) : begun;
  const opened = sealed.ok ? vault.open('', sealed.value) : sealed;
  if (opened.ok) claim(parseSession(opened.value), NOBODY, sighting);
  vault.handleOf('');
}
