import { originOf } from '../audit/checkpoint.ts';
import { ED25519 } from '../audit/ed25519.ts';
import { parseVerifierKey, type Verifier } from '../audit/note.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type Installation, readInstallation } from '../state/installation.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { localFolders } from './machine.ts';
import { readBounded, readBoundedBytes } from './read-bounded.ts';
import { openWhole } from './whole-file.ts';

export const ownKey = ({ id, publicKey }: Installation): Verifier => ({ name: originOf(id), algorithm: ED25519, publicKey });

/** The key that was given, else this installation's own. Without either there is nothing to hold a signature against. */
export function keyOf(input: CliInput): Result<Verifier, string> {
  const text = input.text('key');
  if (text !== undefined) {
    const key = parseVerifierKey(text);
    return key.ok ? key : err(`--key: ${key.error}`);
  }
  const installation = readInstallation(localFolders().config);
  return installation.ok ? ok(ownKey(installation.value)) : err(`say whose signature to expect: --key KEY (${installation.error.message})`);
}

/** A proof holds the record itself, whose input may be as large as a hook's. */
const MAX_FILE = 32 * 1024 * 1024;

export function readText(path: string | undefined, what: string): Result<string, string> {
  if (path === undefined) return err(`say which file: ${what}`);
  return readBounded(path, MAX_FILE);
}

export const readBytes = (path: string): Result<Buffer, string> => readBoundedBytes(path, MAX_FILE);

/** Larger than any archive that is made. */
const MAX_ARCHIVE = 128 * 1024 * 1024;

export const readArchive = (path: string): Result<Buffer, string> => readBoundedBytes(path, MAX_ARCHIVE);

/** Takes a report as it is made, in pieces. */
export interface Out {
  readonly write: (text: string) => void;
  /** Says where it lies now, or why it does not. */
  readonly close: () => Result<undefined, string>;
}

/** The file that `--out` names, which is not there yet and will be there whole or not at all, or standard output. */
export function openOut(input: CliInput): Result<Out, string> {
  const path = input.text('out');
  if (path === undefined) return ok({ write: (text) => process.stdout.write(text), close: () => ok(undefined) });
  const fault = (code: string) => err(`--out: ${path} cannot be written (${code})${code === 'EEXIST' ? '; it must not be there yet' : ''}`);
  const file = openWhole(path, { replace: false });
  if (!file.ok) return fault(file.error);
  const close = (): Result<undefined, string> => {
    const finished = file.value.finish();
    if (!finished.ok) return fault(finished.error);
    print(`written to ${path}`);
    return finished;
  };
  return ok({ write: file.value.write, close });
}

export function writeOut(text: string, input: CliInput): ExitCode {
  const out = openOut(input);
  if (!out.ok) return fail(out.error);
  out.value.write(text);
  const closed = out.value.close();
  return closed.ok ? 0 : fail(closed.error);
}
