import type { Action } from '../domain/action.ts';
import type { Effect } from '../domain/effect.ts';
import type { EffectPattern, OperandClass, Truth } from '../domain/rule.ts';
import { fitsGlob } from './glob.ts';

export const and = (left: Truth, right: Truth): Truth =>
  left === 'false' || right === 'false' ? 'false' : left === 'unknown' || right === 'unknown' ? 'unknown' : 'true';

/**
 * Whether an effect fits a pattern. `possible` is what a class counts as that an operand may have but need not: `when` takes it for
 * true, since naming it is the analysis's warning; `unless` takes it for unknown, since an excuse must be certain.
 */
export function fits(pattern: EffectPattern, effect: Effect, action: Action, possible: Truth): Truth {
  if (!pattern.effect.includes(effect.kind) || !fitsFlags(pattern, effect)) return 'false';
  let truth: Truth = 'true';
  if (pattern.tool && !pattern.tool.some((glob) => fitsGlob(glob, action.tool))) return 'false';
  if (pattern.program) truth = and(truth, fitsProgram(pattern.program, action));
  if (pattern.wrapper) truth = and(truth, pattern.wrapper.some((name) => action.invocation?.wrappers.includes(name)) ? 'true' : 'false');
  if (pattern.class) truth = and(truth, hasClass(pattern.class, effect, possible));
  if (pattern.notClass) truth = and(truth, lacksClass(pattern.notClass, effect));
  if (pattern.value && truth !== 'false') truth = and(truth, fitsValue(pattern.value, effect));
  return truth;
}

function fitsFlags(pattern: EffectPattern, effect: Effect): boolean {
  const flags = effect.flags ?? [];
  if (pattern.flags && !pattern.flags.every((flag) => flags.includes(flag))) return false;
  if (pattern.anyFlag && !pattern.anyFlag.some((flag) => flags.includes(flag))) return false;
  return !pattern.notFlags?.some((flag) => flags.includes(flag));
}

function fitsProgram(programs: readonly string[], action: Action): Truth {
  if (!action.invocation) return 'false';
  if (action.invocation.program === '') return 'unknown';
  return programs.includes(action.invocation.program) ? 'true' : 'false';
}

function hasClass(wanted: readonly OperandClass[], effect: Effect, possible: Truth): Truth {
  const operand = effect.operand;
  if (!operand) return 'unknown';
  if (operand.classes.some((name) => wanted.includes(name))) return operand.certainty === 'unknown' ? possible : 'true';
  return operand.certainty === 'unknown' && operand.classes.length === 0 ? 'unknown' : 'false';
}

function lacksClass(refused: readonly OperandClass[], effect: Effect): Truth {
  const operand = effect.operand;
  if (!operand) return 'true';
  if (operand.classes.some((name) => refused.includes(name))) return 'false';
  return operand.certainty === 'unknown' ? 'unknown' : 'true';
}

function fitsValue(globs: readonly string[], effect: Effect): Truth {
  const operand = effect.operand;
  if (!operand || (operand.certainty === 'unknown' && operand.value === undefined)) return 'unknown';
  const text = operand.value ?? operand.text;
  return globs.some((glob) => fitsGlob(glob, text)) ? 'true' : 'false';
}
