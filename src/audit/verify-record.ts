import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import { leafInput, leafOfInput, sameHash } from './merkle.ts';

/** A record as it is stored. */
export interface StoredLeaf {
  readonly sequence: number;
  readonly leaf: Uint8Array;
  /** Null once its content was taken out. */
  readonly body: Uint8Array | null;
  /** What the leaf is the hash of, where the body was read with it: copying one for each record takes long. */
  readonly input?: Uint8Array;
  /** The perfect subtrees that it has completed; undefined in a database of before there were any. */
  readonly nodes?: Uint8Array | null;
}

/** What a record says of itself. */
interface Told {
  readonly sequence: number;
  readonly install: string;
  readonly time: number;
  readonly kind: string;
  readonly session?: string;
}

export interface CheckedRecord {
  readonly leaf: Uint8Array;
  readonly told?: Told;
  readonly problem?: string;
}

/** Records begin alike, so that hardly any has to be parsed as a whole; whatever follows is vouched for by the tree. */
const BEGINNING =
  /^\{"schema":1,"install":"([0-9a-f]{1,64})","sequence":(\d{1,15}),"id":"[\w-]{1,64}","time":(\d{1,16}),"kind":"([a-z]{1,16})"(?:,"session":"([^"\\]{0,200})")?/;
const BEGINNING_BYTES = 480;

/** The record's leaf by its content, and what is wrong with it on its own. */
export function checkRecord(record: StoredLeaf, installId: string): CheckedRecord {
  const { sequence, body } = record;
  if (body === null) return { leaf: record.leaf };
  const leaf = leafOfInput(record.input ?? leafInput(body));
  if (!sameHash(leaf, record.leaf))
    return { leaf, problem: `Record ${sequence} does not have its checksum: its content or its checksum was changed.` };
  const told = toldBy(body);
  if (!told) return { leaf, problem: `Record ${sequence} is not JSON.` };
  if (told.sequence !== sequence)
    return { leaf, told, problem: `Record ${sequence} says that it is record ${told.sequence}: records were swapped or moved.` };
  if (told.install !== installId) return { leaf, told, problem: `Record ${sequence} comes from another installation.` };
  return { leaf, told };
}

/** What a record says of itself at its beginning; undefined where it is not JSON. */
export function toldBy(body: Uint8Array): Told | undefined {
  const match = BEGINNING.exec((Buffer.isBuffer(body) ? body : Buffer.from(body)).toString('latin1', 0, BEGINNING_BYTES));
  if (match) {
    const told = { install: match[1] ?? '', sequence: Number(match[2]), time: Number(match[3]), kind: match[4] ?? '' };
    return match[5] === undefined ? told : { ...told, session: match[5] };
  }
  const whole = parse(body);
  if (!whole) return undefined;
  const { sequence, time } = whole;
  return {
    sequence: typeof sequence === 'number' ? sequence : Number.NaN,
    install: stringAt(whole, 'install') ?? '',
    time: typeof time === 'number' ? time : 0,
    kind: stringAt(whole, 'kind') ?? '',
  };
}

function parse(body: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
