import { err, ok, type Result } from '../domain/result.ts';
import { decodeBase64 } from './base64.ts';
import { type Frontier, rootOf } from './merkle.ts';

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

export const MAX_ORIGIN = 255;
const MAX_EXTENSIONS = 64;

/** Lines beyond the third are extensions, of which this program knows none: they are signed with the rest and mean nothing here. */
export function parseCheckpoint(text: string): Result<Checkpoint, string> {
  const [origin = '', size = '', encoded = '', ...extensions] = text.split('\n');
  const last = extensions.pop();
  const root = /^[A-Za-z0-9+/]{43}=$/.test(encoded) ? decodeBase64(encoded) : undefined;
  const fits = origin !== '' && Buffer.byteLength(origin) <= MAX_ORIGIN && /^(?:0|[1-9][0-9]{0,14})$/.test(size);
  if (!fits || !root || last !== '' || extensions.includes('') || extensions.length > MAX_EXTENSIONS)
    return err('The signed text is not a checkpoint.');
  return ok({ origin, size: Number(size), root });
}
