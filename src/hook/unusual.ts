import { featuresOf } from '../behaviour/features.ts';
import { shortName, unusualIn } from '../behaviour/usual.ts';
import type { Analysis } from '../domain/action.ts';
import type { Facts } from '../domain/facts.ts';
import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Store } from '../domain/ports.ts';
import type { Principal } from '../domain/principal.ts';
import { shown } from '../policy/message.ts';

/** What of a call is not usual of this principal here, where the policy wants that noted. It stops nothing. */
export function unusual(
  analysis: Analysis,
  { id }: Principal,
  { machine, now }: Pick<Facts, 'machine' | 'now'>,
  { unusual: wanted, withheld }: Policy,
  usualOf: Store['usual'],
): readonly Finding[] {
  const usual = wanted === 'note' ? usualOf(id, machine.project) : undefined;
  if (usual === undefined || usual === '') return [];
  const features = featuresOf(analysis, machine, now);
  const found = unusualIn(usual, features);
  if (found.length === 0) return [];
  const sends = features.uploads.some((host) => found.includes(`host ${shortName(host)}`));
  return [
    {
      stage: 'governance',
      ruleId: 'governance.unusual',
      severity: sends ? 'medium' : 'low',
      decision: 'allow',
      message: `This is not usual here: ${shown(found.join(', '), withheld)}.`,
    },
  ];
}
