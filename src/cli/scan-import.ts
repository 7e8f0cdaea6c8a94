import { createHash } from 'node:crypto';
import { isObject, stringAt } from '../domain/json.ts';
import type { RecordDraft } from '../domain/ports.ts';
import { type RecentMap, recentMap } from '../domain/recent.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock, systemRandom } from '../hook/machine.ts';
import { openMemory } from '../hook/memory.ts';
import type { ScanRow } from '../scan/row.ts';
import { withReader } from './audit-reader.ts';
import { bodyOf } from './audit-record.ts';
import { localFolders, PATIENCE_MS } from './machine.ts';

/** Writes what a scan found into the audit log, what is there already left out. */
export interface Importer {
  readonly add: (rows: readonly ScanRow[]) => void;
  /** How many calls were written, or why no more could be. */
  readonly finish: () => Result<number, string>;
}

/** So many records in one transaction; a call that waits for the log meanwhile is not held up for long. */
const BATCH = 64;

/** So many that were written before are known again at most; of more, the newest, and half as many at least. */
const MOST_KNOWN = 1_000_000;

export async function openImporter(): Promise<Result<Importer, string>> {
  const read = await writtenBefore();
  if (!read.ok) return read;
  const known = read.value;
  const memory = openMemory({
    folders: localFolders(),
    installId: undefined,
    keyFromEnvironment: undefined,
    remaining: () => PATIENCE_MS,
    now: systemClock.now(),
    random: systemRandom,
  });
  if (!memory.ok) return err(memory.error.fault.message);
  const { store } = memory.value;
  let [written, fault]: [number, string | undefined] = [0, undefined];
  return ok({
    add: (rows) => {
      const found = rows.filter(({ decision }) => decision !== 'allow').map((row) => ({ row, judgement: judgementOf(row) }));
      const news = found.filter(({ judgement }) => remember(known, judgement));
      for (let at = 0; at < news.length && fault === undefined; at += BATCH) {
        const [first, ...also] = news.slice(at, at + BATCH).map(draftOf);
        if (!first) continue;
        const appended = store.append(first, { rate: false, also });
        if (appended.ok) written += 1 + also.length;
        else fault = appended.error.message;
      }
    },
    finish: () => {
      store.close();
      return fault === undefined ? ok(written) : err(fault);
    },
  });
}

async function writtenBefore(): Promise<Result<RecentMap<string, true>, string>> {
  const known = recentMap<string, true>(MOST_KNOWN);
  const read = await withReader((reader) => {
    for (const record of reader.from(0)) {
      const body = bodyOf(record);
      const judgement = body?.['event'] === EVENT && isObject(body['subject']) ? stringAt(body['subject'], 'judgement') : undefined;
      if (judgement !== undefined) remember(known, judgement);
    }
  });
  return read.ok ? ok(known) : err(read.error.message);
}

/** Whether it was not known. */
function remember(known: RecentMap<string, true>, judgement: string): boolean {
  if (known.get(judgement)) return false;
  known.set(judgement, true);
  return true;
}

/** What was judged and how: a call is written anew where other rules stop it, and one that only bears another’s id is another. */
function judgementOf({ session, call, source, line, tool, summary, decision, findings }: ScanRow): string {
  const where = call === undefined || session === '' ? [source, line] : [session, call];
  const what = [where, tool, summary, decision, findings.map(({ ruleId }) => ruleId)];
  return createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 32);
}

const EVENT = 'Scanned';

/** A record of its own kind of event, so that nothing takes it for a call that was stopped: it was judged long after it was over. */
function draftOf({ row: judged, judgement }: { readonly row: ScanRow; readonly judgement: string }): RecordDraft {
  const { findings, decision, risk, ...row } = judged;
  return {
    time: systemClock.now(),
    kind: 'event',
    host: row.host,
    event: EVENT,
    tool: row.tool,
    subject: { afterTheFact: true, wouldBe: decision, judgement, ...row },
    findings: findings.map((finding) => ({ stage: 'governance', ...finding })),
    decision: 'allow',
    mode: 'observe',
    stage: 'governance',
    risk,
    timings: {},
    policy: '',
  };
}
