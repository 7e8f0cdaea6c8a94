import { isObject, parseJson, stringAt } from '../domain/json.ts';

/** Those sessions of a source that fall to one of several: `take` of `of`, from 0. */
export interface Part {
  readonly of: number;
  readonly take: number;
}

const FIRST = Buffer.from('{"session_id":');
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;

/**
 * Whether a line of hook events falls to a part: all of one session do, or none, so that what a session did before is known to whoever
 * judges it. What belongs to no session is dealt out by its number.
 */
export function takesLine({ of, take }: Part): (line: Buffer, number: number) => boolean {
  return (line, number) => {
    const session = quickSession(line) ?? parsedSession(line);
    return (session === undefined || session.length === 0 ? number : hashOf(session)) % of === take;
  };
}

/** Hosts send it first: then nothing more of the line has to be read. Undefined where it stands elsewhere, or needs to be unescaped. */
function quickSession(line: Buffer): Buffer | undefined {
  if (!line.subarray(0, FIRST.length).equals(FIRST)) return undefined;
  const start = line[FIRST.length] === SPACE ? FIRST.length + 1 : FIRST.length;
  if (line[start] !== QUOTE) return undefined;
  const end = line.indexOf(QUOTE, start + 1);
  const session = line.subarray(start + 1, end);
  return end < 0 || session.includes(BACKSLASH) ? undefined : session;
}

function parsedSession(line: Buffer): Buffer | undefined {
  const record = parseJson(line.toString('utf8'));
  if (!isObject(record)) return undefined;
  const sent = isObject(record['stdin']) ? record['stdin'] : record;
  const session = stringAt(sent, 'session_id') ?? stringAt(sent, 'sessionId');
  return session === undefined ? undefined : Buffer.from(session);
}

/** FNV-1a, 32 bits: the same on every machine. */
export function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
