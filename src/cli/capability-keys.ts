import { parseDuration } from '../domain/amounts.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { retireKey } from '../state/capability-key-acts.ts';
import { type KnownKey, signingKey } from '../state/capability-keyring.ts';
import { showTime } from './amounts.ts';
import { localIssuer, localKeyring, onKeys } from './capability-place.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { administerAlone } from './person.ts';
import { dropSigningHalf } from './signing-half.ts';
import { table } from './terminal.ts';

/** `capability keys [list|create|rotate|retire|export|import]` */
export async function capabilityKeys(input: CliInput): Promise<ExitCode> {
  const action = input.text('id') ?? 'list';
  switch (action) {
    case 'list':
      return list(input);
    case 'export':
      return exportKeys();
    case 'retire':
      return administerAlone(input, retire);
    case 'create':
    case 'rotate': {
      const { createKey, rotateKey } = await import('./capability-key-make.ts');
      return administerAlone(input, action === 'create' ? createKey : rotateKey);
    }
    case 'import':
      return administerAlone(input, (await import('./capability-key-import.ts')).importKeys);
    default:
      return fail(`"${action.slice(0, 40)}" is nothing to do with keys; it is list, create, rotate, retire, export or import`);
  }
}

/** How long what was replaced still counts; not at all where nothing is said. */
export function overlapOf(input: CliInput): Result<number, string> {
  const text = input.text('overlap');
  const overlap = text === undefined ? ok(0) : parseDuration(text);
  return overlap.ok ? overlap : err(`--overlap: ${overlap.error}`);
}

function list(input: CliInput): ExitCode {
  const keyring = localKeyring();
  if (!keyring.ok) return fail(keyring.error);
  const { keys } = keyring.value;
  const signs = signingKey(keyring.value)?.kid;
  if (input.flag('json')) for (const key of keys) print(JSON.stringify({ ...key, signs: key.kid === signs }));
  else if (keys.length === 0)
    print('No keys: no token counts here. Make one, or import those of others: hookwarden capability keys create|import');
  else
    print(
      table(
        ['kid', 'algorithm', 'issuer', 'for', 'since', 'state'],
        keys.map((key) => [key.kid, key.algorithm, key.issuer, key.audience, showTime(key.since), stateOf(key, key.kid === signs)]),
      ),
    );
  return 0;
}

function stateOf({ retiredAt }: KnownKey, signs: boolean): string {
  if (retiredAt !== undefined) return `${retiredAt <= systemClock.now() ? 'retired' : 'retires'} ${showTime(retiredAt)}`;
  return signs ? 'signs' : 'verifies';
}

/** A set as RFC 7517 has it, of our own keys that are not retired; `iss`, which others pass over, says who signs with them. */
function exportKeys(): ExitCode {
  const [keyring, issuer] = [localKeyring(), localIssuer()];
  if (!keyring.ok) return fail(keyring.error);
  if (!issuer.ok) return fail(issuer.error);
  const now = systemClock.now();
  const own = keyring.value.keys.filter((key) => key.issuer === issuer.value && (key.retiredAt ?? now + 1) > now);
  if (own.length === 0) return fail('there is no key of our own to export. Make one: hookwarden capability keys create');
  const keys = own.map(({ kid, algorithm, jwk }) => ({ ...jwk, kid, alg: algorithm, use: 'sig', iss: issuer.value }));
  print(JSON.stringify({ keys }, undefined, 2));
  return 0;
}

function retire(input: CliInput): ExitCode {
  const kid = input.text('what');
  if (kid === undefined) return fail('say which key: hookwarden capability keys retire KID (hookwarden capability keys list shows them)');
  const overlap = overlapOf(input);
  if (!overlap.ok) return fail(overlap.error);
  const before = localKeyring();
  if (!before.ok) return fail(before.error);
  const now = systemClock.now();
  const done = onKeys((place) => retireKey(place, { kid, at: now + overlap.value }, now));
  if (!done.ok) return fail(done.error);
  const kept = before.value.keys.find((key) => key.kid === kid)?.kept;
  const left = kept && dropSigningHalf(kept);
  const until = overlap.value === 0 ? 'none of its tokens counts any more' : `its tokens count until ${showTime(now + overlap.value)}`;
  print(`Key ${kid} signs nothing any more; ${until}.${left === undefined ? '' : ` But ${left}.`}`);
  return 0;
}
