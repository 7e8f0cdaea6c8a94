import { resolve } from 'node:path';
import { counted } from '../domain/amounts.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import type { AdminLog } from '../state/admin.ts';
import { allDataKeys, type DataKey } from '../state/data-keys.ts';
import { type KeyPair, newKeyPair } from '../state/hpke.ts';
import { createWrappingKey, dropWrappingKeys, rewrap, wrappingKeysInUse } from '../state/sealing-acts.ts';
import { readWrappingKeys, type WrappingKey } from '../state/wrapping-keys.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { localFolders, withAdmin } from './machine.ts';
import { administerAlone, PIN_OPTION } from './person.ts';
import { describeKeeping, destinationOf, keepPrivateHalf, readPrivateHalf } from './private-half.ts';
import { coloured, table } from './terminal.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', { choices: ['show', 'create-sealing', 'rotate'], default: 'show', describe: 'What to do' })
      .option('to', {
        type: 'string',
        describe: 'The new file for the private half, outside of Hookwarden’s own folders (create-sealing, rotate)',
      })
      .option('store', { type: 'string', describe: 'Or what keeps it, run by sh with the key on standard input (create-sealing, rotate)' })
      .option('command', { type: 'string', describe: 'With --store: what gives it back on standard output' })
      .option('private', { type: 'string', describe: 'The file with the present private half, where it was moved (rotate)' })
      .option('json', { type: 'boolean', describe: 'For scripts (show)' })
      .option('pin-fd', PIN_OPTION)
      .example('$0 keys create-sealing --to /media/stick/sealing.pem', 'make the key that opens what is sealed')
      .epilogue(
        'Where the policy says audit.seal, the full input of a call is kept sealed beside its record. This machine has only the public half ' +
          'of the key; the private half opens what was sealed: hookwarden audit show RECORD --unseal. See docs/sealing.md.\n' +
          'rotate wraps everything with a new key; the old private half opens nothing any more and can be destroyed.\n' +
          'API keys are `hookwarden key`.',
      ),
  run: (input) => {
    switch (input.text('action')) {
      case 'create-sealing':
        return administerAlone(input, create);
      case 'rotate':
        return administerAlone(input, rotate);
      default:
        return show(input);
    }
  },
};

const transact = <T>(work: (log: AdminLog) => Result<T, StoreFault>): Result<T, string> => {
  const done = withAdmin((admin) => admin.transact(work));
  return done.ok ? done : err(done.error.message);
};

function pinnedKeys(): Result<readonly WrappingKey[], string> {
  const keys = readWrappingKeys(localFolders().config);
  return keys.ok ? keys : err(keys.error.message);
}

function create(input: CliInput): ExitCode {
  const pinned = pinnedKeys();
  if (!pinned.ok) return fail(pinned.error);
  if (pinned.value.length > 0) return fail('there is a wrapping key already. Change it: hookwarden keys rotate');
  const made = newWrappingKey(input);
  if (!made.ok) return fail(made.error);
  const done = transact((log) => createWrappingKey(log, localFolders().config, made.value, systemClock.now()));
  if (!done.ok) return fail(done.error);
  print(
    `Key ${made.value.id} wraps from now on; its private half is with ${describeKeeping(made.value.kept)}.\n` +
      'Keep a copy of that elsewhere: without it nothing that is sealed opens again. What is sealed says the policy: audit: { seal: denied }',
  );
  return 0;
}

function newWrappingKey(input: CliInput): Result<WrappingKey, string> {
  const destination = destinationOf(input);
  return destination.ok ? keepPrivateHalf(newKeyPair(), destination.value) : destination;
}

function rotate(input: CliInput): ExitCode {
  const pinned = pinnedKeys();
  if (!pinned.ok) return fail(pinned.error);
  const [first, ...older] = pinned.value;
  if (!first) return fail('there is no wrapping key yet. Make one: hookwarden keys create-sealing');
  const used = transact((log) => ok(wrappingKeysInUse(log)));
  if (!used.ok) return fail(used.error);
  const unfinished = older.some(({ id }) => used.value.has(id));
  const halves = privateHalves(unfinished ? older : pinned.value, used.value, input.text('private'));
  if (!halves.ok) return fail(halves.error);
  const next = unfinished ? ok(undefined) : newWrappingKey(input);
  if (!next.ok) return fail(next.error);
  const count = transact((log) => rewrap(log, localFolders().config, next.value, halves.value, systemClock.now()));
  if (!count.ok) return fail(count.error);
  return report(next.value ?? first, count.value, unfinished);
}

/** Each is asked for only where a data key waits for it. */
function privateHalves(
  keys: readonly WrappingKey[],
  used: ReadonlySet<string>,
  file: string | undefined,
): Result<readonly KeyPair[], string> {
  const halves: KeyPair[] = [];
  for (const key of keys.filter(({ id }) => used.has(id))) {
    const half = readPrivateHalf(file === undefined ? key : { id: key.id, kept: { file: resolve(file) } });
    if (!half.ok) return half;
    halves.push(half.value);
  }
  return ok(halves);
}

function report(first: WrappingKey, count: number, finished: boolean): ExitCode {
  const dropped = transact((log) => dropWrappingKeys(log, localFolders().config));
  if (!dropped.ok) return fail(dropped.error);
  const swept = withAdmin((admin) => admin.sweep());
  print(
    [
      ...(finished ? ['A rotation that was cut short is finished now. For another key run this once more.'] : []),
      `Key ${first.id} wraps from now on; ${counted(count, 'data key')} ${count === 1 ? 'was' : 'were'} wrapped anew.`,
      ...dropped.value.map(({ id, kept }) => `${id} opens nothing here any more: destroy its private half (${describeKeeping(kept)}).`),
      ...(swept.ok && swept.value ? [] : [UNSWEPT]),
    ].join('\n'),
  );
  return 0;
}

export const UNSWEPT =
  'Other calls are under way, so that traces may lie in the write-ahead log for a moment longer: they go when it is next emptied.';

function show(input: CliInput): ExitCode {
  const pinned = pinnedKeys();
  if (!pinned.ok) return fail(pinned.error);
  const rows = transact((log) => ok(allDataKeys(log.db)));
  if (!rows.ok) return fail(rows.error);
  const wrapping = pinned.value.map(({ id, publicKey, kept }) => ({ id, public: Buffer.from(publicKey).toString('base64'), kept }));
  const dataKeys = rows.value.map(({ key_id, month, wrapping_id }: DataKey) => ({ id: key_id, month, wrappedBy: wrapping_id }));
  if (input.flag('json')) {
    print(JSON.stringify({ wrapping, dataKeys }));
    return 0;
  }
  if (wrapping.length === 0)
    print('No wrapping key: nothing is sealed, whatever the policy says. Make one: hookwarden keys create-sealing');
  for (const { id, public: half, kept } of wrapping)
    print(`${coloured('bold', 'Wrapping key')} ${id}  public ${half}  private with ${describeKeeping(kept)}`);
  if (dataKeys.length > 0)
    print(
      table(
        ['data key', 'month', 'wrapped by'],
        dataKeys.map(({ id, month, wrappedBy }) => [id, month, wrappedBy]),
      ),
    );
  return 0;
}
