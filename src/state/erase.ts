import { type Erasure, isErasedBy } from '../audit/erasure.ts';
import { ERASE } from '../audit/sealed-acts.ts';
import { isObject, parseJson } from '../domain/json.ts';
import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { recordAct } from './act.ts';
import type { AdminLog } from './admin.ts';
import { deleteDataKeys } from './data-keys.ts';
import { deleteSealed, sealedRecords } from './sealed-inputs.ts';

export interface Erased {
  readonly inputs: number;
  readonly dataKeys: number;
}

/**
 * Destroys what is kept sealed beside the records that the erasure fits, and with a month its data keys. The records stay, and so does
 * what they say of it; every proof still verifies. Nothing is recorded where nothing was kept.
 */
export function eraseSealed(log: AdminLog, erasure: Erasure, now: number): Result<Erased, StoreFault> {
  // What is deleted is overwritten, also where it lay in the table's free space.
  log.db.exec('PRAGMA secure_delete=ON');
  const sequences: number[] = [];
  for (const { sequence, body } of sealedRecords(log.db)) {
    const record = body === null ? undefined : parseJson(body.toString('utf8'));
    if (isObject(record) && isErasedBy(erasure, record)) sequences.push(sequence);
  }
  for (const sequence of sequences) deleteSealed(log.db, sequence);
  const dataKeys = 'month' in erasure ? deleteDataKeys(log.db, erasure.month) : 0;
  const erased = { inputs: sequences.length, dataKeys };
  if (erased.inputs + erased.dataKeys === 0) return ok(erased);
  const recorded = recordAct(log, { act: ERASE, ...erasure, ...erased }, now);
  return recorded.ok ? ok(erased) : recorded;
}
