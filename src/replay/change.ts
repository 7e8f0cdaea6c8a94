import { DECISIONS, type Decision, SEVERITIES, type Severity } from '../domain/decision.ts';
import type { Finding, Verdict } from '../domain/finding.ts';

/** What becomes of a call under another policy, gravest first. */
export const CHANGES = ['newly-passed', 'laxer', 'newly-stopped', 'stricter', 'other-reason'] as const;
export type ChangeKind = (typeof CHANGES)[number];

export interface Change {
  readonly kind: ChangeKind;
  readonly before: Decision;
  readonly after: Decision;
  /** The rules that decide otherwise than before, in alphabetical order. */
  readonly rules: readonly string[];
  /** The most severe objection of those rules: of what is let go where it is laxer, else of what now objects. */
  readonly severity: Severity;
}

type Verdicts = readonly [before: Pick<Verdict, 'decision' | 'findings'>, after: Pick<Verdict, 'decision' | 'findings'>];

/** What is different between two verdicts on one call; undefined where nobody would notice. */
export function changeOf(...[before, after]: Verdicts): Change | undefined {
  const [said, says] = [objectionsOf(before.findings), objectionsOf(after.findings)];
  const rules = [...new Set([...said.keys(), ...says.keys()])].filter((id) => said.get(id)?.decision !== says.get(id)?.decision).sort();
  const kind = kindOf(before.decision, after.decision);
  if (kind === undefined || (kind === 'other-reason' && rules.length === 0)) return undefined;
  const [weighed, other] = isLaxer(kind) ? [said, says] : [says, said];
  const found = rules.flatMap((id) => weighed.get(id) ?? []);
  const severity = mostSevere(found.length > 0 ? found : rules.flatMap((id) => other.get(id) ?? []));
  return { kind, before: before.decision, after: after.decision, rules, severity };
}

export const isLaxer = (kind: ChangeKind): boolean => kind === 'newly-passed' || kind === 'laxer';
export const isStricter = (kind: ChangeKind): boolean => kind === 'newly-stopped' || kind === 'stricter';

function kindOf(before: Decision, after: Decision): ChangeKind | undefined {
  const step = DECISIONS.indexOf(after) - DECISIONS.indexOf(before);
  if (step < 0) return after === 'allow' ? 'newly-passed' : 'laxer';
  if (step > 0) return before === 'allow' ? 'newly-stopped' : 'stricter';
  // What is only noted stops nobody.
  return before === 'allow' ? undefined : 'other-reason';
}

/** The strictest objection of each rule. */
function objectionsOf(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const strictest = new Map<string, Finding>();
  for (const finding of findings) {
    const known = strictest.get(finding.ruleId);
    const isMore = !known || DECISIONS.indexOf(known.decision) < DECISIONS.indexOf(finding.decision);
    if (finding.decision !== 'allow' && isMore) strictest.set(finding.ruleId, finding);
  }
  return strictest;
}

const mostSevere = (findings: readonly Finding[]): Severity =>
  SEVERITIES.findLast((severity) => findings.some((finding) => finding.severity === severity)) ?? 'info';
