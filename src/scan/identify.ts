import { isObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import { READERS } from './formats/index.ts';
import { isCall } from './intake.ts';
import { splitLines } from './lines.ts';
import type { LogReader, Told } from './reader.ts';
import { jsonOf, recordOf } from './record-lines.ts';
import type { Format } from './row.ts';

/** How the beginning of a log is to be read on. */
export type Identified =
  | { readonly kind: 'lines'; readonly reader: LogReader }
  /** One JSON value over many lines, or in one: what it is shows only once it is whole. Where it is none after all, `lines` tells how to read it. */
  | { readonly kind: 'document'; readonly lines?: LogReader }
  | { readonly kind: 'database' }
  /** Nothing that is known, or nothing of the wanted format; then `looksLike` is what it may be instead. */
  | { readonly kind: 'unknown'; readonly looksLike?: Format };

const DATABASE = Buffer.from('SQLite format 3\0');
const MAX_RECORDS = 200;

/** Tells by its beginning what a log is, whatever it is called; of a `wanted` format it is where anything in it is. */
export function identify(head: Buffer, wanted: Format | undefined): Identified {
  if (head.subarray(0, DATABASE.length).equals(DATABASE))
    return wanted === undefined || wanted === 'opencode' ? { kind: 'database' } : { kind: 'unknown', looksLike: 'opencode' };
  const readers = READERS.filter(({ format }) => wanted === undefined || format === wanted);
  const records = recordsAtHead(head);
  const [first] = records;
  if (first && documentReader(readers, first)) return { kind: 'document' };
  const other = wanted && ((first && documentReader(READERS, first)?.reader) ?? readerOf(READERS, records));
  const reader = readerOf(readers, records) ?? (wanted && readers.find((one) => makesSense(one, records, other !== undefined)));
  // A document over many lines may hold whole records in some of them.
  if (mayBeDocument(head)) return { kind: 'document', ...(reader && { lines: reader }) };
  return reader ? { kind: 'lines', reader } : { kind: 'unknown', ...(other && { looksLike: other.format }) };
}

const readerOf = (readers: readonly LogReader[], records: readonly JsonObject[]): LogReader | undefined =>
  readers.find((one) => records.some(one.tells));

/** Whether a reader makes anything of records that do not look like its own; calls, where they look like another's. */
function makesSense({ open }: LogReader, records: readonly JsonObject[], likeAnother: boolean): boolean {
  const read = open('');
  return records.some((record) => read(record).some((told) => !likeAnother || tellsCall(told)));
}

const tellsCall = (told: Told): boolean => told.kind === 'call' || (told.kind === 'event' && isCall(told));

/** The lines that are records, of the first few. */
function recordsAtHead(head: Buffer): readonly JsonObject[] {
  const records: JsonObject[] = [];
  let seen = 0;
  for (const { bytes } of splitLines().push(head)) {
    const record = bytes && recordOf(bytes);
    if (record?.ok) records.push(record.value);
    seen += 1;
    if (seen >= MAX_RECORDS) break;
  }
  return records;
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

/** It begins like a JSON value that its first line does not end. */
function mayBeDocument(head: Buffer): boolean {
  const end = head.indexOf(NEWLINE);
  const first = head.subarray(0, end < 0 ? head.length : end);
  return /^\s{0,64}[[{]/.test(first.subarray(0, 80).toString('latin1')) && !recordOf(first).ok;
}

const NEWLINE = 10;
