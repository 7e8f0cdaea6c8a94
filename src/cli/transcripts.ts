import { createReadStream, type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';

/** A tool call as the host's own transcript tells it. */
export interface TranscriptCall {
  readonly id: string;
  readonly tool: string;
  readonly session: string;
  /** Microseconds since 1970. */
  readonly time: number;
  readonly path: string;
}

export interface TranscriptEvents {
  readonly call: (call: TranscriptCall) => void;
  /** A call is over; `ran` is false where the host refused its input before anything ran or was asked. */
  readonly result: (id: string, ran: boolean) => void;
  /** A line that is no JSON, or too long to be read. */
  readonly unreadable: () => void;
}

const MAX_FILES = 100_000;
const MAX_DEPTH = 6;
const MAX_LINE = 16 * 1024 * 1024;
const NEWLINE = 10;

/** Every .jsonl file below a folder. Links are not followed: a transcript is no link. */
export function transcriptsIn(folder: string): readonly string[] {
  const files: string[] = [];
  const visit = (path: string, depth: number): void => {
    for (const entry of entriesOf(path)) {
      if (files.length >= MAX_FILES) return;
      if (entry.isDirectory() && depth < MAX_DEPTH) visit(join(path, entry.name), depth + 1);
      else if (entry.isFile() && entry.name.endsWith('.jsonl')) files.push(join(path, entry.name));
    }
  };
  visit(folder, 0);
  return files;
}

function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Reads a transcript of Claude Code line by line, holding one line at a time. A file that cannot be read on ends there. */
export async function readTranscript(path: string, events: TranscriptEvents): Promise<void> {
  let pieces: Buffer[] = [];
  let length = 0;
  const finish = (): void => {
    if (length > MAX_LINE) events.unreadable();
    else if (length > 0) readLine(Buffer.concat(pieces, length), path, events);
    [pieces, length] = [[], 0];
  };
  const add = (piece: Buffer): void => {
    length += piece.length;
    if (length <= MAX_LINE) pieces.push(piece);
    else pieces = [];
  };
  try {
    for await (const chunk of createReadStream(path)) {
      if (!Buffer.isBuffer(chunk)) continue;
      let at = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, at)) {
        add(chunk.subarray(at, end));
        finish();
        at = end + 1;
      }
      add(chunk.subarray(at));
    }
    finish();
  } catch {
    events.unreadable();
  }
}

/** Only lines of the model and of the results are about calls; copies of both stand in lines of other types. */
function readLine(bytes: Buffer, path: string, events: TranscriptEvents): void {
  if (!bytes.includes('"tool_use') && !bytes.includes('"tool_result"')) return;
  const line = parsed(bytes);
  if (!line) events.unreadable();
  if (!line || !isObject(line['message']) || !Array.isArray(line['message']['content'])) return;
  const blocks = line['message']['content'].filter(isObject);
  if (line['type'] === 'assistant') for (const block of blocks) readCall(block, line, path, events);
  if (line['type'] === 'user') for (const block of blocks) readResult(block, events);
}

function parsed(bytes: Buffer): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readCall(block: JsonObject, line: JsonObject, path: string, events: TranscriptEvents): void {
  const [id, tool] = [stringAt(block, 'id'), stringAt(block, 'name')];
  if (block['type'] !== 'tool_use' || id === undefined || tool === undefined) return;
  const time = Date.parse(stringAt(line, 'timestamp') ?? '') * 1000;
  events.call({ id, tool, session: stringAt(line, 'sessionId') ?? '', time, path });
}

function readResult(block: JsonObject, events: TranscriptEvents): void {
  const id = stringAt(block, 'tool_use_id');
  if (block['type'] !== 'tool_result' || id === undefined) return;
  events.result(id, !(block['is_error'] === true && textOf(block).startsWith('<tool_use_error>')));
}

function textOf({ content }: JsonObject): string {
  if (typeof content === 'string') return content;
  const first = Array.isArray(content) ? content.find(isObject) : undefined;
  return stringAt(first, 'text') ?? '';
}
