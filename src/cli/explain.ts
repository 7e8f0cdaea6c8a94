import type { Action, Analysis } from '../domain/action.ts';
import type { Effect } from '../domain/effect.ts';
import type { Finding, Verdict } from '../domain/finding.ts';
import { withoutSecrets } from '../domain/secrets/named.ts';
import { coloured, colouredDecision, printable } from './terminal.ts';

const told = (text: string): string => printable(withoutSecrets(text));

/** A trace that a person can read: what the call would do, what flows where, what was found, what was decided. */
export function explain(analysis: Analysis, verdict: Verdict): string {
  const lines = [
    coloured('bold', 'what it would do'),
    ...analysis.actions.flatMap((action, i) => describeAction(action, i)),
    ...(analysis.actions.length === 0 ? ['  nothing that is known to have an effect'] : []),
  ];
  if (analysis.edges.length > 0)
    lines.push(coloured('bold', 'what flows where'), ...analysis.edges.map((edge) => `  ${edge.from + 1} → ${edge.to + 1}`));
  if (analysis.incomplete.length > 0)
    lines.push(coloured('bold', 'not followed to the end'), ...analysis.incomplete.map((reason) => `  ${told(reason)}`));
  lines.push(coloured('bold', 'what was found'), ...verdict.findings.flatMap(describeFinding));
  if (verdict.findings.length === 0) lines.push('  no objection');
  lines.push(`${coloured('bold', 'decision')} ${colouredDecision(verdict.decision)}, risk ${verdict.risk}`);
  return lines.join('\n');
}

function describeAction(action: Action, index: number): string[] {
  const invocation = action.invocation;
  const name = invocation ? [...invocation.wrappers, invocation.program || '(unknown program)'].join(' › ') : action.tool;
  const place = invocation?.cwd ? coloured('dim', ` in ${told(invocation.cwd)}`) : '';
  return [`  ${index + 1} ${told(name)}${place}`, ...action.effects.map((effect) => `      ${describeEffect(effect)}`)];
}

/** One effect in one line: kind, operand, where it leads, classes, flags. */
export function describeEffect(effect: Effect): string {
  const operand = effect.operand;
  const parts: string[] = [effect.kind];
  if (operand) {
    parts.push(told(operand.text));
    if (operand.value !== undefined && operand.value !== operand.text) parts.push(`→ ${told(operand.value)}`);
    const classes = operand.certainty === 'unknown' ? [...operand.classes, 'unknown'] : operand.classes;
    if (classes.length > 0) parts.push(coloured('dim', `(${classes.join(', ')})`));
  }
  if (effect.flags && effect.flags.length > 0) parts.push(`[${effect.flags.join(', ')}]`);
  return parts.join(' ');
}

function describeFinding(finding: Finding): string[] {
  const lines = [
    `  ${colouredDecision(finding.decision)} ${finding.ruleId} (${finding.severity}, ${finding.stage}) ${told(finding.message)}`,
  ];
  if (finding.instead) lines.push(`      instead: ${told(finding.instead)}`);
  return lines;
}
