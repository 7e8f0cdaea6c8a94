import { fitsGlob } from '../policy/glob.ts';
import { allowancesIn } from '../secrets/allow-comments.ts';
import type { GitFinding } from './finding.ts';
import type { Terms } from './terms.ts';

/**
 * What persons have said about findings: exceptions of the policy, the baseline, and comments in the text. A comment that an agent commits
 * lets nothing through, or it could excuse itself: a person is asked. What is absolute nobody excuses.
 */
export function settle(findings: readonly GitFinding[], text: string | undefined, terms: Terms): readonly GitFinding[] {
  if (findings.length === 0) return findings;
  const { policy, settings, baseline, actor } = terms;
  const { reasonFor } = allowancesIn(text ?? '');
  return findings.map((finding) => {
    const { ruleId, path, line, fingerprint } = finding;
    if (finding.decision === 'allow' || policy.rules.some(({ id, absolute }) => id === ruleId && absolute === true)) return finding;
    const exception = settings.exceptions.find(
      ({ paths, rules }) => rules.some((glob) => fitsGlob(glob, ruleId)) && paths.some((glob) => fitsGlob(glob, path)),
    );
    if (exception) return { ...finding, decision: 'allow', because: `an exception of the policy: ${exception.reason}` };
    if (baseline.fingerprints.has(fingerprint)) return { ...finding, decision: 'allow', because: 'it stands in the baseline' };
    const reason = reasonFor(ruleId, line);
    if (reason === undefined) return finding;
    return actor.kind === 'agent'
      ? { ...finding, decision: 'ask', because: `a comment of an agent's own (${reason}): a person has to say so` }
      : { ...finding, decision: 'allow', because: `a comment: ${reason}` };
  });
}
