import { NEW_WRAPPING_KEY, REWRAP, ROTATE } from '../audit/sealed-acts.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { recordAct } from './act.ts';
import type { AdminLog } from './admin.ts';
import { allDataKeys, dataKeyProof, putDataKey, unwrapDataKey, wrapDataKey } from './data-keys.ts';
import { fault } from './faults.ts';
import type { KeyPair } from './hpke.ts';
import { idOfPublic, readWrappingKeys, type WrappingKey, writeWrappingKeys } from './wrapping-keys.ts';

/** From now on inputs are sealed, where the policy wants them kept. */
export function createWrappingKey(log: AdminLog, config: string, key: WrappingKey, now: number): Result<undefined, StoreFault> {
  const before = readWrappingKeys(config);
  if (!before.ok) return before;
  if (before.value.length > 0) return err(fault('exists', 'There is a wrapping key already. Change it: hookwarden keys rotate'));
  const recorded = recordAct(log, { act: NEW_WRAPPING_KEY, wrapping_id: key.id, kept: { ...key.kept } }, now);
  if (!recorded.ok) return recorded;
  const written = writeWrappingKeys(config, [key], uniqueOf(log));
  return written.ok ? ok(undefined) : written;
}

/** The wrapping keys that data keys wait for, other than the one that wraps now: what a rotation needs the private halves of. */
export function wrappingKeysInUse(log: AdminLog): ReadonlySet<string> {
  return new Set(allDataKeys(log.db).map(({ wrapping_id }) => wrapping_id));
}

/**
 * Wraps every data key anew with the first wrapping key: all of them, or none. `next` is to be the first from now on; without it a
 * rotation that was cut short is brought to its end. The keys of before stay pinned, so that at whatever point this ends each data key's
 * own is; `dropWrappingKeys` lets go of them.
 */
export function rewrap(
  log: AdminLog,
  config: string,
  next: WrappingKey | undefined,
  privateHalves: readonly KeyPair[],
  now: number,
): Result<number, StoreFault> {
  const pinned = readWrappingKeys(config);
  if (!pinned.ok) return pinned;
  const keys = next ? [next, ...pinned.value] : pinned.value;
  const [first] = keys;
  if (!first) return err(fault('missing', 'There is no wrapping key. Make one: hookwarden keys create-sealing'));
  log.db.exec('PRAGMA secure_delete=ON');
  const rows = allDataKeys(log.db).filter(({ wrapping_id }) => wrapping_id !== first.id);
  for (const row of rows) {
    const opener = privateHalves.find(({ publicKey }) => idOfPublic(publicKey) === row.wrapping_id);
    const pair = opener && unwrapDataKey(log.installId, row, opener);
    if (!pair)
      return err(
        fault(
          'sealed',
          `The data key ${row.key_id} of ${row.month} does not open, so that nothing was changed: \`hookwarden audit verify\` tells more.`,
        ),
      );
    const wrapped = wrapDataKey(log.installId, row, pair, first, log.pepper);
    putDataKey(log.db, wrapped);
    const recorded = recordAct(log, { act: REWRAP, ...dataKeyProof(wrapped) }, now);
    if (!recorded.ok) return recorded;
  }
  const recorded = recordAct(log, { act: ROTATE, wrapping_id: first.id, kept: { ...first.kept }, keys: rows.length }, now);
  if (!recorded.ok) return recorded;
  const written = next ? writeWrappingKeys(config, keys, uniqueOf(log)) : ok(true);
  return written.ok ? ok(rows.length) : written;
}

/** The wrapping keys that no data key waits for are pinned no longer. */
export function dropWrappingKeys(log: AdminLog, config: string): Result<readonly WrappingKey[], StoreFault> {
  const pinned = readWrappingKeys(config);
  if (!pinned.ok) return pinned;
  const [first, ...others] = pinned.value;
  const used = wrappingKeysInUse(log);
  const dropped = others.filter(({ id }) => !used.has(id));
  if (!first || dropped.length === 0) return ok([]);
  const kept = others.filter(({ id }) => used.has(id));
  const written = writeWrappingKeys(config, [first, ...kept], uniqueOf(log));
  return written.ok ? ok(dropped) : written;
}

const uniqueOf = (log: AdminLog): string => Buffer.from(log.random.bytes(8)).toString('hex');
