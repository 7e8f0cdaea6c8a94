import { counted } from '../domain/amounts.ts';
import type { ExceptedCall } from '../domain/policy.ts';
import type { Evidence, ExactCall } from './evidence.ts';
import { isWritable } from './yaml.ts';

/** Why a call that people let through is not proposed. */
export const REASONS = [
  'too-few',
  'refused',
  'unanswered',
  'passes-now',
  'folder-gone',
  'no-rule',
  'absolute',
  'critical',
  'secret',
  'self-protection',
  'session',
  'script',
  'unwritable',
] as const;
export type Reason = (typeof REASONS)[number];

export interface Proposal {
  readonly excepted: ExceptedCall;
  readonly evidence: Evidence;
}

/** What today's policy says of a call: the rules that stop it, where each of them may be lifted for it. */
export type Objections = { readonly rules: readonly string[] } | { readonly reason: Reason };

export interface Proposals {
  readonly proposals: readonly Proposal[];
  /** How many different calls were approved and are not proposed, by why. */
  readonly withheld: Readonly<Partial<Record<Reason, number>>>;
}

/** Of the times that a call was asked about, this share may have no known end: the host was closed, or nobody answered. */
const MOST_UNANSWERED = 0.1;
const DAY = 86_400_000_000;

/** Proposes each call by itself that people approved at least so often and never refused: nothing that nobody has approved. */
export function propose(evidence: readonly Evidence[], least: number, objections: (call: ExactCall) => Objections): Proposals {
  const proposals: Proposal[] = [];
  const withheld: Partial<Record<Reason, number>> = {};
  for (const one of evidence.filter(({ approved }) => approved > 0)) {
    const reason = reasonIn(one, least);
    const objecting = reason === undefined ? objections(one.call) : { reason };
    const excepted = 'rules' in objecting ? exceptedCall(one, objecting.rules) : undefined;
    if (excepted && isWritable(excepted)) proposals.push({ evidence: one, excepted });
    else {
      const why = 'reason' in objecting ? objecting.reason : 'unwritable';
      withheld[why] = (withheld[why] ?? 0) + 1;
    }
  }
  return { proposals: proposals.sort((left, right) => right.evidence.approved - left.evidence.approved), withheld };
}

function reasonIn({ asked, approved, refused }: Evidence, least: number): Reason | undefined {
  if (refused > 0) return 'refused';
  if (approved < least) return 'too-few';
  return asked - approved > MOST_UNANSWERED * asked ? 'unanswered' : undefined;
}

function exceptedCall(evidence: Evidence, rules: readonly string[]): ExceptedCall {
  const { tool, input, in: folder, by } = evidence.call;
  const { description, ...rest } = input;
  // What only describes a command is not compared, and would seem to be.
  const told = typeof input['command'] === 'string' || description === undefined ? rest : input;
  return { rules, tool, input: told, in: folder, by: [by.id], because: becauseOf(evidence) };
}

function becauseOf({ approved, sessions, first, last }: Evidence): string {
  const [from, to] = [first, last].map((time) => new Date(time / 1000).toISOString().slice(0, 10));
  const when = last - first < DAY ? `on ${to}` : `between ${from} and ${to}`;
  return `approved ${counted(approved, 'time')} in ${sessions === 1 ? 'one session' : `${sessions} sessions`} ${when}`;
}
