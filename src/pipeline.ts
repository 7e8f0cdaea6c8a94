import { analyze, analyzeResponse } from './actions/index.ts';
import { authorize } from './authorization/authorize.ts';
import type { Covered } from './authorization/held.ts';
import { type Analysis, NO_ACTIONS } from './domain/action.ts';
import { type Decision, type Mode, stricter } from './domain/decision.ts';
import type { HookEvent } from './domain/event.ts';
import type { Facts } from './domain/facts.ts';
import type { Finding, Stage, Verdict } from './domain/finding.ts';
import type { Policy } from './domain/policy.ts';
import type { Clock } from './domain/ports.ts';
import type { Principal } from './domain/principal.ts';
import type { Label } from './domain/session.ts';
import { govern } from './governance/govern.ts';
import { askWhereUnknown, isProvenReading } from './governance/known-safe.ts';
import { labelsOf } from './governance/labels.ts';
import { review } from './governance/review.ts';
import { riskOf } from './governance/risk.ts';
import { waivableRules, waive } from './governance/waive.ts';
import { namesOf } from './policy/context.ts';
import { arrange } from './policy/match.ts';
import { shown } from './policy/message.ts';

export interface Judgement {
  readonly analysis: Analysis;
  readonly verdict: Verdict;
  /** What the session has to remember of it, if it runs. */
  readonly labels: readonly Label[];
  /** Nothing speaks against it, it is proven to read and nothing else, and the policy lets that be said. */
  readonly approved?: boolean;
  /** The exceptions for a single call that it uses up, if it runs. */
  readonly used?: readonly string[];
  /** The rules that stop it, where they are all that does and a person may let it through. */
  readonly waivable?: readonly string[];
  /** What the capabilities that bound it say of it. */
  readonly covered?: Covered;
  /** Microseconds spent in each stage that ran. */
  readonly timings: Readonly<Partial<Record<Stage, number>>>;
}

/** Holds what a call would do against the capabilities that bound it. */
export type Cover = (analysis: Analysis) => Covered;

const NOTHING: Covered = { findings: [], relied: [], uses: [] };
const UNBOUNDED: Cover = () => NOTHING;

/** Stages 3 and 4: what the call would do, whether this principal may, and what the rules say of it. Pure but for the clock. */
export function judgeEvent(
  event: HookEvent,
  principal: Principal,
  facts: Facts,
  policy: Policy,
  clock: Clock,
  cover: Cover = UNBOUNDED,
): Judgement {
  const start = clock.elapsed();
  try {
    const analysis = afterSession(analyze(event, facts, namesOf(policy.context)), facts);
    const analysed = clock.elapsed();
    const occurrences = arrange(analysis);
    const covered = cover(analysis);
    const permitted = [...authorize(principal, event, occurrences, policy, facts), ...covered.findings];
    const authorized = clock.elapsed();
    const ruled = govern(event, occurrences, policy, facts.attended);
    const governed = ruled.some(({ decision }) => decision !== 'allow')
      ? ruled
      : [...ruled, ...askWhereUnknown(analysis, policy, facts.machine.project)];
    const { findings, used } = waive([...permitted, ...governed], event, principal, analysis, facts, policy);
    const waivable = waivableRules(findings, policy);
    const approved = findings.length === 0 && isProvenReading(event, analysis, policy, facts.machine);
    const end = clock.elapsed();
    return {
      analysis,
      verdict: combine(findings, 'governance'),
      approved,
      labels: labelsOf(analysis),
      used,
      ...(covered !== NOTHING && { covered }),
      ...(waivable && { waivable }),
      timings: { authorization: authorized - analysed, governance: end - authorized + (analysed - start) },
    };
  } catch (error) {
    const timings = { governance: clock.elapsed() - start };
    return { analysis: NO_ACTIONS, verdict: combine([failed(error)], 'governance'), labels: [], timings };
  }
}

/** An event that nothing can stop: what a tool gave back is looked at and remembered. */
export function reviewEvent(event: HookEvent, policy: Policy, clock: Clock): Judgement {
  const start = clock.elapsed();
  const analysis = analyzeResponse(event);
  const verdict = combine(review(event, analysis, policy), 'governance');
  return { analysis, verdict, labels: labelsOf(analysis), timings: { governance: clock.elapsed() - start } };
}

/** What the session remembers of a call that was answered so. No host says what a person answered: one that was asked about counts as run. */
export const remembered = ({ labels }: Judgement, answer: Decision, mode: Mode): readonly Label[] =>
  answer === 'deny' && mode === 'enforce' ? NO_LABELS : labels;

const NO_LABELS: readonly Label[] = [];

/** The rules see what earlier calls did beside what this one would do. */
const afterSession = (analysis: Analysis, { session }: Facts): Analysis =>
  session && session.length > 0 ? { ...analysis, session } : analysis;

/** A bug of ours denies the call that shows it, and that call alone: the denial is recorded like any other. */
const failed = (error: unknown): Finding => ({
  stage: 'governance',
  ruleId: 'governance.failure',
  severity: 'high',
  decision: 'deny',
  message: `The guard failed on this call (${shown(error instanceof Error ? `${error.name}: ${error.message}` : 'an error')}).`,
  instead: 'Write it in another way, and report this.',
  incomplete: true,
});

/** The strictest of all findings, whatever their order; none means no objection. */
export function combine(findings: readonly Finding[], stage: Stage): Verdict {
  const decision = findings.reduce<Decision>((strictest, finding) => stricter(strictest, finding.decision), 'allow');
  return { decision, stage, findings, risk: riskOf(findings) };
}
