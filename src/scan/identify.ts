import { isObject, type JsonValue } from '../domain/json.ts';
import { READERS } from './formats/index.ts';
import { splitLines } from './lines.ts';
import type { LogReader } from './reader.ts';
import { jsonOf, recordOf } from './record-lines.ts';
import type { Format } from './row.ts';

/** How the beginning of a log is to be read on. */
export type Identified =
  | { readonly kind: 'lines'; readonly reader: LogReader }
  /** One JSON value over many lines, or in one: what it is shows only once it is whole. */
  | { readonly kind: 'document' }
  | { readonly kind: 'database' }
  | { readonly kind: 'unknown' };

const DATABASE = Buffer.from('SQLite format 3\0');
const MAX_RECORDS = 200;

/** Tells by its beginning what a log is, whatever it is called; `wanted` leaves only whether it is lines or a document. */
export function identify(head: Buffer, wanted: Format | undefined): Identified {
  if (head.subarray(0, DATABASE.length).equals(DATABASE)) return { kind: 'database' };
  const readers = READERS.filter(({ format }) => wanted === undefined || format === wanted);
  const lines = splitLines();
  let [seen, objects] = [0, 0];
  for (const { bytes } of lines.push(head)) {
    const record = bytes && recordOf(bytes);
    if (record?.ok) {
      objects += 1;
      const reader = readers.find((one) => one.tells(record.value));
      if (reader) return documentReader([reader], record.value) ? { kind: 'document' } : { kind: 'lines', reader };
      if (documentReader(readers, record.value)) return { kind: 'document' };
    }
    seen += 1;
    if (seen >= MAX_RECORDS) break;
  }
  const [only] = readers;
  if (wanted !== undefined && only && objects > 0) return { kind: 'lines', reader: only };
  return mayBeDocument(head) ? { kind: 'document' } : { kind: 'unknown' };
}

/** The format of a whole document with its records. */
export function documentOf(bytes: Buffer, wanted: Format | undefined) {
  const value = jsonOf(bytes);
  if (!value.ok) return undefined;
  return documentReader(
    READERS.filter(({ format }) => wanted === undefined || format === wanted),
    value.value,
  );
}

function documentReader(readers: readonly LogReader[], document: JsonValue) {
  if (!isObject(document) && !isArray(document)) return undefined;
  for (const reader of readers) {
    const records = reader.recordsIn?.(document);
    if (records) return { reader, records: records.filter(isObject) };
  }
  return undefined;
}

const isArray = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

const mayBeDocument = (head: Buffer): boolean => /^\s{0,64}[[{]/.test(head.subarray(0, 80).toString('latin1'));
