import { hash } from 'node:crypto';
import type { Place, SealedMark } from '../audit/record.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { findDataKey, unwrapDataKey } from './data-keys.ts';
import { type KeyPair, openWith } from './hpke.ts';
import { inputBinding } from './seal.ts';
import { findSealed } from './sealed-inputs.ts';
import type { Connection } from './sqlite.ts';

/** What is kept sealed beside a record, with all it takes to open it but the private half. */
export interface Unopened {
  /** Of the wrapping key whose private half opens it. */
  readonly wrappingId: string;
  /** Undefined where that half does not open it. */
  readonly open: (by: KeyPair) => Uint8Array | undefined;
}

/** Why there is nothing to open, or what there is. It has to be what the record says, byte for byte. */
export function sealedInput(db: Connection, place: Place, mark: SealedMark): Result<Unopened, string> {
  const [row, key] = [findSealed(db, place.sequence), findDataKey(db, mark.key)];
  if (!row)
    return err(
      'its input is kept no longer: it was erased, or went with its record. `hookwarden audit verify` tells whether by a recorded act',
    );
  if (row.key_id !== mark.key || hash('sha256', row.box, 'hex') !== mark.sha256)
    return err('what is kept sealed is not what the record says: it was changed or swapped. `hookwarden audit verify` tells more');
  if (!key) return err(`the data key ${mark.key} is gone, and nothing opens this any more`);
  return ok({
    wrappingId: key.wrapping_id,
    open: (by) => {
      const pair = unwrapDataKey(place.installId, key, by);
      return pair && openWith(pair, inputBinding(place, key.key_id), row.box);
    },
  });
}
