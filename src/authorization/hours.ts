import type { Analysis } from '../domain/action.ts';
import type { Effect, EffectKind } from '../domain/effect.ts';
import type { Finding } from '../domain/finding.ts';
import type { Hours } from '../domain/policy.ts';
import { isOpen } from '../policy/hours.ts';
import { shown } from '../policy/message.ts';
import { showHours } from '../policy/values.ts';

/** What others notice. Work in the project's own files, commits included, keeps no hours. */
const NOTICED: readonly EffectKind[] = [
  'infra.create',
  'infra.change',
  'infra.destroy',
  'infra.exec',
  'db.write',
  'db.drop',
  'db.truncate',
  'db.admin',
  'storage.delete',
  'package.publish',
  'git.push',
  'net.upload',
];

/** What a call would change for others while one of the windows is closed. */
export function outsideHours(analysis: Analysis, hours: readonly Hours[], now: number): readonly Finding[] {
  if (hours.length === 0) return [];
  const change = firstChange(analysis);
  if (!change) return [];
  return hours
    .filter((window) => !isOpen(window, now))
    .map((window) => ({
      stage: 'authorization',
      ruleId: 'context.hours',
      severity: 'medium',
      decision: window.outside,
      message: `${shown(change.note ?? change.kind)} would change something for others, and it is outside of the hours for that: ${showHours([window])}.`,
      instead: 'Prepare it now and leave it to be run within those hours, or ask a person whose role has `context:hours`.',
    }));
}

function firstChange({ actions }: Analysis): Effect | undefined {
  for (const { effects } of actions) {
    const change = effects.find(isNoticed);
    if (change) return change;
  }
  return undefined;
}

const isNoticed = ({ kind, flags = [], operand }: Effect): boolean =>
  NOTICED.includes(kind) &&
  !operand?.classes.includes('loopback') &&
  !flags.some((flag) => flag === 'local' || flag === 'disposable' || flag === 'undone' || flag === 'content');
