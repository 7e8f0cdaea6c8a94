import { existsSync, lstatSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { err, ok, type Result } from '../domain/result.ts';
import { readPrivate, writePrivate } from '../state/files.ts';
import type { KeyPair } from '../state/hpke.ts';
import { pairFromPem, pemOf } from '../state/private-half.ts';
import { idOfPublic, type Keeping, type WrappingKey } from '../state/wrapping-keys.ts';
import type { CliInput } from './command.ts';
import { runKeyCommand } from './key-command.ts';
import { ownFolderAround, uniqueName } from './machine.ts';

/** Where a private half is to be kept, and how it gets there. */
export interface Destination {
  readonly kept: Keeping;
  readonly put: (pem: string) => Result<unknown, string>;
}

/** What the options say: a new file, or two commands, one that takes the key and one that gives it back. */
export function destinationOf(input: CliInput): Result<Destination, string> {
  const [to, store, command] = [input.text('to'), input.text('store'), input.text('command')];
  if (to !== undefined)
    return store === undefined && command === undefined ? fileAt(resolve(to)) : err('either --to FILE, or --store and --command');
  if (store !== undefined && command !== undefined) return ok({ kept: { command }, put: (pem) => runKeyCommand(store, pem) });
  return err(
    'say where the private half is to be kept: --to FILE, best on a medium that is not always there, or --store COMMAND with --command COMMAND',
  );
}

function fileAt(path: string): Result<Destination, string> {
  if (ownFolderAround(path) !== undefined)
    return err(`${dirname(path)} is one of Hookwarden’s own folders: whoever has what is sealed would have the key to it`);
  if (!existsSync(dirname(path))) return err(`there is no folder ${dirname(path)}`);
  if (lstatSync(path, { throwIfNoEntry: false })) return err(`${path} is there already; give a new file`);
  return ok({
    kept: { file: path },
    put: (pem) => {
      const written = writePrivate(path, pem, uniqueName(), false);
      if (!written.ok) return err(written.error.message);
      return written.value ? ok(undefined) : err(`${path} is there already; give a new file`);
    },
  });
}

/** Keeps the private half there, and reads it back: what would not open later is not used now. */
export function keepPrivateHalf(pair: KeyPair, { kept, put }: Destination): Result<WrappingKey, string> {
  const done = put(pemOf(pair));
  if (!done.ok) return done;
  const key: WrappingKey = { id: idOfPublic(pair.publicKey), publicKey: pair.publicKey, kept };
  const again = readPrivateHalf(key);
  return again.ok ? ok(key) : err(`the private half was stored and does not come back: ${again.error}`);
}

/** The private half of that wrapping key, from where it is kept. */
export function readPrivateHalf({ id, kept }: Pick<WrappingKey, 'id' | 'kept'>): Result<KeyPair, string> {
  const text = textOf(kept);
  if (!text.ok) return text;
  const pair = pairFromPem(text.value);
  if (!pair) return err(`what ${describeKeeping(kept)} holds is no private key for X25519`);
  return idOfPublic(pair.publicKey) === id ? ok(pair) : err(`${describeKeeping(kept)} holds another key than ${id}`);
}

function textOf(kept: Keeping): Result<string, string> {
  if ('command' in kept) return runKeyCommand(kept.command);
  const text = readPrivate(kept.file);
  return text.ok
    ? text
    : err(text.error.reason === 'missing' ? `there is no file ${kept.file}; where else it lies says --private FILE` : text.error.message);
}

export const describeKeeping = (kept: Keeping): string => ('file' in kept ? kept.file : `\`${kept.command}\``);
