import { stringify } from 'yaml';
import type { ExceptedCall } from '../domain/policy.ts';
import { readPolicyFile } from '../policy/layer.ts';
import type { Proposal } from './proposal.ts';

/** A hundred such calls are within what a policy may hold. */
const LONGEST = 2000;

/** A layer of a policy with these calls excepted and nothing else, each with what speaks for it. `gist` is a call in a few words. */
export function policyOf(proposals: readonly Proposal[], gist: (proposal: Proposal) => string): string {
  const entries = proposals.flatMap((proposal) => [
    ...commentOf(proposal, gist(proposal)).map((line) => `    # ${line}`),
    ...linesOf(proposal.excepted),
  ]);
  return [...HEAD, ...entries].join('\n');
}

/** Whether a policy can say it: some inputs are too long for one, or have names that no policy takes. */
export function isWritable(excepted: ExceptedCall): boolean {
  const text = [...HEAD, ...linesOf(excepted)].join('\n');
  return text.length <= LONGEST && readPolicyFile({ path: '', text }, excepted.rules).ok;
}

const HEAD = ['version: 1', 'exceptions:', '  calls:'];

const linesOf = (excepted: ExceptedCall): readonly string[] =>
  stringify([excepted], { lineWidth: 0, aliasDuplicateObjects: false })
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`));

function commentOf({ evidence, excepted }: Proposal, gist: string): readonly string[] {
  const { asked, approved, records } = evidence;
  return [
    gist,
    `${approved} of ${asked} times approved, never refused; the newest: ${records.join(', ')}`,
    `lifts ${excepted.rules.join(', ')} for this very call, in this folder`,
  ];
}
