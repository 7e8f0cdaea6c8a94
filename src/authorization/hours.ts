import type { Analysis } from '../domain/action.ts';
import type { Effect, EffectKind } from '../domain/effect.ts';
import type { Finding } from '../domain/finding.ts';
import { DAYS, type Hours } from '../domain/policy.ts';
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

/** By the clock on the wall of the window's time zone, whatever changes of the clock lie between. */
export function isOpen({ timeZone, days, from, to }: Hours, now: number): boolean {
  const { day, minute } = wallClock(now, timeZone);
  const isOn = (index: number): boolean => days.some((name) => name === DAYS.at(index));
  if (from < to) return isOn(day) && minute >= from && minute < to;
  return (isOn(day) && minute >= from) || (isOn(day - 1) && minute < to);
}

const DAY_NAMES: readonly string[] = DAYS;

/** The index of the day in `DAYS` and the minute since midnight. */
function wallClock(now: number, timeZone: string): { readonly day: number; readonly minute: number } {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const parts = new Map(format.formatToParts(now / 1000).map(({ type, value }) => [type, value]));
  return {
    day: DAY_NAMES.indexOf(parts.get('weekday')?.toLowerCase() ?? ''),
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}
