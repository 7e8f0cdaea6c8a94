import type { RecordDraft } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock, systemRandom } from '../hook/machine.ts';
import { openMemory } from '../hook/memory.ts';
import type { ScanRow } from '../scan/row.ts';
import { localFolders, PATIENCE_MS } from './machine.ts';

/** Writes what a scan found into the audit log. */
export interface Importer {
  readonly add: (rows: readonly ScanRow[]) => void;
  /** How many calls were written, or why no more could be. */
  readonly finish: () => Result<number, string>;
}

/** So many records in one transaction; a call that waits for the log meanwhile is not held up for long. */
const BATCH = 64;

export function openImporter(): Result<Importer, string> {
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
      const found = rows.filter(({ decision }) => decision !== 'allow');
      for (let at = 0; at < found.length && fault === undefined; at += BATCH) {
        const [first, ...also] = found.slice(at, at + BATCH).map(draftOf);
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

/** A record of its own kind of event, so that nothing takes it for a call that was stopped: it was judged long after it was over. */
function draftOf({ findings, decision, risk, ...row }: ScanRow): RecordDraft {
  return {
    time: systemClock.now(),
    kind: 'event',
    host: row.host,
    event: 'Scanned',
    tool: row.tool,
    subject: { afterTheFact: true, wouldBe: decision, ...row },
    findings: findings.map((finding) => ({ stage: 'governance', ...finding })),
    decision: 'allow',
    mode: 'observe',
    stage: 'governance',
    risk,
    timings: {},
    policy: '',
  };
}
