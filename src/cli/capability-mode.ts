import { systemClock } from '../hook/machine.ts';
import { setMode } from '../state/capability-key-acts.ts';
import { CAPABILITY_MODES, signingKey } from '../state/capability-keyring.ts';
import { localKeyring, onKeys } from './capability-place.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { administerAlone } from './person.ts';

/** `capability mode [central|token]` */
export function capabilityMode(input: CliInput): ExitCode | Promise<ExitCode> {
  const wanted = input.text('id');
  if (wanted === undefined) return show();
  const mode = CAPABILITY_MODES.find((known) => known === wanted);
  if (mode === undefined) return fail(`"${wanted.slice(0, 40)}" is no mode; it is central or token`);
  return administerAlone(input, () => {
    const keyring = localKeyring();
    if (!keyring.ok) return fail(keyring.error);
    if (mode === 'token' && !signingKey(keyring.value))
      return fail('there is no key to sign tokens with. Make one first: hookwarden capability keys create');
    const done = onKeys((place) => setMode(place, mode, systemClock.now()));
    return done.ok ? show() : fail(done.error);
  });
}

function show(): ExitCode {
  const keyring = localKeyring();
  if (!keyring.ok) return fail(keyring.error);
  print(
    keyring.value.mode === 'token'
      ? 'token: what is given out is a token, which whoever holds it presents; it is verified without the database.'
      : 'central: what is given out is kept in the database here, and presented by its id.',
  );
  return 0;
}
