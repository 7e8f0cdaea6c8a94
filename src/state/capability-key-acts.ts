import type { JsonObject } from '../domain/json.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { recordAct } from './act.ts';
import type { AdminLog } from './admin.ts';
import { type CapabilityMode, type Keyring, type KnownKey, MAX_KEYS, readKeyring, writeKeyring } from './capability-keyring.ts';
import { fault } from './faults.ts';

/** A place where keys are known: the log that says how they came there, and the folder that they are in. */
export interface KeyPlace {
  readonly log: AdminLog;
  readonly config: string;
  readonly unique: string;
}

/** What is given out from now on. What was given out before counts as it did. */
export const setMode = (place: KeyPlace, mode: CapabilityMode, now: number): Result<Keyring, StoreFault> =>
  change(place, { act: 'capability.mode', mode }, now, (before) => ok({ ...before, mode }));

/** A key of our own; the one that signed before is retired at that time, where it is replaced. */
export function addOwnKey(place: KeyPlace, key: KnownKey, replaced: Retirement | undefined, now: number): Result<Keyring, StoreFault> {
  const subject = { act: 'capability.key.create', ...described(key), ...(replaced && { replaces: replaced.kid, retired_at: replaced.at }) };
  return change(place, subject, now, (before) => {
    const keys = replaced ? retired(before, replaced) : ok(before.keys);
    return keys.ok ? added(before, keys.value, key) : keys;
  });
}

export interface Retirement {
  readonly kid: string;
  /** Microseconds since 1970. */
  readonly at: number;
}

export const retireKey = (place: KeyPlace, retirement: Retirement, now: number): Result<Keyring, StoreFault> =>
  change(place, { act: 'capability.key.retire', kid: retirement.kid, retired_at: retirement.at }, now, (before) => {
    const keys = retired(before, retirement);
    return keys.ok ? ok({ ...before, keys: keys.value }) : keys;
  });

/** Keys of others, all of them or none; those that are known already stay as they are, retired ones retired. */
export function trustKeys(place: KeyPlace, keys: readonly KnownKey[], now: number): Result<Keyring, StoreFault> {
  return change(place, { act: 'capability.key.import', keys: keys.map(described) }, now, (before) =>
    keys
      .filter((key) => !before.keys.some((known) => isSame(known, key)))
      .reduce<Result<Keyring, StoreFault>>((so, key) => (so.ok ? added(so.value, so.value.keys, key) : so), ok(before)),
  );
}

const isSame = (known: KnownKey, key: KnownKey): boolean =>
  JSON.stringify([described(known), known.jwk]) === JSON.stringify([described(key), key.jwk]);

const described = ({ kid, algorithm, issuer, audience }: KnownKey) => ({ kid, algorithm, issuer, audience });

/** The record and the file stand together: what is not in the log is not believed. */
function change(
  { log, config, unique }: KeyPlace,
  subject: JsonObject,
  now: number,
  work: (before: Keyring) => Result<Keyring, StoreFault>,
): Result<Keyring, StoreFault> {
  const before = readKeyring(config, log.pepper);
  const after = before.ok ? work(before.value) : before;
  if (!after.ok) return after;
  const recorded = recordAct(log, subject, now);
  if (!recorded.ok) return recorded;
  const written = writeKeyring(config, after.value, log.pepper, unique);
  return written.ok ? after : written;
}

function added(before: Keyring, keys: readonly KnownKey[], key: KnownKey): Result<Keyring, StoreFault> {
  if (keys.length >= MAX_KEYS) return err(fault('exists', `There are ${MAX_KEYS} keys already, and no more are looked through.`));
  // The same key under another name would outlive its retirement.
  const same = keys.find(({ kid, jwk }) => kid === key.kid || JSON.stringify(jwk) === JSON.stringify(key.jwk));
  return same ? err(fault('exists', `The key ${same.kid} is known already.`)) : ok({ ...before, keys: [...keys, key] });
}

/** It signs nothing from now on, whenever its tokens end to count; and that is never later than it was to be before. */
function retired({ keys }: Keyring, { kid, at }: Retirement): Result<readonly KnownKey[], StoreFault> {
  const key = keys.find((known) => known.kid === kid);
  if (!key) return err(fault('missing', `There is no key ${kid}. \`hookwarden capability keys list\` shows them.`));
  const { kept: _kept, ...rest } = key;
  const retiredAt = Math.min(at, key.retiredAt ?? at);
  return ok(keys.map((known) => (known === key ? { ...rest, retiredAt } : known)));
}
