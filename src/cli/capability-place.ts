import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { KeyPlace } from '../state/capability-key-acts.ts';
import { type Keyring, readKeyring } from '../state/capability-keyring.ts';
import { readInstallation } from '../state/installation.ts';
import { localFolders, uniqueName, withAdmin } from './machine.ts';

/** The keys that are known here, and how capabilities are given out. */
export function localKeyring(): Result<Keyring, string> {
  const { config } = localFolders();
  const installation = readInstallation(config);
  const keyring = installation.ok ? readKeyring(config, installation.value.pepper) : installation;
  return keyring.ok ? keyring : err(keyring.error.message);
}

/** What this installation is called in the tokens that it signs. */
export function localIssuer(): Result<string, string> {
  const installation = readInstallation(localFolders().config);
  return installation.ok ? ok(installation.value.id) : err(installation.error.message);
}

/** Runs an act on the keys, in one transaction with its record. */
export function onKeys<T>(work: (place: KeyPlace) => Result<T, StoreFault>): Result<T, string> {
  const { config } = localFolders();
  const done = withAdmin((admin) => admin.transact((log) => work({ log, config, unique: uniqueName() })));
  return done.ok ? done : err(done.error.message);
}
