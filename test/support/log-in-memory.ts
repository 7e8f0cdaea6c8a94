import { checkpointText, originOf } from '../../src/audit/checkpoint.ts';
import { ed25519PublicKey, ed25519Signer } from '../../src/audit/ed25519.ts';
import { EMPTY_FRONTIER, encodeFrontier, type Frontier, growFrom, leafHash, type NodeAt, rootOf } from '../../src/audit/merkle.ts';
import { signNote } from '../../src/audit/note.ts';
import type { LogReader } from '../../src/audit/verify.ts';
import type { StoredLeaf } from '../../src/audit/verify-record.ts';

export const INSTALL = '0123456789abcdef';
export const logSigner = ed25519Signer(originOf(INSTALL), Buffer.alloc(32, 1), ed25519PublicKey(Buffer.alloc(32, 1)));

/** As the store writes one. */
export interface Said {
  readonly time?: number;
  readonly kind?: string;
  readonly session?: string;
  readonly subject?: object;
  readonly sessionRecords?: object;
}

export const bodyOf = (
  sequence: number,
  { time = sequence, kind = 'call', session, subject = {}, sessionRecords }: Said = {},
): Uint8Array =>
  Buffer.from(
    JSON.stringify({ schema: 1, install: INSTALL, sequence, id: `r${sequence}-0`, time, kind, session, subject, sessionRecords }),
  );

export interface LogInMemory {
  /** With what is kept of the tree beside each. */
  readonly records: readonly StoredLeaf[];
  /** By their size. */
  readonly frontiers: readonly Frontier[];
  readonly nodeAt: NodeAt;
}

export function logOf(bodies: readonly Uint8Array[]): LogInMemory {
  const tree = growFrom(EMPTY_FRONTIER);
  const nodes = new Map<string, Uint8Array>();
  const frontiers: Frontier[] = [EMPTY_FRONTIER];
  const records = bodies.map((body, sequence) => {
    const leaf = leafHash(body);
    const completed = tree.append(leaf);
    for (const [level, node] of [leaf, ...completed].entries()) nodes.set(`${level} ${(sequence + 1) / 2 ** level - 1}`, node);
    frontiers.push(tree.frontier());
    return { sequence, leaf, body, nodes: completed.length > 0 ? Buffer.concat(completed) : null };
  });
  return { records, frontiers, nodeAt: (level, index) => nodes.get(`${level} ${index}`) };
}

export const frontierOf = (log: LogInMemory, size = log.frontiers.length - 1): Frontier => log.frontiers[size] ?? EMPTY_FRONTIER;
export const rootAt = (log: LogInMemory, size?: number): Uint8Array => rootOf(frontierOf(log, size));
export const noteAt = (log: LogInMemory, size?: number): string =>
  signNote(checkpointText(originOf(INSTALL), frontierOf(log, size)), logSigner);

export function readerOf(log: LogInMemory, change: Partial<LogReader> = {}): LogReader {
  const frontier = frontierOf(log);
  return {
    head: () => ({ size: frontier.size, frontier: encodeFrontier(frontier), note: noteAt(log) }),
    records: (from) => log.records.filter(({ sequence }) => sequence >= from),
    find: (wanted) => log.records.find(({ sequence }) => sequence === wanted),
    notes: () => [],
    nodeAt: log.nodeAt,
    sealed: () => ({ kept: () => [], missing: () => [] }),
    unreadable: () => [],
    ...change,
  };
}
