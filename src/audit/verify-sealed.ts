import { isObject, type JsonObject, parseJson, stringAt } from '../domain/json.ts';
import { type Erasure, erasureIn, isErasedBy } from './erasure.ts';
import { NEW_DATA_KEY } from './sealed-acts.ts';
import type { StoredLeaf } from './verify-record.ts';
import type { Report } from './walk.ts';

/** What is kept sealed beside a record, with that record's content, where there is any. */
interface StoredSealed {
  readonly sequence: number;
  readonly body: Uint8Array | null;
  readonly keyId: string;
  readonly sha256: string;
}

export interface SealedReader {
  /** One at a time, for an input may be large. */
  readonly kept: () => Iterable<StoredSealed>;
  /** Records that seem to speak of one that is not there. Reads every record. */
  readonly missing: () => Iterable<Pick<StoredSealed, 'sequence' | 'body'>>;
}

/** What speaks of a sealed input: not enough to tell that a record does, but enough to tell that it does not. */
export const SPEAKS = '"sealed":{"key":"';

/** Each record has beside it what it speaks of, byte for byte, unless a later one tells that it was erased. */
export function checkSealed({ kept, missing }: SealedReader, admin: Iterable<StoredLeaf | undefined>, report: Report): void {
  const { everSealed, erasures } = toldBy(admin);
  const isErased = (sequence: number, record: JsonObject): boolean =>
    erasures.some((one) => one.sequence > sequence && isErasedBy(one.erasure, record));
  for (const { sequence, body, keyId, sha256 } of kept()) {
    const record = parsed(body);
    const mark = record && markIn(record);
    if (!mark)
      report(`Something is kept sealed beside record ${sequence}, which does not speak of it: it was put in beside the log.`, sequence);
    else if (isErased(sequence, record))
      report(`The sealed input of record ${sequence} was erased, as a later record tells, and is there again.`, sequence);
    else if (stringAt(mark, 'key') !== keyId || stringAt(mark, 'sha256') !== sha256)
      report(`The sealed input of record ${sequence} is not the one that was recorded: it was changed, or swapped with another.`, sequence);
  }
  // Before its first input an installation seals to a data key, and the log tells of that.
  for (const { sequence, body } of everSealed ? missing() : []) {
    const record = parsed(body);
    if (record && markIn(record) && !isErased(sequence, record))
      report(`The sealed input of record ${sequence} is missing, and no record tells that it was erased.`, sequence);
  }
}

const markIn = ({ sealed }: JsonObject): JsonObject | undefined => (isObject(sealed) ? sealed : undefined);

interface Told {
  readonly everSealed: boolean;
  readonly erasures: readonly { readonly sequence: number; readonly erasure: Erasure }[];
}

function toldBy(admin: Iterable<StoredLeaf | undefined>): Told {
  const records = [...admin].flatMap((leaf) => {
    const record = leaf && parsed(leaf.body);
    return record ? [{ sequence: leaf.sequence, record }] : [];
  });
  return {
    everSealed: records.some(({ record: { subject } }) => isObject(subject) && subject['act'] === NEW_DATA_KEY),
    erasures: records.flatMap(({ sequence, record }) => {
      const erasure = erasureIn(record);
      return erasure ? [{ sequence, erasure }] : [];
    }),
  };
}

function parsed(body: Uint8Array | null): JsonObject | undefined {
  const value = body === null ? undefined : parseJson(Buffer.from(body).toString('utf8'));
  return isObject(value) ? value : undefined;
}
