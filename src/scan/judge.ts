import { setJavaScriptParser } from '../actions/code/javascript-loader.ts';
import { parseJavaScript } from '../actions/code/javascript-parser.ts';
import type { Policy } from '../domain/policy.ts';
import type { Principal } from '../domain/principal.ts';
import { systemClock } from '../hook/machine.ts';
import { type Judgement, judgeEvent } from '../pipeline.ts';
import { homeOf } from '../state/folders.ts';
import { type OwnPlaces, rememberFacts } from './facts.ts';
import type { RecordedEvent } from './intake.ts';
import { replay } from './replay.ts';

setJavaScriptParser(() => parseJavaScript);

/** Whom recorded calls are judged as: the role of whoever has set nothing up, with a person to ask. */
export const LOCAL_DEVELOPER: Principal = { id: 'local', name: 'local', role: 'developer', keyId: '' };

export interface ScanJudgeOptions {
  readonly policy: Policy;
  readonly own: OwnPlaces;
  /** The home folder of every event, whatever its log tells. */
  readonly home?: string | undefined;
}

export type ScanJudge = (recorded: RecordedEvent) => Judgement;

/**
 * Begins judges, each for logs of its own, by one policy: what they know of the disk they share. A judge takes events in the order in
 * which they are given, as the hook would have: each session answers for what it did before, and each call is made at its own time.
 * The disk is that of this machine. Calls without a time are made at `now`, in microseconds since 1970.
 */
export function scanJudges({ policy, own, home }: ScanJudgeOptions): (now?: number) => ScanJudge {
  const factsOf = rememberFacts(own);
  const here = homeOf(process.env['HOME']);
  return (now) => {
    const judge = replay((event, facts) => judgeEvent(event, LOCAL_DEVELOPER, facts, policy, systemClock), policy, systemClock);
    return ({ place, event, time, home: there, outcome }) => {
      const facts = factsOf(event.cwd, home ?? there ?? here);
      const known = { source: `line ${place.line}`, neverRan: outcome === 'denied' };
      const at = time ?? now;
      return judge(event, at === undefined ? facts : { ...facts, now: at }, known);
    };
  };
}

export const createScanJudge = (options: ScanJudgeOptions): ScanJudge => scanJudges(options)();
