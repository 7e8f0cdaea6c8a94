import type { SecretFinding } from '../secrets/finding.ts';
import { scanText } from '../secrets/scan-text.ts';
import type { Content } from './changes.ts';
import { contentFindings } from './content-findings.ts';
import { contentJudge } from './content-judge.ts';
import type { GitFinding } from './finding.ts';
import { ownFindings, tooLarge } from './own-rules.ts';
import type { Change } from './raw-diff.ts';
import { settle } from './settle.ts';
import type { Terms } from './terms.ts';

/** Looks at one change; the findings that do not count say why. */
export type Examine = (change: Change, content: Content) => Promise<readonly GitFinding[]>;

/** Everything that is looked for in a commit. */
export function commitExaminer(terms: Terms): Examine {
  const judge = contentJudge(terms);
  return async (change, content) => {
    const own = [...ownFindings(change, content, judge, terms), ...(await secretsInName(change))];
    if (content.kind === 'submodule') return settle(own, undefined, terms);
    if (content.kind === 'too-large') return settle([...own, tooLarge(change, content.size, terms)], undefined, terms);
    const { path, from } = change;
    const { text, asRun, added, before } = content;
    if (added?.size === 0 && from === undefined) return settle(own, undefined, terms);
    // Where a file lies says what it does: moved to another place, all of it is new. Of what is no text no line tells what is new.
    const isWhole = from !== undefined || asRun !== undefined;
    const written = isWhole ? { path, text: asRun ?? text, before: [] } : { path, text, before, ...(added && { added }) };
    const rules = change.after.kind === 'link' ? [] : contentFindings(written, judge, terms);
    return settle([...own, ...rules, ...(await secretsIn(path, text, added))], text, terms);
  };
}

/** What is looked for once more before commits leave the machine: other programs may have made them. */
export function pushExaminer(terms: Terms): Examine {
  const judge = contentJudge(terms);
  return async (change, content) => {
    const ofFile = ownFindings(change, content, judge, terms).filter(({ ruleId }) => ruleId === 'commit.credential-file');
    const own = [...ofFile, ...(await secretsInName(change))];
    if (content.kind === 'submodule') return [];
    if (content.kind === 'too-large') return settle([...own, tooLarge(change, content.size, terms)], undefined, terms);
    return settle([...own, ...(await secretsIn(change.path, content.text, content.added))], content.text, terms);
  };
}

export async function secretsIn(path: string, text: string, lines?: ReadonlySet<number>): Promise<readonly GitFinding[]> {
  if (lines?.size === 0) return [];
  const { findings, allowed } = await scanText({ path, text, ...(lines && { lines }) });
  return [...findings, ...allowed.map(({ finding }) => finding)].map(asGitFinding);
}

/** Names hold digests and numbers of all kinds beside the names of services: only what its form proves is a secret there. */
async function secretsInName({ path, before, from }: Change): Promise<readonly GitFinding[]> {
  if (before.length > 0 && from === undefined) return [];
  return (await secretsIn('the name of a file', path)).filter(({ decision }) => decision === 'deny');
}

function asGitFinding({ certainty, ...finding }: SecretFinding): GitFinding {
  return { ...finding, decision: certainty === 'certain' ? 'deny' : 'ask' };
}
