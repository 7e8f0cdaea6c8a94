import type { Finding } from '../domain/finding.ts';
import { findHidden } from '../domain/hidden-text.ts';
import type { ContentJudge } from './content-judge.ts';
import { findingAt, type GitFinding, NO_SPOT, type Spot } from './finding.ts';
import type { Terms } from './terms.ts';

interface Written {
  readonly path: string;
  readonly text: string;
  readonly before: readonly string[];
  /** The lines that are new; all of them where absent. */
  readonly added?: ReadonlySet<number>;
}

/** What the rules find in a file that they would not have found in it before; what they say of its place they say each time. */
export function contentFindings(written: Written, judge: ContentJudge, { actor }: Terms): readonly GitFinding[] {
  const { path, text, before } = written;
  const found = judge.findings(path, text);
  if (found.length === 0) return [];
  const ofPlace = keysOf(judge.findings(path, ''));
  const known = keysOf(before.flatMap((old) => judge.findings(path, old)));
  return (
    found
      // Of hidden characters the rules show the first alone: which of them are new, their lines tell.
      .filter((one) => ofPlace.has(keyOf(one)) || isHidden(one) || !known.has(keyOf(one)))
      .flatMap((one) => {
        const spot = ofPlace.has(keyOf(one)) ? NO_SPOT : spotOf(one, written, judge);
        if (!spot) return [];
        const { ruleId, severity } = one;
        // What an agent must not take away from its own guard, a person may change: by saying so.
        const isOwn = actor.kind !== 'agent' && one.decision === 'deny' && ruleId.startsWith('self-protection.');
        const decision = isOwn ? 'ask' : one.decision;
        return [
          findingAt(
            { ruleId, severity, decision, path, message: one.message, mend: one.instead ?? 'Take it out, or ask a person to commit it.' },
            spot,
          ),
        ];
      })
  );
}

const isHidden = ({ ruleId }: Finding): boolean => ruleId.startsWith('evasion.hidden');

const keyOf = ({ ruleId, message }: Finding): string => `${ruleId}\0${message}`;
const keysOf = (findings: readonly Finding[]): ReadonlySet<string> => new Set(findings.map(keyOf));

/** The new line on which the rule begins to speak: found by halving, for a rule speaks of a file and not of a line. */
function spotOf(finding: Finding, { path, text, added }: Written, judge: ContentJudge): Spot | undefined {
  if (isHidden(finding)) return hiddenSpot(text, added);
  const lines = text.split('\n');
  const speaks = (count: number): boolean =>
    judge.findings(path, lines.slice(0, count).join('\n')).some(({ ruleId }) => ruleId === finding.ruleId);
  let [low, high] = [0, lines.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (speaks(middle)) high = middle;
    else low = middle;
  }
  return wholeLine(lines, nearestAdded(high, added));
}

/** Of a hidden character that was there before nothing is said. */
function hiddenSpot(text: string, added: ReadonlySet<number> | undefined): Spot | undefined {
  for (const [at, line] of text.split('\n').entries()) {
    if (added && !added.has(at + 1)) continue;
    const [hidden] = findHidden(line, 'tolerant');
    if (hidden) return { line: at + 1, column: hidden.start + 1, endColumn: hidden.end + 1, text: line };
  }
  return added ? undefined : NO_SPOT;
}

const nearestAdded = (line: number, added: ReadonlySet<number> | undefined): number =>
  !added || added.has(line) ? line : ([...added].findLast((one) => one <= line) ?? [...added][0] ?? line);

export function wholeLine(lines: readonly string[], line: number): Spot {
  const text = lines[line - 1] ?? '';
  return { line, column: text.length - text.trimStart().length + 1, endColumn: text.trimEnd().length + 1, text };
}
