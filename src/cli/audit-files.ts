import { closeSync, openSync, writeFileSync } from 'node:fs';
import { originOf } from '../audit/checkpoint.ts';
import { ED25519 } from '../audit/ed25519.ts';
import { parseVerifierKey, type Verifier } from '../audit/note.ts';
import { codeOf } from '../domain/error-code.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type Installation, readInstallation } from '../state/installation.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { localFolders } from './machine.ts';
import { readBounded, readBoundedBytes } from './read-bounded.ts';

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
  readonly close: () => void;
}

/** The file that `--out` names, which is not there yet, or standard output. */
export function openOut(input: CliInput): Result<Out, string> {
  const path = input.text('out');
  if (path === undefined) return ok({ write: (text) => process.stdout.write(text), close: () => undefined });
  try {
    const file = openSync(path, 'wx');
    const close = (): void => {
      closeSync(file);
      print(`written to ${path}`);
    };
    return ok({ write: (text) => writeFileSync(file, text), close });
  } catch (error) {
    return err(`--out: ${path} cannot be written (${codeOf(error)}); it must not be there yet`);
  }
}

export function writeOut(text: string, input: CliInput): ExitCode {
  const out = openOut(input);
  if (!out.ok) return fail(out.error);
  out.value.write(text);
  out.value.close();
  return 0;
}
