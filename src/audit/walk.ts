import { counted } from '../domain/amounts.ts';
import type { Root } from './anchors.ts';
import { type Frontier, growFrom, HASH_BYTES, rootOf, sameHash } from './merkle.ts';
import { addTo, lostOf, type Pruned, prunedBy, type Run } from './pruned.ts';
import { sessionTally } from './session-tally.ts';
import { type CheckedRecord, checkRecord, type StoredLeaf } from './verify-record.ts';

/** `sequence` is the first record that is wrong, where it can be told; else the first of those among which it is. */
export type Report = (message: string, sequence?: number) => void;

/** Where a walk over the log begins: at its beginning, or after what was verified before. */
export interface Start {
  readonly frontier: Frontier;
  /** The latest time up to there. */
  readonly latest: number;
  /** Prunes that are known from before, and records of before whose content is gone. */
  readonly prunes?: readonly TimedPrune[];
  readonly emptied?: readonly Run[];
}

/** A prune, and when it was. */
export type TimedPrune = Pruned & { readonly time: number };

export interface Walk {
  readonly frontier: Frontier;
  readonly latest: number;
  /** Up to this size the records are those that were signed. */
  readonly agreed: number;
  readonly broken: boolean;
  /** The sequences of records that tell of administration. */
  readonly admin: readonly number[];
  readonly prunes: readonly TimedPrune[];
  /** The first record whose time lies before that of an earlier one by more than calls can overtake each other, and how many do. */
  readonly setBack: { readonly first: number; readonly count: number } | undefined;
}

/** Calls that wait for the database are recorded in another order than they were judged in; nobody waits longer than this. */
const OVERTAKEN = 60_000_000;

/** Holds each record against itself, against its place, and all of them together against the roots that somebody remembers. */
export function walkRecords(
  records: Iterable<StoredLeaf>,
  start: Start,
  remembered: readonly Root[],
  installId: string,
  report: Report,
): Walk {
  const roots = new Map<number, Root[]>();
  for (const root of remembered) roots.set(root.size, [...(roots.get(root.size) ?? []), root]);
  const tree = growFrom(start.frontier);
  const tally = sessionTally(report);
  let { latest } = start;
  let [agreed, broken, misplaced] = [tree.size(), false, false];
  let setBack: Walk['setBack'];
  const emptied: Run[] = [];
  const admin: number[] = [];
  const prunes = [...(start.prunes ?? [])];
  for (const record of records) {
    const checked = checkRecord(record, installId);
    const place = tree.size();
    const wrong = placeProblem(record.sequence, place) ?? checked.problem;
    if (wrong !== undefined) {
      broken = true;
      report(wrong, Math.min(record.sequence, place));
      // After a gap the numbers no longer fit; going on would only repeat the first finding for every record.
      if (record.sequence !== place) break;
    }
    if (record.body === null) addTo(emptied, record.sequence);
    tally(checked, record.body);
    const { time = latest, kind } = toldOf(checked);
    if (kind === 'admin' && record.body) {
      admin.push(record.sequence);
      const pruned = prunedBy(record.body);
      if (pruned) prunes.push(pruned);
    }
    if (time < latest - OVERTAKEN && kind !== 'spooled')
      setBack = { first: setBack?.first ?? record.sequence, count: (setBack?.count ?? 0) + 1 };
    latest = Math.max(latest, time);
    const completed = tree.append(checked.leaf);
    if (!misplaced && !broken && record.nodes !== undefined && !areNodes(record.nodes, completed)) {
      misplaced = true;
      report(nodesProblem(record.sequence, record.nodes, completed), record.sequence);
    }
    for (const { name, root } of broken ? [] : (roots.get(tree.size()) ?? [])) {
      if (sameHash(root, rootOf(tree.frontier()))) agreed = tree.size();
      else if (!broken) {
        broken = true;
        report(
          `Records ${agreed} to ${tree.size() - 1} are not those that were signed: one of them was changed, put in or left out (${name}).`,
          agreed,
        );
      }
    }
  }
  reportLost(lostOf([...(start.emptied ?? []), ...emptied], prunes), report);
  return { frontier: tree.frontier(), latest, agreed, broken, admin, prunes, setBack };
}

function reportLost(lost: readonly Run[], report: Report): void {
  const [run] = lost;
  if (!run) return;
  const count = lost.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  report(`Of ${counted(count, 'record')}, from ${run.first} on, the content is gone: only checksums are left.`, run.first);
}

function placeProblem(sequence: number, expected: number): string | undefined {
  if (sequence > expected) return `Record ${expected} is missing; the next one is ${sequence}.`;
  return sequence < expected ? `Record ${sequence} stands where ${expected} is due.` : undefined;
}

const toldOf = (checked: CheckedRecord): { readonly time?: number; readonly kind?: string } => checked.told ?? {};

function areNodes(nodes: Uint8Array | null, completed: readonly Uint8Array[]): boolean {
  if (nodes === null || completed.length === 0) return nodes === null && completed.length === 0;
  return (
    nodes.length === completed.length * HASH_BYTES &&
    completed.every((node, i) => sameHash(node, nodes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)))
  );
}

/** The smallest subtree that is not the one that was kept says best where to look. */
function nodesProblem(sequence: number, nodes: Uint8Array | null, completed: readonly Uint8Array[]): string {
  const level = completed.findIndex((node, i) => !sameHash(node, nodes?.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES) ?? node)) + 1;
  const first = sequence + 1 - 2 ** Math.max(1, level);
  return `What is kept of the tree beside record ${sequence} does not follow from records ${Math.max(0, first)} to ${sequence}: it was changed, or one of them was.`;
}
