import { err, ok, type Result } from '../domain/result.ts';
import { type Frontier, rootOf } from './merkle.ts';
import { decodeBase64 } from './note.ts';

/** What a signed head says of the log (c2sp.org/tlog-checkpoint): its origin, how many records it has, and their root. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The name of an installation's log and of the key that signs it. */
export const originOf = (installId: string): string => `hookwarden.local/${installId}`;

export function checkpointText(origin: string, frontier: Frontier): string {
  return `${origin}\n${frontier.size}\n${Buffer.from(rootOf(frontier)).toString('base64')}\n`;
}

export function parseCheckpoint(text: string): Result<Checkpoint, string> {
  const match = /^([^\n]{1,200})\n(0|[1-9][0-9]{0,14})\n([A-Za-z0-9+/]{43}=)\n$/.exec(text);
  const root = match?.[3] ? decodeBase64(match[3]) : undefined;
  if (!match?.[1] || !root) return err('The signed text is not a checkpoint.');
  return ok({ origin: match[1], size: Number(match[2]), root });
}
