import { DECISIONS, type Decision } from '../domain/decision.ts';
import type { Finding } from '../domain/finding.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { RecordDraft } from '../domain/ports.ts';
import type { Connection } from './sqlite.ts';
import type { Vault } from './vault.ts';

/** How many of the newest records can still be joined to what became of their calls. */
const KEPT = 16_384;
/** A call is judged more than once only where its input or its verdict has changed meanwhile. */
const MOST_JUDGED = 8;

interface Judged {
  readonly id: string;
  readonly decision: Decision;
  readonly input: string;
}

/**
 * Rows name neither sessions nor inputs: both stand behind the keyed hash, so that no guess can be tried against them. A call of a host that
 * gives calls no names is known by its input, and the last of several equal ones is meant.
 */
const callOf = (vault: Vault, { session, toolUseId, inputHash }: RecordDraft): string =>
  vault.handleOf(JSON.stringify(toolUseId === undefined ? ['input', session, inputHash] : ['call', session, toolUseId]));
const inputOf = (vault: Vault, { inputHash = '' }: RecordDraft): string => vault.handleOf(`input:${inputHash}`);

/** Within the transaction of the call's record. */
export function rememberJudged(db: Connection, vault: Vault, draft: RecordDraft, id: string, sequence: number): void {
  if (draft.kind !== 'call' || draft.inputHash === undefined || draft.session === undefined) return;
  db.prepare<[number, string, string, string, string]>(
    'INSERT INTO judged (sequence, record_id, call, input, decision) VALUES (?, ?, ?, ?, ?)',
  ).run(sequence, id, callOf(vault, draft), inputOf(vault, draft), draft.decision);
}

export function forgetJudged(db: Connection, sequence: number): void {
  db.prepare<[number]>('DELETE FROM judged WHERE sequence < ?').run(sequence - KEPT);
}

/** The draft with the record that judged its call, and what of it a person has to look at, in records of their own. */
export function joinOutcome(
  db: Connection,
  vault: Vault,
  draft: RecordDraft,
): readonly [draft: RecordDraft, incidents: readonly RecordDraft[]] {
  const { outcome: ending } = draft;
  if (!ending || draft.session === undefined) return [draft, []];
  const wanted = inputOf(vault, draft);
  const judged = judgedAs(db, callOf(vault, draft), wanted);
  if (!judged) return [draft, []];
  const outcome: Outcome = { ...ending, record: judged.id, decision: judged.decision, input: judged.input === wanted ? 'same' : 'changed' };
  const joined = { ...draft, outcome };
  return [joined, incidentsOf(joined, outcome)];
}

/** The record of this very input where there is one, or else the last one of the call. */
function judgedAs(db: Connection, call: string, input: string): Judged | undefined {
  const rows = db
    .prepare<[string, number], { record_id: string; decision: string; input: string }>(
      'SELECT record_id, decision, input FROM judged WHERE call = ? ORDER BY sequence DESC LIMIT ?',
    )
    .all(call, MOST_JUDGED);
  const row = rows.find((known) => known.input === input) ?? rows[0];
  const decision = DECISIONS.find((known) => known === row?.decision);
  return row && decision ? { id: row.record_id, decision, input: row.input } : undefined;
}

function incidentsOf(draft: RecordDraft, { result, input, edited, record, decision }: Outcome): readonly RecordDraft[] {
  if (result === 'refused') return [];
  const incidents: RecordDraft[] = [];
  if (input === 'changed' && edited !== true)
    incidents.push(
      incident(draft, 'InputChanged', {
        ...OF_THE_LOG,
        ruleId: 'audit.input-changed',
        message: `What ran is not what was judged (record ${record}): something has rewritten the input since, such as another hook.`,
        instead: 'Look at the hooks that the host runs besides this one.',
      }),
    );
  if (result === 'ran' && decision === 'deny' && draft.mode === 'enforce')
    incidents.push(
      incident(draft, 'RanThoughDenied', {
        ...OF_THE_LOG,
        ruleId: 'audit.ran-though-denied',
        severity: 'critical',
        message: `The call ran although it was denied (record ${record}): the host did not heed the answer.`,
        instead: 'Run `hookwarden status`: it says whether the host holds calls back.',
      }),
    );
  return incidents;
}

/** It is over and nothing was stopped: the finding is for whoever reads the log. */
const OF_THE_LOG = { stage: 'audit', severity: 'high', decision: 'allow' } as const;

function incident(draft: RecordDraft, event: string, finding: Finding): RecordDraft {
  const { labels: _labels, ...rest } = draft;
  return { ...rest, kind: 'incident', event, findings: [finding] };
}
