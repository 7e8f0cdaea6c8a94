import type { Severity } from '../domain/decision.ts';
import type { Finding } from '../domain/finding.ts';

/** How likely one finding alone makes a call harmful, in percent. */
const WEIGHTS: Readonly<Record<Severity, number>> = { info: 5, low: 15, medium: 35, high: 60, critical: 90 };
/** A finding that rests on something unknown weighs this share of a certain one. */
const UNCERTAIN = 0.6;

/** 0 to 100: the chance that at least one of the findings is right, were each independent of the others. */
export function riskOf(findings: readonly Finding[]): number {
  const innocent = findings.reduce(
    (chance, { severity, incomplete }) => chance * (1 - (WEIGHTS[severity] * (incomplete ? UNCERTAIN : 1)) / 100),
    1,
  );
  return Math.round(100 * (1 - innocent));
}
