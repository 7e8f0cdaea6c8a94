/** Node has some 400 modules of its own; what is counted otherwise is no such list. */
const [FEWEST, MOST] = [50, 5000];
const LONGEST_NAME = 120;

/**
 * A start-up snapshot of Node without the code of Node's own modules that is kept at its end, a third of the file: a call reads it
 * and uses none of it, for what it runs lies in the heap. What follows the heap is Node's own affair and stated nowhere, so that the
 * end of the file is taken for that list only where all of it can be read as one: how many modules there are, and of each a name and
 * code, each behind its length (eight bytes, the lowest first). Undefined where it cannot; whether Node takes what is returned is for
 * the caller to try.
 */
export function withoutCodeCache(snapshot: Buffer): Buffer | undefined {
  for (let at = 0; at + 8 <= snapshot.length; at++) {
    const count = lengthAt(snapshot, at);
    if (count >= FEWEST && count <= MOST && endOf(snapshot, at + 8, count) === snapshot.length)
      return Buffer.concat([snapshot.subarray(0, at), Buffer.alloc(8)]);
  }
  return undefined;
}

/** Where a list of so many modules ends; -1 where none begins. */
function endOf(snapshot: Buffer, from: number, count: number): number {
  let at = from;
  for (let entry = 0; entry < count; entry++) {
    const name = lengthAt(snapshot, at);
    if (name < 1 || name > LONGEST_NAME || !isName(snapshot, at + 8, name)) return -1;
    const code = lengthAt(snapshot, at + 8 + name);
    if (code < 0) return -1;
    at += 16 + name + code;
    if (at > snapshot.length) return -1;
  }
  return at;
}

/** -1 for what no file is long enough for. */
function lengthAt(snapshot: Buffer, at: number): number {
  return at + 8 <= snapshot.length && snapshot.readUInt32LE(at + 4) === 0 ? snapshot.readUInt32LE(at) : -1;
}

function isName(snapshot: Buffer, from: number, length: number): boolean {
  for (let at = from; at < from + length; at++) {
    const code = snapshot[at] ?? 0;
    if (code <= 32 || code > 126) return false;
  }
  return true;
}
