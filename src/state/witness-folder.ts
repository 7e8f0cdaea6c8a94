import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Checkpoint, parseCheckpoint } from '../audit/checkpoint.ts';
import { ed25519Cosigner } from '../audit/cosignature.ts';
import { ed25519PublicKey } from '../audit/ed25519.ts';
import { cosignNote, isKeyName, parseNote, parseVerifierKey, type Verifier } from '../audit/note.ts';
import { checkSubmission, type Refused, type Submission } from '../audit/witnessing.ts';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import type { Random, Signer, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { guarded, makePrivateFolder, readPrivate, writePrivate } from './files.ts';
import { moveWitness } from './witness.ts';

/** What a witness of other logs keeps: its key, whose checkpoints it cosigns, and the newest that it has cosigned of each. */
export interface WitnessFolder {
  /** Cosigns as of a time in seconds since 1970. */
  readonly cosigner: (time: number) => Signer;
  /** As the file says now, so that a log is added without a new start. */
  readonly logs: () => Result<readonly Verifier[], StoreFault>;
  /** The lines to answer with; what follows is held against this checkpoint from now on. */
  readonly cosign: (submission: Submission, time: number, unique: string) => Result<string, Refused | StoreFault>;
}

const MAX_LOGS = 1024 * 1024;
const LOGS_HEADER = '# The public keys of the logs whose checkpoints are cosigned here, one a line: NAME+ID+KEY\n';

/** Makes what is missing; a name is wanted only where there is no key yet. */
export function openWitnessFolder(path: string, name: string | undefined, random: Random): Result<WitnessFolder, StoreFault> {
  const folder = makePrivateFolder(path);
  if (!folder.ok) return folder;
  const unique = Buffer.from(random.bytes(8)).toString('hex');
  const key = readKey(join(path, 'key'), name, random, unique);
  if (!key.ok) return key;
  const list = join(path, 'logs');
  const made = existsSync(list) ? ok(true) : writePrivate(list, LOGS_HEADER, unique, false);
  if (!made.ok) return made;
  const { seed } = key.value;
  const publicKey = ed25519PublicKey(seed);
  const cosigner = (time: number): Signer => ed25519Cosigner(key.value.name, seed, publicKey, time);
  return ok({
    cosigner,
    logs: () => readLogs(list),
    cosign: (submission, time, own) => {
      const file = join(path, `${hash('sha256', submission.origin)}.note`);
      const moved = moveWitness<Refused>(file, own, (note) => {
        const checked = checkSubmission(submission, note === undefined ? undefined : newestIn(note));
        if (!checked.ok) return checked;
        const cosigned = cosignNote(submission.checkpoint, cosigner(time));
        return cosigned.ok ? cosigned : err({ status: 400, type: 'text/plain', body: `${cosigned.error}\n` });
      });
      return moved.ok ? ok(moved.value.slice(submission.checkpoint.length)) : moved;
    },
  });
}

/** INVARIANT: a file that is there and says nothing stops the witness; taken for none, it would let a log begin anew. */
function newestIn(note: string): Checkpoint {
  const parsed = parseNote(note);
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.value.text) : parsed;
  if (!checkpoint.ok) throw new Error(`What this witness has cosigned last is damaged: ${checkpoint.error}`);
  return checkpoint.value;
}

interface WitnessKey {
  readonly name: string;
  readonly seed: Uint8Array;
}

function readKey(path: string, name: string | undefined, random: Random, unique: string): Result<WitnessKey, StoreFault> {
  const text = readPrivate(path);
  if (text.ok) {
    const value = parseJson(text.value);
    const [known = '', seed = ''] = isObject(value) ? [stringAt(value, 'name'), stringAt(value, 'seed')] : [];
    const bytes = Buffer.from(seed, 'base64');
    if (isKeyName(known) && bytes.length === 32) return ok({ name: known, seed: bytes });
    return err(fault('corrupt', `${path} is damaged. Restore it: a new key would be another witness.`));
  }
  if (text.error.reason !== 'missing') return text;
  if (name === undefined)
    return err(fault('missing', 'This witness has no key yet. Say what it is to be called: --name witness.example/w1'));
  if (!isKeyName(name)) return err(fault('unsafe', `"${name}" cannot be a witness’s name: 1 to 255 bytes without spaces and "+".`));
  const made: WitnessKey = { name, seed: random.bytes(32) };
  const written = writePrivate(path, `${JSON.stringify({ name, seed: Buffer.from(made.seed).toString('base64') })}\n`, unique, false);
  return written.ok ? ok(made) : written;
}

function readLogs(path: string): Result<readonly Verifier[], StoreFault> {
  return guarded(path, () => {
    const text = readFileSync(path, 'utf8');
    if (text.length > MAX_LOGS) return err(fault('unsafe', `${path} is too long.`));
    const keys: Verifier[] = [];
    for (const [index, line] of text.split('\n').entries()) {
      if (/^\s*(?:#|$)/.test(line)) continue;
      const key = parseVerifierKey(line);
      if (!key.ok) return err(fault('corrupt', `${path}:${index + 1}: ${key.error}`));
      keys.push(key.value);
    }
    return ok(keys);
  });
}
