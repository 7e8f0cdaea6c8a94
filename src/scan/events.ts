import { codeOf } from '../domain/error-code.ts';
import { openBytes, TOO_MUCH } from './bytes.ts';
import { openDatabase } from './database.ts';
import { opencode } from './formats/opencode.ts';
import { documentOf, identify } from './identify.ts';
import { createIntake, type RecordedEvent } from './intake.ts';
import { type Line, MAX_LINE, splitLines } from './lines.ts';
import type { LogReader, Told } from './reader.ts';
import { recordOf, withoutMark } from './record-lines.ts';
import type { Format, Problem } from './row.ts';

export interface ReadOptions {
  /** Read it as this, whatever it looks like. */
  readonly format?: Format | undefined;
  readonly onProblem?: (problem: Problem) => void;
  /** What it turned out to be; undefined where it is nothing that is known here. */
  readonly onFormat?: (format: Format | undefined) => void;
  /** How many bytes more were read, packed as they are. */
  readonly onRead?: (count: number) => void;
  /** Whether a line is to be read at all. */
  readonly takes?: (line: Buffer, number: number) => boolean;
}

/** A document is held in memory as a whole; a log of lines may be of any size. */
const MAX_DOCUMENT = 32 * 1024 * 1024;
const HEAD = 256 * 1024;
const NEWLINE = 10;
const NOTHING = Buffer.alloc(0);

function noLog(wanted: Format | undefined, looksLike: Format | undefined): string {
  if (wanted === undefined) return 'no log in a format that is known here';
  return `nothing in it is of the format ${wanted}${looksLike === undefined ? '' : `; it looks like ${looksLike}`}`;
}

/** The events of one log in their order, in batches; nothing that is in it throws. `-` is standard input. */
export async function* readEvents(path: string, options: ReadOptions = {}): AsyncGenerator<readonly RecordedEvent[]> {
  const problem = (reason: string): void => options.onProblem?.({ source: path, line: 0, reason });
  try {
    const bytes = await openBytes(path, (count) => options.onRead?.(count));
    if (bytes.ok) yield* readBytes(path, bytes.value, options, problem);
    else problem(bytes.error);
  } catch (error) {
    problem(`it could not be read ${READ_FAULTS[codeOf(error)] ?? `(${codeOf(error)})`}`);
  }
}

const READ_FAULTS: Readonly<Record<string, string>> = {
  Z_BUF_ERROR: 'to its end: what is packed in it is cut off',
  Z_DATA_ERROR: 'on: what is packed in it is damaged',
  ZSTD_error_prefix_unknown: 'on: what is packed in it is damaged',
  [TOO_MUCH]: 'on: it unpacks to far more than a log would',
  EACCES: 'by you',
  ENOENT: 'any more: it is gone',
};

async function* readBytes(
  path: string,
  bytes: AsyncIterable<Buffer>,
  options: ReadOptions,
  problem: (reason: string) => void,
): AsyncGenerator<readonly RecordedEvent[]> {
  const chunks = bytes[Symbol.asyncIterator]();
  try {
    const { head, rest } = await headOf(chunks);
    const found = identify(withoutMark(head), options.format);
    switch (found.kind) {
      case 'lines':
        options.onFormat?.(found.reader.format);
        yield* readLines(path, found.reader, head, rest, options);
        return;
      case 'document':
        yield* readDocument(path, head, rest, found.lines, options, problem);
        return;
      case 'database':
        yield* readDatabase(path, options, problem);
        return;
      case 'unknown':
        options.onFormat?.(undefined);
        // What cannot be read says more than what it is not.
        await rest.next();
        problem(noLog(options.format, found.looksLike));
    }
  } finally {
    await chunks.return?.();
  }
}

/** What a log turns out to be, from its beginning alone; undefined where that tells nothing. */
export async function peekFormat(path: string): Promise<Format | undefined> {
  try {
    const bytes = await openBytes(path, () => undefined);
    if (!bytes.ok) return undefined;
    const chunks = bytes.value[Symbol.asyncIterator]();
    const found = identify(withoutMark((await headOf(chunks)).head), undefined);
    await chunks.return?.();
    return found.kind === 'lines' ? found.reader.format : undefined;
  } catch {
    return undefined;
  }
}

/** Enough to tell what it is, whole lines where there are any, and what comes behind it. What fails on the way fails behind it. */
async function headOf(chunks: AsyncIterator<Buffer>): Promise<{ readonly head: Buffer; readonly rest: AsyncIterator<Buffer> }> {
  const pieces: Buffer[] = [];
  let rest = chunks;
  let [length, lines] = [0, 0];
  try {
    while (length < HEAD || (lines === 0 && length < MAX_LINE)) {
      const next = await chunks.next();
      if (next.done) {
        // The last line may have no end.
        pieces.push(Buffer.of(NEWLINE));
        break;
      }
      pieces.push(next.value);
      length += next.value.length;
      if (next.value.includes(NEWLINE)) lines += 1;
    }
  } catch (error) {
    rest = { next: () => Promise.reject(error) };
  }
  return { head: Buffer.concat(pieces), rest };
}

async function* readLines(
  path: string,
  reader: LogReader,
  head: Buffer,
  rest: AsyncIterator<Buffer>,
  options: ReadOptions,
): AsyncGenerator<readonly RecordedEvent[]> {
  const { onProblem = () => undefined, takes = () => true } = options;
  const intake = createIntake({ source: path, format: reader.format }, onProblem);
  const read = lineReading(reader, path);
  const lines = splitLines();
  const takeAll = (found: Iterable<Line>): void => {
    for (const { number, bytes } of found) {
      if (!takes(bytes ?? NOTHING, number)) continue;
      if (bytes === undefined) onProblem({ source: path, line: number, reason: `longer than ${MAX_LINE} bytes` });
      else for (const told of read(bytes)) intake.take(told, number, bytes.length);
    }
  };
  takeAll(lines.push(withoutMark(head)));
  yield intake.ready(false);
  try {
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      takeAll(lines.push(next.value));
      yield intake.ready(false);
    }
    takeAll(lines.end());
  } catch (error) {
    // Of a log that breaks off, too, the last calls are told: those that wait for what became of them.
    yield intake.ready(true);
    throw error;
  }
  yield intake.ready(true);
}

const OPENS = 0x7b;
const CLOSES = 0x7d;

function lineReading(reader: LogReader, path: string): (line: Buffer) => readonly Told[] {
  if (reader.openLines) return reader.openLines();
  const read = reader.open(path);
  return (line) => {
    // Most lines are about no call; of those it is enough that they look whole.
    if (reader.mayTell?.(line) === false && line[0] === OPENS && line.at(-1) === CLOSES) return [];
    const record = recordOf(line);
    return record.ok ? read(record.value) : [{ kind: 'problem', reason: record.error }];
  };
}

async function* readDocument(
  path: string,
  head: Buffer,
  rest: AsyncIterator<Buffer>,
  lines: LogReader | undefined,
  options: ReadOptions,
  problem: (reason: string) => void,
): AsyncGenerator<readonly RecordedEvent[]> {
  const { format, onFormat, onProblem = () => undefined } = options;
  const pieces = [head];
  let length = head.length;
  while (length <= MAX_DOCUMENT) {
    const next = await rest.next();
    if (next.done) break;
    pieces.push(next.value);
    length += next.value.length;
  }
  const whole = Buffer.concat(pieces);
  const document = length > MAX_DOCUMENT ? undefined : documentOf(whole, format);
  onFormat?.(document?.reader.format ?? lines?.format);
  if (!document && lines) {
    yield* readLines(path, lines, whole, rest, options);
    return;
  }
  if (!document) {
    if (length > MAX_DOCUMENT) problem(`one JSON document of more than ${MAX_DOCUMENT} bytes, or no log`);
    else problem(noLog(format, format && documentOf(whole, undefined)?.reader.format));
    return;
  }
  const intake = createIntake({ source: path, format: document.reader.format }, onProblem);
  const read = document.reader.open(path);
  for (const [at, record] of document.records.entries()) for (const told of read(record)) intake.take(told, at + 1, 0);
  yield intake.ready(true);
}

const ROWS = 500;

async function* readDatabase(
  path: string,
  { onFormat, onProblem = () => undefined }: ReadOptions,
  problem: (reason: string) => void,
): AsyncGenerator<readonly RecordedEvent[]> {
  const rows = await openDatabase(path);
  onFormat?.(rows.ok ? opencode.format : undefined);
  if (!rows.ok) {
    problem(rows.error);
    return;
  }
  const intake = createIntake({ source: path, format: opencode.format }, onProblem);
  const read = opencode.open(path);
  let number = 0;
  for (const row of rows.value) {
    number += 1;
    for (const told of row.ok ? read(row.value) : [{ kind: 'problem', reason: row.error } as const]) intake.take(told, number, 0);
    if (number % ROWS === 0) yield intake.ready(false);
  }
  yield intake.ready(true);
}
