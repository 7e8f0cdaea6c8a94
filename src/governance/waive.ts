import type { Analysis } from '../domain/action.ts';
import type { Effect } from '../domain/effect.ts';
import type { HookEvent } from '../domain/event.ts';
import type { Grant } from '../domain/exception.ts';
import type { Facts } from '../domain/facts.ts';
import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Principal } from '../domain/principal.ts';
import { NOT_KNOWN_SAFE } from '../domain/rule.ts';
import { fitsGlob } from '../policy/glob.ts';
import { ruleNamed } from '../policy/rule-index.ts';
import { exceptedHere } from './excepted.ts';

/** Raised where a session was denied too often; it goes when what it is about goes. */
export const STRIKES = 'governance.strikes';
/** What the strict profile asks about is a matter of course for a person to answer. */
const WAIVABLE: readonly string[] = [NOT_KNOWN_SAFE, STRIKES];

export interface Waived {
  readonly findings: readonly Finding[];
  /** The exceptions for one call that this call would use up. */
  readonly used: readonly string[];
}

/** The ids of the rules that stop a call, where a person may let it through; undefined where something else stops it, too. */
export function waivableRules(findings: readonly Finding[], policy: Policy): readonly string[] | undefined {
  const objections = findings.filter(({ decision }) => decision !== 'allow');
  if (objections.length === 0 || !objections.every(({ ruleId }) => isWaivable(ruleId, policy))) return undefined;
  return [...new Set(objections.map(({ ruleId }) => ruleId))].filter((id) => id !== STRIKES).sort();
}

/** What lets calls pass: a grant, or a word of the policy about this very call. */
type Lift = Grant | { readonly kind: 'policy'; readonly rules: readonly string[] };

/** What is left to object to where a person has let something through: never less than what absolute rules and earlier stages say. */
export function waive(
  findings: readonly Finding[],
  event: HookEvent,
  principal: Principal,
  analysis: Analysis,
  facts: Facts,
  policy: Policy,
): Waived {
  const granted = (facts.grants ?? []).filter(({ path }) => path === undefined || staysBelow(path, event, analysis));
  const excepted = findings.length === 0 ? [] : exceptedHere(event, principal, policy);
  if (granted.length + excepted.length === 0) return { findings, used: [] };
  const here: readonly Lift[] = [...excepted.map(({ rules }) => ({ kind: 'policy', rules }) as const), ...granted];
  const all = lift(findings, here, policy);
  // One that is for a single call is not used up by a call that does not run.
  return all.findings.every(({ decision }) => decision === 'allow')
    ? all
    : lift(
        findings,
        here.filter(({ kind }) => kind !== 'once'),
        policy,
      );
}

function lift(findings: readonly Finding[], grants: readonly Lift[], policy: Policy): Waived {
  const used = new Set<string>();
  const lifted = findings.flatMap((finding) => {
    if (finding.decision === 'allow' || !isWaivable(finding.ruleId, policy)) return [finding];
    // A longer one first, so that it spares the one that is for a single call.
    const grant = grants.find((one) => one.kind !== 'once' && lifts(one, finding)) ?? grants.find((one) => lifts(one, finding));
    if (!grant) return [finding];
    if (grant.kind === 'once') used.add(grant.id);
    return [{ ...finding, decision: 'allow' } as const, told(finding, grant)];
  });
  return { findings: lifted, used: [...used] };
}

const lifts = ({ kind, rules }: Lift, { ruleId }: Finding): boolean => kind === 'pause' || rules.includes(ruleId);

const isWaivable = (id: string, policy: Policy): boolean => {
  const rule = ruleNamed(id, policy);
  return rule ? rule.absolute !== true : WAIVABLE.includes(id);
};

const told = ({ stage, ruleId, decision }: Finding, lift: Lift): Finding => ({
  stage,
  ruleId: `exceptions.${lift.kind}`,
  severity: 'info',
  decision: 'allow',
  message: `${lift.kind === 'policy' ? 'The policy lets this very call through' : letThrough(lift)}; ${ruleId} would have decided ${decision}.`,
});

const letThrough = ({ id, expiresAt }: Grant): string =>
  `A person let this through (${id}, until ${new Date(expiresAt / 1000).toISOString().slice(11, 16)} UTC)`;

/** Whether a call stays in a place, as far as it says where it works and what it changes; what only the run can tell does not. */
function staysBelow(place: string, { cwd }: HookEvent, { actions }: Analysis): boolean {
  const isBelow = (path: string): boolean => fitsGlob(place, path) || fitsGlob(`${place.replace(/\/+$/, '')}/**`, path);
  const changes = ({ kind, operand }: Effect): boolean =>
    kind.startsWith('file.') && kind !== 'file.read' && operand !== undefined && !operand.classes.includes('temp');
  return (
    isBelow(cwd) &&
    actions.every(({ invocation }) => invocation?.cwd === undefined || isBelow(invocation.cwd)) &&
    actions.every(({ effects }) =>
      effects.every((effect) => {
        const path = effect.operand?.certainty === 'unknown' ? undefined : effect.operand?.value;
        return !changes(effect) || path === '/dev/null' || (path !== undefined && isBelow(path));
      }),
    )
  );
}
