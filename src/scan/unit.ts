import type { Decision } from '../domain/decision.ts';
import type { Verdict } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import { withoutSecrets } from '../domain/secrets/named.ts';
import { type Aggregate, createAggregator } from './aggregate.ts';
import { readEvents } from './events.ts';
import type { OwnPlaces } from './facts.ts';
import { isCall, type RecordedEvent } from './intake.ts';
import { scanJudges } from './judge.ts';
import { type Part, takesLine } from './part.ts';
import type { Format, RowHead, ScanRow } from './row.ts';
import { nameCleaner, summaryOf } from './summary.ts';

/** A source, or a part of its sessions. */
export interface Unit {
  readonly path: string;
  /** When it was changed last, which is when calls are taken to be made of which it does not tell; microseconds since 1970. */
  readonly modified: number;
  readonly part?: Part;
  /** Whether a person has named it, so that it is a fault where it is no log. */
  readonly named: boolean;
}

export interface UnitOptions {
  readonly policy: Policy;
  readonly own: OwnPlaces;
  readonly home?: string | undefined;
  readonly format?: Format | undefined;
  /** Calls before are only looked at for what they leave to later ones; microseconds since 1970. */
  readonly since?: number | undefined;
  readonly rows: 'none' | 'found' | 'all';
}

/** What has been judged since the batch before. */
export interface Batch {
  /** In the order of their lines. */
  readonly rows: readonly ScanRow[];
  /** Rows of later batches stand behind this line. */
  readonly upTo: number;
  /** Read since; of a part its share. */
  readonly bytes: number;
  readonly calls: number;
}

export type ScanUnit = (unit: Unit) => AsyncGenerator<Batch, Aggregate>;

/** Makes what reads and judges one unit after another in this thread. Of one unit it yields the same whatever came before. */
export function unitScanner(options: UnitOptions): ScanUnit {
  const judges = scanJudges(options);
  const clean = nameCleaner();
  const { since = 0, rows: wanted } = options;
  return async function* (unit) {
    const judge = judges(unit.modified);
    const counted = createAggregator();
    let [rows, bytes, calls, upTo]: [ScanRow[], number, number, number] = [[], 0, 0, 0];
    let [whole, format]: [number, Format | undefined] = [0, undefined];
    const isOwner = unit.part === undefined || unit.part.take === 0;
    const takes = unit.part && takesLine(unit.part);
    const events = readEvents(unit.path, {
      format: options.format,
      ...(takes && { takes }),
      onRead: (count) => {
        bytes += count / (unit.part?.of ?? 1);
        whole += count;
      },
      onFormat: (found) => {
        format = found;
      },
      onProblem: (problem) => {
        const isNoLog = problem.line === 0 && format === undefined;
        if (problem.line > 0 || (isOwner && (!isNoLog || unit.named))) counted.problem({ ...problem, source: clean(problem.source) });
      },
    });
    for await (const batch of events) {
      for (const recorded of batch) {
        const { verdict } = judge(recorded);
        upTo = recorded.place.line;
        if (!isCall(recorded) || (recorded.time !== undefined && recorded.time < since)) continue;
        calls += 1;
        const head = headOf(recorded, verdict, clean);
        let made: ScanRow | undefined;
        const row = (): ScanRow => {
          made ??= rowOf(recorded, head);
          return made;
        };
        counted.call(head, row);
        if (isWanted(verdict.decision, wanted)) rows.push(row());
      }
      yield { rows, bytes, calls, upTo };
      [rows, bytes, calls] = [[], 0, 0];
    }
    if (isOwner && format !== undefined) counted.source(format, whole);
    return counted.result();
  };
}

const isWanted = (decision: Decision, wanted: UnitOptions['rows']): boolean =>
  wanted === 'all' || (wanted === 'found' && decision !== 'allow');

function headOf({ place, event, time, outcome }: RecordedEvent, verdict: Verdict, clean: (name: string) => string): RowHead {
  const { agentId, tool } = event;
  return {
    source: clean(place.source),
    line: place.line,
    format: place.format,
    host: event.host,
    session: clean(event.sessionId),
    ...(agentId !== undefined && { agent: clean(agentId) }),
    project: clean(event.cwd),
    ...(time !== undefined && { time }),
    tool: clean(tool?.name ?? event.name),
    outcome,
    decision: verdict.decision,
    risk: verdict.risk,
    findings: verdict.findings.map(({ ruleId, severity, decision, message }) => ({ ruleId, severity, decision, message })),
  };
}

function rowOf({ event: { tool } }: RecordedEvent, head: RowHead): ScanRow {
  const call = tool?.useId;
  return { ...head, ...(call !== undefined && { call: withoutSecrets(call) }), summary: summaryOf(tool?.input ?? {}) };
}
