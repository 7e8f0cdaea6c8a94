import { entriesOf } from '../domain/call-input.ts';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import type { Principal } from '../domain/principal.ts';
import { recentMap } from '../domain/recent.ts';

/** A call as it was made, whole. */
export interface ExactCall {
  readonly tool: string;
  readonly input: JsonObject;
  readonly in: string;
  readonly by: Principal;
  readonly session: string;
}

/** What the log says of how people answered one call, whenever it was made. */
export interface Evidence {
  readonly call: ExactCall;
  /** How often it was asked about, or a person had let it pass. */
  readonly asked: number;
  /** How often it then ran, unchanged. */
  readonly approved: number;
  /** How often a person or the host said no, or had changed it. */
  readonly refused: number;
  readonly sessions: number;
  /** When it was first and last approved: microseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** The ids of the newest records of calls that were approved. */
  readonly records: readonly string[];
}

interface Group extends Omit<Evidence, 'sessions'> {
  readonly sessions: ReadonlySet<string>;
}

export interface EvidenceTally {
  readonly add: (record: JsonObject) => void;
  /** In the order in which the calls were first made. */
  readonly evidence: () => readonly Evidence[];
  /** Calls of which too little is kept to be told from others: what is redacted or cut short. */
  readonly inexact: () => number;
}

const MOST_CALLS = 20_000;
/** Calls whose end has not been seen; the oldest are given up. */
const MOST_OPEN = 10_000;
const MOST_SESSIONS = 100;
const RECORDS_KEPT = 3;
/** An export may hold any: what is no id would stand in the proposed policy as whatever it says. */
const RECORD_ID = /^[\w-]{1,64}$/;

/** Records of one log, oldest first. `exact` is the call that a record is of, where all of it is kept. */
export function gatherEvidence(exact: (record: JsonObject) => ExactCall | undefined): EvidenceTally {
  const groups = new Map<string, Group>();
  const open = recentMap<string, { readonly key: string; readonly session: string; readonly time: number }>(MOST_OPEN);
  let inexact = 0;
  const ask = (record: JsonObject): void => {
    const call = exact(record);
    const id = stringAt(record, 'id');
    if (!call || id === undefined || !RECORD_ID.test(id)) {
      inexact++;
      return;
    }
    const key = keyOf(call);
    const known = groups.get(key) ?? { ...NOTHING, call, sessions: new Set<string>() };
    if (known.asked === 0 && groups.size >= MOST_CALLS) return;
    groups.set(key, { ...known, asked: known.asked + 1 });
    open.set(id, { key, session: call.session, time: timeOf(record) });
  };
  const end = (outcome: JsonObject): void => {
    const id = stringAt(outcome, 'record');
    const begun = id === undefined ? undefined : open.get(id);
    const group = begun && groups.get(begun.key);
    if (id === undefined || !begun || !group) return;
    open.delete(id);
    const ran = outcome['result'] === 'ran' || outcome['result'] === 'failed';
    const unchanged = outcome['input'] === 'same' && outcome['edited'] !== true;
    if (ran && unchanged) groups.set(begun.key, withApproval(group, id, begun));
    else if (ran || outcome['result'] === 'refused') groups.set(begun.key, { ...group, refused: group.refused + 1 });
  };
  return {
    add: (record) => {
      if (record['kind'] === 'call' && wasUpToPerson(record)) ask(record);
      else if (isObject(record['outcome'])) end(record['outcome']);
    },
    evidence: () => [...groups.values()].map((group) => ({ ...group, sessions: group.sessions.size })),
    inexact: () => inexact,
  };
}

const NOTHING = { asked: 0, approved: 0, refused: 0, first: 0, last: 0, records: [] };

function withApproval(group: Group, record: string, { session, time }: { readonly session: string; readonly time: number }): Group {
  return {
    ...group,
    approved: group.approved + 1,
    sessions: group.sessions.size < MOST_SESSIONS ? new Set([...group.sessions, session]) : group.sessions,
    first: group.approved === 0 ? time : group.first,
    last: time,
    records: [...group.records, record].slice(-RECORDS_KEPT),
  };
}

/** Asked about; or let pass for once or for some time, but not in a pause, which is for all that comes. */
function wasUpToPerson({ decision, mode, findings }: JsonObject): boolean {
  if (mode !== 'enforce') return false;
  const ids = Array.isArray(findings) ? findings.map((finding) => (isObject(finding) ? finding['ruleId'] : undefined)) : [];
  return decision === 'ask' || (decision === 'allow' && ['exceptions.once', 'exceptions.allowance'].some((id) => ids.includes(id)));
}

const keyOf = ({ tool, input, in: folder, by }: ExactCall): string => JSON.stringify([tool, folder, by.id, entriesOf(input)]);

const timeOf = ({ time }: JsonObject): number => (typeof time === 'number' ? time : 0);
