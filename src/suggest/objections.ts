import type { Analysis } from '../domain/action.ts';
import type { Effect, EffectKind } from '../domain/effect.ts';
import type { OperandClass, Rule } from '../domain/rule.ts';
import { NOT_KNOWN_SAFE } from '../domain/rule.ts';
import type { Judgement } from '../pipeline.ts';
import type { Objections, Reason } from './proposal.ts';

/** Packs that are about secrets, or about this guard. */
const SECRET_PACKS: readonly string[] = ['credentials', 'exfiltration'];
const SELF_PACKS: readonly string[] = ['self-protection'];
const SECRET_CLASSES: readonly OperandClass[] = ['secret', 'sensitive'];
const SELF_CLASSES: readonly OperandClass[] = ['own-state', 'agent-config', 'agent-hooks', 'agent-folder'];
/** What such a call does is not said by the call: it stands in a file, or only the run tells. */
const ELSEWHERE: readonly EffectKind[] = ['opaque', 'package.script'];

/**
 * What stops a call today, where a standing exception may lift all of it. `blind` is the same call judged without the contents of any
 * file: where that is another judgement, the call is not all that the judgement rests on.
 */
export function objectionsTo(judged: Judgement, blind: Judgement, ruleOf: (id: string) => Rule | undefined): Objections {
  const { verdict, analysis, waivable } = judged;
  const stopping = [...new Set(verdict.findings.filter(({ decision }) => decision !== 'allow').map(({ ruleId }) => ruleId))].sort();
  if (stopping.length === 0) return { reason: 'passes-now' };
  const against = stopping.flatMap((id) => reasonAgainst(id, ruleOf(id)) ?? [])[0] ?? reasonIn(analysis);
  if (against !== undefined) return { reason: against };
  if (waivable === undefined) return { reason: 'no-rule' };
  const rests = JSON.stringify([verdict.findings, analysis.actions]) !== JSON.stringify([blind.verdict.findings, blind.analysis.actions]);
  return rests ? { reason: 'script' } : { rules: stopping };
}

function reasonAgainst(id: string, rule: Rule | undefined): Reason | undefined {
  const [pack = ''] = id.split('.');
  if (!rule) return id === NOT_KNOWN_SAFE ? undefined : 'no-rule';
  if (rule.absolute) return 'absolute';
  if (rule.severity === 'critical') return 'critical';
  if (SELF_PACKS.includes(pack)) return 'self-protection';
  if (SECRET_PACKS.includes(pack) || rule.context === 'sensitive-files') return 'secret';
  return rule.session ? 'session' : undefined;
}

function reasonIn({ actions, incomplete }: Analysis): Reason | undefined {
  const effects = actions.flatMap((action) => action.effects);
  if (effects.some((effect) => effect.kind.startsWith('secret.') || isOn(effect, SECRET_CLASSES))) return 'secret';
  if (effects.some((effect) => effect.kind.startsWith('guard.') || isOn(effect, SELF_CLASSES))) return 'self-protection';
  return incomplete.length > 0 || effects.some(saysNothing) ? 'script' : undefined;
}

const isOn = ({ operand }: Effect, classes: readonly OperandClass[]): boolean =>
  operand?.classes.some((name) => classes.includes(name)) === true;

const saysNothing = ({ kind, flags }: Effect): boolean =>
  ELSEWHERE.includes(kind) || (kind === 'code.eval' && flags?.includes('literal') !== true);
