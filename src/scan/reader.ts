import type { HookEvent, Sender } from '../domain/event.ts';
import type { JsonObject, JsonValue } from '../domain/json.ts';
import type { CallOutcome, Format } from './row.ts';

/** What one record of a log tells. */
export type Told =
  /** A tool call, as an event of its host that would have been sent before it. */
  | { readonly kind: 'call'; readonly host: Sender; readonly raw: JsonObject; readonly time?: number; readonly home?: string }
  /** What became of a call; `response` is what the tool gave back. */
  | { readonly kind: 'result'; readonly call: string; readonly outcome: CallOutcome; readonly response?: JsonValue }
  /** A hook event as it stands. */
  | { readonly kind: 'event'; readonly event: HookEvent; readonly time?: number; readonly home?: string }
  /** A call that the log does not tell enough of to be judged, or that no hook would take. */
  | { readonly kind: 'problem'; readonly reason: string };

/** Reads the records of one source in their order, and remembers what earlier ones said of all. */
export type RecordReading = (record: JsonObject) => readonly Told[];

/** One format of recorded logs. */
export interface LogReader {
  readonly format: Format;
  /** Whether a record can only be of this format; asked of the first records of a source. */
  readonly tells: (record: JsonObject) => boolean;
  /** `path` is where the log lies, which for some is all that tells the session. */
  readonly open: (path: string) => RecordReading;
  /** A quick look whether a line can be about a call; every line may where it is left out. */
  readonly mayTell?: (line: Buffer) => boolean;
  /** For lines that are to be taken byte for byte as they stand. */
  readonly openLines?: () => (line: Buffer) => readonly Told[];
  /** The records of a document that is one JSON value and not lines; undefined where it is none of this format. */
  readonly recordsIn?: (document: JsonObject | readonly JsonValue[]) => readonly JsonValue[] | undefined;
}
