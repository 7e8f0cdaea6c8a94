import { isObject, type JsonObject } from '../domain/json.ts';
import { originOf, parseCheckpoint } from './checkpoint.ts';
import { appendLeaf, decodeFrontier, EMPTY_FRONTIER, type Frontier, leafHash, rootOf } from './merkle.ts';
import { openNote, type Verifier } from './note.ts';

interface StoredHead {
  readonly size: number;
  readonly frontier: Uint8Array;
  readonly note: string;
}

/** What is stored, as it is stored. Read in one snapshot, so that appends meanwhile do not look like edits. */
export interface LogReader {
  readonly head: () => StoredHead | undefined;
  /** In the order of their sequence. */
  readonly records: () => Iterable<{ readonly sequence: number; readonly leaf: Uint8Array; readonly body: Uint8Array | null }>;
  /** In the order of their size. */
  readonly notes: () => Iterable<{ readonly size: number; readonly note: string }>;
}

interface Problem {
  /** The first record that is wrong, where it can be told; else the first of those among which it is. */
  readonly sequence?: number;
  readonly message: string;
}

export interface Verification {
  readonly ok: boolean;
  /** How many records were read. */
  readonly records: number;
  /** How many retained notes were checked, the head's aside. */
  readonly notes: number;
  /** In hexadecimal: what to compare with one kept elsewhere. */
  readonly root: string;
  readonly problems: readonly Problem[];
}

const MAX_PROBLEMS = 20;

/**
 * Recomputes every leaf from the stored bytes and every root from the leaves, and holds them against what the key has signed.
 * A log cut back to an older signed head, or made anew with the same key, passes: only a note kept elsewhere (`pinned`) tells that.
 */
export function verifyLog(reader: LogReader, key: Verifier, installId: string, pinned: readonly string[] = []): Verification {
  const problems: Problem[] = [];
  const report: Report = (message, sequence) => {
    if (problems.length < MAX_PROBLEMS) problems.push({ message, ...(sequence !== undefined && { sequence }) });
  };
  const head = reader.head();
  const signed = [...keptRoots(reader.notes(), key, installId, report), ...pinnedRoots(pinned, key, installId, report)];
  const walk = walkRecords(reader.records(), signed, installId, report);
  const { frontier, agreed, broken } = walk;
  if (!head) report('The head of the log is gone.');
  else checkHead(head, walk, key, installId, report);
  const most = Math.max(0, ...signed.map(({ size }) => size));
  if (most > frontier.size && !broken) {
    report(
      `Records ${frontier.size} to ${most - 1} are missing: a signed note counts ${most} records, the log has ${frontier.size}.`,
      Math.max(agreed, frontier.size),
    );
  }
  const root = Buffer.from(rootOf(frontier)).toString('hex');
  return { ok: problems.length === 0, records: frontier.size, notes: signed.length, root, problems };
}

interface Walk {
  readonly frontier: Frontier;
  /** Up to this size the records are those that were signed. */
  readonly agreed: number;
  readonly broken: boolean;
}

function walkRecords(records: ReturnType<LogReader['records']>, signed: readonly SignedRoot[], installId: string, report: Report): Walk {
  const roots = new Map<number, Uint8Array[]>();
  for (const { size, root } of signed) roots.set(size, [...(roots.get(size) ?? []), root]);
  let frontier = EMPTY_FRONTIER;
  let agreed = 0;
  let broken = false;
  const emptied: number[] = [];
  for (const record of records) {
    const wrong = recordProblem(record, frontier.size, installId);
    if (wrong !== undefined) {
      broken = true;
      report(wrong, Math.min(record.sequence, frontier.size));
      // After a gap the numbers no longer fit; going on would only repeat the first finding for every record.
      if (record.sequence !== frontier.size) break;
    }
    if (record.body === null) emptied.push(record.sequence);
    frontier = appendLeaf(frontier, record.body === null ? record.leaf : leafHash(record.body));
    const expected = roots.get(frontier.size);
    if (!expected || broken) continue;
    if (expected.every((root) => same(root, rootOf(frontier)))) agreed = frontier.size;
    else {
      broken = true;
      report(
        `Records ${agreed} to ${frontier.size - 1} are not those that were signed: one of them was changed, put in or left out.`,
        agreed,
      );
    }
  }
  const [first] = emptied;
  if (first !== undefined)
    report(`${emptied.length} records, from ${first} on, have lost their content: only their checksums are left.`, first);
  return { frontier, agreed, broken };
}

type Report = (message: string, sequence?: number | undefined) => void;
interface SignedRoot {
  readonly size: number;
  readonly root: Uint8Array;
}

function keptRoots(notes: ReturnType<LogReader['notes']>, key: Verifier, installId: string, report: Report): SignedRoot[] {
  const roots: SignedRoot[] = [];
  for (const { size, note } of notes) {
    const signed = readSigned(note, key, installId);
    if (typeof signed !== 'string' && signed.size === size) roots.push(signed);
    else report(`The note kept at ${size} records is wrong: ${typeof signed === 'string' ? signed : `it speaks of ${signed.size}.`}`);
  }
  return roots;
}

function pinnedRoots(notes: readonly string[], key: Verifier, installId: string, report: Report): SignedRoot[] {
  return notes.flatMap((note) => {
    const signed = readSigned(note, key, installId);
    if (typeof signed !== 'string') return [signed];
    report(`The note given to compare with is wrong: ${signed}`);
    return [];
  });
}

function readSigned(note: string, key: Verifier, installId: string): SignedRoot | string {
  const opened = openNote(note, [key]);
  if (!opened.ok) return opened.error;
  const checkpoint = parseCheckpoint(opened.value.text);
  if (!checkpoint.ok) return checkpoint.error;
  return checkpoint.value.origin === originOf(installId) ? checkpoint.value : `It is of another log, ${checkpoint.value.origin}.`;
}

function checkHead(head: StoredHead, { frontier, agreed, broken }: Walk, key: Verifier, installId: string, report: Report): void {
  const signed = readSigned(head.note, key, installId);
  if (typeof signed === 'string') {
    report(`The head of the log is wrong: ${signed}`, broken ? undefined : agreed);
    return;
  }
  // What is broken further back has been told; the roots differ of course.
  if (broken) return;
  const stored = decodeFrontier(head.size, head.frontier);
  if (signed.size !== frontier.size) {
    report(
      `The signed head counts ${signed.size} records, the log has ${frontier.size}: records were cut off or put in at the end.`,
      Math.min(signed.size, frontier.size),
    );
  } else if (!same(signed.root, rootOf(frontier))) {
    report('The records since the last kept note are not those that were signed: one of them was changed, put in or left out.', agreed);
  } else if (!stored || head.size !== frontier.size || !same(rootOf(stored), signed.root)) {
    report('The stored frontier of the tree does not lead to the signed root: the next append would fail to verify.');
  }
}

/** What is wrong with one record on its own; undefined where nothing is. */
function recordProblem(
  record: { readonly sequence: number; readonly leaf: Uint8Array; readonly body: Uint8Array | null },
  expected: number,
  installId: string,
): string | undefined {
  if (record.sequence > expected) return `Record ${expected} is missing; the next one is ${record.sequence}.`;
  if (record.sequence < expected) return `Record ${record.sequence} stands where ${expected} is due.`;
  // Told by `walkRecords`; the leaf alone still leads to the signed roots.
  if (record.body === null) return undefined;
  if (!same(leafHash(record.body), record.leaf))
    return `Record ${record.sequence} does not have its checksum: its content or its checksum was changed.`;
  const body = parseBody(record.body);
  if (!body) return `Record ${record.sequence} is not JSON.`;
  const { sequence, install } = body;
  if (sequence !== record.sequence)
    return `Record ${record.sequence} says that it is record ${String(sequence)}: records were swapped or moved.`;
  if (install !== installId) return `Record ${record.sequence} comes from another installation.`;
  return undefined;
}

function parseBody(body: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const same = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;
