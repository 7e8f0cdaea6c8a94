import { hash } from 'node:crypto';
import { monthOf } from '../audit/erasure.ts';
import type { Place, SealedMark } from '../audit/record.ts';
import { NEW_DATA_KEY } from '../audit/sealed-acts.ts';
import type { JsonObject } from '../domain/json.ts';
import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Log } from './append.ts';
import { currentDataKey, dataKeyProof, newDataKey, putDataKey } from './data-keys.ts';
import { type Binding, newKeyPair, sealTo } from './hpke.ts';
import { readWrappingKeys } from './wrapping-keys.ts';

/** Within the append's transaction, once. Undefined where no wrapping key is pinned: nothing is sealed then. */
export type Sealer = (log: Pick<Log, 'db' | 'installId'>, time: number) => Result<Sealing | undefined, StoreFault>;

interface Sealing {
  /** What the log has to say of the data key that was made for this, where one was. */
  readonly made?: JsonObject;
  /** Keeps the input beside the record of that place; the record is to hold the mark. */
  readonly seal: (place: Place, input: Uint8Array) => SealedMark;
}

/**
 * Keeps one input so that this machine cannot read it again: it has the public halves alone. What is drawn for it is drawn here, before the
 * lock is taken; which wrapping key counts is read within, for it may change until then.
 */
export function sealerIn(config: string, pepper: Uint8Array): Sealer {
  const ephemeral = newKeyPair();
  return ({ db, installId }, time) => {
    const keys = readWrappingKeys(config);
    if (!keys.ok) return keys;
    const [wrapping] = keys.value;
    if (!wrapping) return ok(undefined);
    // Where a table grows SQLite moves what it holds, and would leave copies behind that no erasure finds.
    db.exec('PRAGMA secure_delete=FAST');
    const month = monthOf(time);
    const known = currentDataKey(db, month, wrapping.id, pepper);
    const key = known ?? newDataKey(installId, month, wrapping, pepper);
    if (!known) putDataKey(db, key);
    const seal: Sealing['seal'] = (place, input) => {
      const box = sealTo(key.public, inputBinding(place, key.key_id), input, ephemeral);
      db.prepare('INSERT INTO sealed (sequence, key_id, box) VALUES (?, ?, ?)').run(place.sequence, key.key_id, box);
      return { key: key.key_id, sha256: hash('sha256', box, 'hex') };
    };
    return ok({ ...(!known && { made: { act: NEW_DATA_KEY, ...dataKeyProof(key) } }), seal });
  };
}

/** Beside another record, or in another installation, a box does not open. */
export const inputBinding = ({ installId, sequence, id }: Place, keyId: string): Binding => ({
  info: 'hookwarden sealed input 1',
  aad: `${installId}\n${sequence}\n${id}\n${keyId}`,
});
