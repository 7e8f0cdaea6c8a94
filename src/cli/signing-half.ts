import { join } from 'node:path';
import { err, ok, type Result } from '../domain/result.ts';
import { systemRandom } from '../hook/machine.ts';
import type { OwnKey } from '../state/capability-keyring.ts';
import { makePrivateFolder, readPrivate, removePrivate, writePrivate } from '../state/files.ts';
import { lockWith, openWith, passphraseFault } from '../state/passphrase.ts';
import type { Keeping } from '../state/wrapping-keys.ts';
import type { CliInput } from './command.ts';
import { enterPassphrase } from './hidden-entry.ts';
import { runKeyCommand } from './key-command.ts';
import { localFolders, uniqueName } from './machine.ts';

/** Keeps the private half of a key that signs capabilities, PKCS #8 in PEM: with two commands, or in a file that a passphrase opens. */
export async function keepSigningHalf(kid: string, pem: string, input: CliInput): Promise<Result<Keeping, string>> {
  const [store, command] = [input.text('store'), input.text('command')];
  if (store === undefined && command === undefined) return keepLocked(kid, pem, input);
  if (store === undefined || command === undefined) return err('--store takes the key in, --command gives it back: say both');
  const stored = runKeyCommand(store, pem);
  if (!stored.ok) return stored;
  const again = runKeyCommand(command);
  if (!again.ok) return err(`the key was stored and does not come back: ${again.error}`);
  return again.value.trim() === pem.trim() ? ok({ command }) : err('the key was stored, and what comes back is another');
}

async function keepLocked(kid: string, pem: string, input: CliInput): Promise<Result<Keeping, string>> {
  const descriptor = input.text('passphrase-fd');
  const first = await enterPassphrase('New passphrase for the key: ', descriptor);
  if (!first.ok) return first;
  const fault = passphraseFault(first.value);
  if (fault !== undefined) return err(fault);
  const second = descriptor === undefined ? await enterPassphrase('The same again: ', undefined) : first;
  if (!second.ok) return second;
  if (second.value !== first.value) return err('the two are not the same; no key was made');
  const folder = join(localFolders().config, 'capability-keys');
  const made = makePrivateFolder(folder);
  if (!made.ok) return err(made.error.message);
  const file = join(folder, kid);
  const written = writePrivate(file, lockWith(first.value, pem, kid, systemRandom), uniqueName(), false);
  if (!written.ok) return err(written.error.message);
  return written.value ? ok({ file }) : err(`${file} is there already`);
}

/** The private half, from the command that gives it or with the passphrase. */
export async function openSigningHalf({ kid, kept }: OwnKey, input: CliInput): Promise<Result<string, string>> {
  if ('command' in kept) return runKeyCommand(kept.command);
  const locked = readPrivate(kept.file);
  if (!locked.ok) return err(locked.error.message);
  const passphrase = await enterPassphrase(`Passphrase of the key ${kid}: `, input.text('passphrase-fd'));
  if (!passphrase.ok) return passphrase;
  const pem = openWith(passphrase.value, locked.value, kid);
  return pem === undefined ? err(`that is not the passphrase, or ${kept.file} was changed`) : ok(pem);
}

/** Undefined where nothing is left of it; else what a person has to do. */
export function dropSigningHalf(kept: Keeping): string | undefined {
  if ('command' in kept) return `its private half is still where \`${kept.command}\` finds it: delete it there`;
  const removed = removePrivate(kept.file);
  return removed.ok ? undefined : removed.error.message;
}
