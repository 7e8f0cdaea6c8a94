import { keyIdOf } from '../authentication/authenticate.ts';
import { describeUsedUp } from '../capabilities/describe.ts';
import type { UsedUp } from '../domain/capability.ts';
import { type Decision, stricter } from '../domain/decision.ts';
import type { HookEvent } from '../domain/event.ts';
import type { Code, Processes } from '../domain/exception.ts';
import type { Facts, Machine } from '../domain/facts.ts';
import type { Finding, Stage } from '../domain/finding.ts';
import type { Addressee, Answer, HostAdapter, Reply, Verb } from '../domain/host.ts';
import type { Policy } from '../domain/policy.ts';
import type { Appended, AppendOptions, Clock, Random, RecordDraft, Snapshot } from '../domain/ports.ts';
import type { Principal } from '../domain/principal.ts';
import { err, type Result } from '../domain/result.ts';
import { combine } from '../pipeline.ts';
import type { Environment, Folders } from '../state/folders.ts';
import { LIMITS } from '../validation/limits.ts';
import { type Refusal, refuse } from '../validation/refusal.ts';
import { validate } from '../validation/validate.ts';
import type { Invocation } from './arguments.ts';
import { aftermathOf, answerGrant, waysThrough } from './exceptions.ts';
import { gatherFacts } from './facts.ts';
import { greetingOf } from './greeting.ts';
import { type Judged, judge } from './judge.ts';
import { type Memory, type MemoryOptions, openMemory, type Unopened } from './memory.ts';
import { noticesOf } from './notices.ts';
import { currentPolicy, type PolicyOptions } from './policy.ts';
import { draftOf, withoutContent, withoutSecretNames } from './record.ts';

/** What a run has from outside itself. */
export interface Surroundings {
  readonly invocation: Invocation;
  readonly folders: Folders;
  readonly adapter: HostAdapter;
  /** What holds where no layer says anything. */
  readonly policy: Policy;
  readonly compiler: PolicyOptions['compiler'];
  readonly sealer: NonNullable<MemoryOptions['sealer']>;
  readonly environment: Environment;
  /** The folder that the program was installed into. */
  readonly program: string;
  /** Where the hook was started. */
  readonly here: () => string;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds that are left until the deadline. */
  readonly remaining: () => number;
  readonly processes: Processes;
  /** Waits for so many milliseconds. */
  readonly pause: (ms: number) => void;
}

/** A run whose input could be read. */
interface Run extends Surroundings {
  /** Byte for byte. */
  readonly input?: Uint8Array;
}

type Input = Result<Uint8Array, 'too-large' | 'not-closed'>;

/** How often a call is judged because what its verdict relied on has changed meanwhile. */
const MAX_JUDGED = 16;
/** Objections of these stages are about the event or about us, not about what the call would do. */
const NOT_OF_THE_CALL: readonly Stage[] = ['validation', 'authentication', 'audit'];

/** Bytes and facts in, answer out; the record is committed before this returns. */
export function answer(input: Input, surroundings: Surroundings): Reply {
  const { invocation, adapter } = surroundings;
  const event = input.ok
    ? validate(input.value, adapter, invocation.verb, LIMITS, surroundings.here)
    : err(refuse(input.error, '', LIMITS));
  const addressee = event.ok ? event.value : (event.error.addressee ?? unknownEvent(adapter, invocation.verb));
  const conclusion = conclude(event, input.ok ? { ...surroundings, input: input.value } : surroundings);
  const { findings } = conclusion;
  const unjudged = findings.some(({ stage }) => NOT_OF_THE_CALL.includes(stage));
  return unjudged ? adapter.failure(addressee, findings) : adapter.reply(addressee, conclusion);
}

/** Who is answered where not even the event's name is known: the verb alone says whether anything waits for us. */
export const unknownEvent = (adapter: HostAdapter, verb: Verb): Addressee => ({
  name: 'unknown',
  blocking: adapter.blockingOf('', {}, verb),
});

function conclude(event: Result<HookEvent, Refusal>, surroundings: Run): Answer {
  const { folders, invocation, environment, clock, random, remaining, sealer } = surroundings;
  const memory = openMemory({
    folders,
    installId: invocation.installId,
    keyFromEnvironment: environment['HOOKWARDEN_API_KEY'],
    remaining,
    now: clock.now(),
    random,
    sealer,
    held: { fromEnvironment: environment['HOOKWARDEN_CAPABILITY'] },
  });
  const refusals = event.ok ? [] : [event.error.finding];
  if (!memory.ok)
    return event.ok ? unopened(event.value, memory.error, surroundings) : unrecorded(memory.error, refusals, undefined, surroundings);
  return event.ok ? judgeAndRecord(event.value, memory.value, surroundings) : recordDenial(refusals, undefined, memory.value, surroundings);
}

function judgeAndRecord(given: HookEvent, memory: Memory, surroundings: Run): Answer {
  const { store, presented, pepper, redact } = memory;
  const event = withoutSecretNames(given, redact.text);
  const facts = factsOf(event, surroundings);
  // Read first: what it withholds is withheld from every record of the event.
  const policy = policyIn(facts.machine, pepper, surroundings);
  if (!policy.ok)
    return recordDenial([ofUs('policy', policy.error.message, policy.error.instead)], withoutContent(event), memory, surroundings);
  const ruled = { ...surroundings, policy: policy.value };
  const snapshot = store.snapshot(keyIdOf(presented), event.sessionId, surroundings.clock.now());
  if (!snapshot.ok && snapshot.error.reason === 'sealed')
    return recordDenial([ofUs('sealed', snapshot.error.message, undefined)], event, memory, ruled);
  if (!snapshot.ok) return unrecorded({ fault: snapshot.error, spool: memory.spool }, [], event, ruled);
  const conclusion = settle(event, facts, snapshot.value, memory, ruled);
  const notice = conclusion.decision === 'allow' ? greetingOf(event, policy.value, store) : undefined;
  const answered: Answer = policy.value.mode === 'observe' ? { decision: 'allow', findings: [] } : conclusion;
  return notice === undefined ? answered : { ...answered, notice };
}

/** Nothing could be opened: what the policy withholds is all that is asked of it. */
function unopened(event: HookEvent, error: Unopened, surroundings: Run): Answer {
  const policy = error.pepper && policyIn(factsOf(event, surroundings).machine, error.pepper, surroundings);
  return policy?.ok
    ? unrecorded(error, [], event, { ...surroundings, policy: { ...surroundings.policy, ...withheldBy(policy.value) } })
    : unrecorded(error, [], withoutContent(event), surroundings);
}

const withheldBy = ({ withheld }: Policy): Pick<Policy, 'withheld'> => (withheld ? { withheld } : {});

function factsOf(event: HookEvent, { adapter, environment, folders, program, clock }: Surroundings): Facts {
  const attended = adapter.canAsk(event, environment);
  return gatherFacts({ now: clock.now(), attended, cwd: event.cwd, environment, folders, program });
}

const policyIn = ({ project }: Machine, macKey: Uint8Array, { folders, policy, compiler }: Surroundings) =>
  currentPolicy({ folders, project, builtin: policy, macKey, compiler });

/** Judges and appends until what the verdict relied on has held still for both. */
function settle(event: HookEvent, facts: Facts, first: Snapshot, memory: Memory, surroundings: Run): Answer {
  const { store, until, pepper } = memory;
  const { policy, processes, clock, adapter, environment } = surroundings;
  const project = adapter.projectOf(environment);
  let snapshot = first;
  for (let times = 0; times < MAX_JUDGED; times++) {
    if (surroundings.remaining() <= 0) return recordDenial([LATE], event, memory, surroundings);
    // A clock that was set back unlocks nothing again.
    const presented = until !== undefined && until <= snapshot.now ? undefined : memory.presented;
    const judged = judge(
      { event, facts, ...(project !== undefined && { project }), policy, presented, pepper, processes, clock, usual: store.usual },
      snapshot,
    );
    const own = draft(judged, event, surroundings);
    const options: AppendOptions = {
      rate: judged.principal !== undefined && event.blocking !== 'never',
      ...(judged.principal && {
        epoch: snapshot.epoch,
        aftermath: aftermathOf(event, judged, policy, surroundings.processes),
        ...rateOf(judged.principal, policy),
      }),
      ...(judged.session && { session: judged.session, also: noticesOf(judged, own) }),
      ...(judged.attempt !== undefined && { failure: judged.attempt }),
      ...(judged.uses && judged.uses.length > 0 && { uses: judged.uses }),
      ...keptOf(judged.decision, surroundings),
    };
    const appended = store.append(own, options);
    if (!appended.ok) return unrecorded({ fault: appended.error, spool: memory.spool }, judged.verdict.findings, event, surroundings);
    if (appended.value.kind === 'over-rate') return recordDenial([overRate(appended.value.retryAfter)], event, memory, surroundings);
    if (appended.value.kind === 'used-up') return recordDenial([usedUp(appended.value.link)], event, memory, surroundings);
    if (appended.value.kind !== 'moved') {
      memory.absorb();
      if (appended.value.kind === 'appended') slowDown(appended.value.failures ?? 0, surroundings);
      const granted =
        judged.decision === 'allow' && judged.principal ? grantAsked(event, judged.principal, facts, memory, surroundings) : undefined;
      return granted ?? told(concluded(judged, appended.value), appended.value.stopped, facts.attended && adapter.attestsPrompts, policy);
    }
    snapshot = appended.value.snapshot;
  }
  return recordDenial([UNSETTLED], event, memory, surroundings);
}

const grantAsked = (event: HookEvent, principal: Principal, { attended, now }: Facts, { store }: Memory, surroundings: Surroundings) =>
  answerGrant(
    {
      ...{ event, principal, policy: surroundings.policy, processes: surroundings.processes, now },
      attended: attended && surroundings.adapter.attestsPrompts,
    },
    store,
  );

/** Whoever reads why a call was stopped also reads how a person may let it through. */
function told(answered: Answer, code: Code | undefined, byPrompt: boolean, { exceptions }: Policy): Answer {
  const notice = code && answered.decision === 'deny' ? waysThrough(code, exceptions, byPrompt) : undefined;
  return notice === undefined ? answered : { ...answered, notice };
}

function rateOf({ role }: Principal, { roles }: Policy): Pick<AppendOptions, 'roleRate'> {
  const rate = Object.hasOwn(roles, role) ? roles[role]?.rate : undefined;
  return rate ? { roleRate: rate } : {};
}

/** The input as it came, where the policy wants it kept. */
const keptOf = (decision: Decision, { policy: { seal }, input }: Run): Pick<AppendOptions, 'seal'> =>
  input && (seal === 'all' || (seal === 'denied' && decision === 'deny')) ? { seal: input } : {};

const FREE_FAILURES = 3;
const MAX_DELAY_MS = 2000;

/** Whoever tries keys on and on waits longer each time; whoever presents a good one never does. */
function slowDown(failures: number, { pause, remaining }: Surroundings): void {
  if (failures > FREE_FAILURES) pause(Math.min(MAX_DELAY_MS, remaining() / 2, 50 * 2 ** Math.min(failures - FREE_FAILURES, 10)));
}

/** A call that was judged a moment ago keeps the stricter of both decisions. */
function concluded({ decision, verdict, approved = false }: Judged, appended: Extract<Appended, { kind: 'appended' | 'seen' }>): Answer {
  if (appended.kind === 'appended' || stricter(decision, appended.decision) === decision)
    return { decision, findings: verdict.findings, approved };
  return { decision: appended.decision, findings: [...verdict.findings, remembered(appended.id, appended.decision)] };
}

function recordDenial(findings: readonly Finding[], event: HookEvent | undefined, memory: Memory, surroundings: Run): Answer {
  const verdict = combine(findings, findings[0]?.stage ?? 'audit');
  const denial = draft({ verdict, decision: 'deny', timings: {} }, event, surroundings);
  const appended = memory.store.append(denial, { rate: false, ...keptOf('deny', surroundings) });
  return appended.ok
    ? { decision: 'deny', findings }
    : unrecorded({ fault: appended.error, spool: memory.spool }, findings, event, surroundings);
}

/** What is not in the log is not allowed. The denial goes to the spool, unless nothing could be denied. */
function unrecorded(
  { fault, spool }: Unopened,
  findings: readonly Finding[],
  event: HookEvent | undefined,
  surroundings: Surroundings,
): Answer {
  const denied = [...findings, ofUs(fault.reason, fault.message, undefined)];
  const denial = draft({ verdict: combine(denied, 'audit'), decision: 'deny', timings: {} }, event, surroundings);
  const kept = event?.blocking !== 'never' && spool?.(denial).ok;
  return { decision: 'deny', findings: kept ? denied : [...denied, NOT_RECORDED] };
}

function draft(judged: Judged, event: HookEvent | undefined, { clock, adapter, policy, environment }: Surroundings): RecordDraft {
  return draftOf({
    ...judged,
    ...(event && { event }),
    time: clock.now(),
    host: adapter.host,
    mode: policy.mode,
    policy: policy.hash,
    traceparent: environment['TRACEPARENT'],
    ...withheldBy(policy),
  });
}

const ofUs = (name: string, message: string, instead: string | undefined, decision: Decision = 'deny'): Finding => ({
  stage: 'audit',
  ruleId: `audit.${name}`,
  severity: 'high',
  decision,
  message,
  ...(instead !== undefined && { instead }),
});

const NOT_RECORDED = ofUs('not-recorded', 'This was not recorded.', undefined);

const LATE = ofUs('deadline', 'The time allowed had passed before the call could be judged.', 'Try again when the machine is less busy.');

const UNSETTLED = ofUs('unsettled', 'Keys or the session changed each time the call was judged.', 'Try again.');

const remembered = (id: string, decision: Decision): Finding => ({
  ...ofUs('seen', `The same call was judged a moment ago (record ${id}).`, undefined, decision),
  stage: 'governance',
});

const usedUp = (link: UsedUp): Finding => ({
  stage: 'authorization',
  ruleId: `capability.${link.violation}`,
  severity: 'high',
  decision: 'deny',
  ...describeUsedUp(link),
});

function overRate(retryAfter: number): Finding {
  const seconds = Math.max(1, Math.ceil(retryAfter / 1_000_000));
  return ofUs(
    'over-rate',
    'The rate of this API key is used up, which looks like a loop that ran away.',
    `Wait ${seconds} seconds, then go on.`,
  );
}
