import { LIST_TYPE, type ListFault, listClaims, readList } from '../capabilities/revocation-list.ts';
import { systemClock } from '../hook/machine.ts';
import { nextList, takeList } from '../state/capability-list-acts.ts';
import { localKeyring, onKeys } from './capability-place.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { administerAlone } from './person.ts';
import { readBounded } from './read-bounded.ts';

const MAX_BYTES = 16 * 1024 * 1024;

/** `capability revocations export|import FILE` */
export function capabilityRevocations(input: CliInput): ExitCode | Promise<ExitCode> {
  switch (input.text('id')) {
    case 'export':
      return administerAlone(input, exportList);
    case 'import':
      return administerAlone(input, importList);
    default:
      return fail('say what to do: hookwarden capability revocations export, or import FILE');
  }
}

async function exportList(input: CliInput): Promise<ExitCode> {
  const { openSigning } = await import('./capability-issue.ts');
  const signing = await openSigning(input);
  if (!signing.ok) return fail(signing.error);
  const { key, sign } = signing.value;
  const list = onKeys(({ log }) => nextList(log, key.issuer, systemClock.now()));
  if (!list.ok) return fail(list.error);
  const text = await sign({ ...listClaims(list.value) }, LIST_TYPE);
  const read = readList(text, [key], systemClock.now());
  if (!read.ok) return fail(`what has been taken back does not fit into one list: it would be ${read.error}`);
  print(text);
  return 0;
}

/** All of a list counts, or none of it. */
function importList(input: CliInput): ExitCode {
  const file = input.text('what');
  if (file === undefined) return fail('say which list: hookwarden capability revocations import FILE');
  const text = readBounded(file, MAX_BYTES);
  if (!text.ok) return fail(text.error);
  const keyring = localKeyring();
  if (!keyring.ok) return fail(keyring.error);
  const now = systemClock.now();
  const list = readList(text.value.trim(), keyring.value.keys, now);
  if (!list.ok) return fail(`${file}: the list is refused (${list.error}): ${MENDS[list.error]}. Nothing of it counts.`);
  const { issuer, sequence } = list.value;
  const brought = onKeys(({ log }) => takeList(log, list.value, now));
  if (!brought.ok) return fail(brought.error);
  print(
    brought.value === undefined
      ? `List ${sequence} of ${issuer} counts already.`
      : `List ${sequence} of ${issuer} counts from now on; ${brought.value} of it ${brought.value === 1 ? 'was' : 'were'} not known here.`,
  );
  return 0;
}

const MENDS: Readonly<Record<ListFault, string>> = {
  malformed: 'it is no list of revocations, or was cut short',
  oversized: 'it is longer than any that is signed here',
  'wrong-key': 'nobody here has vouched for the key that signed it: hookwarden capability keys import',
  'wrong-algorithm': 'its key signs by another algorithm',
  'retired-key': 'its key is retired; have it signed with the one that has taken its place',
  'wrong-signature': 'its signature does not fit; it was changed, or is not of that key',
  'not-yet-valid': 'it is from the future: compare the clocks',
};
