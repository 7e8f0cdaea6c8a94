import { userInfo } from 'node:os';
import { counted } from '../domain/amounts.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock, systemPause } from '../hook/machine.ts';
import { answerPin, tryPin } from '../state/grant-acts.ts';
import { maintaining } from '../state/lock.ts';
import { isKnownHost } from '../state/open-calls.ts';
import { hasPin, isPin } from '../state/pin.ts';
import { agentAbove } from './ancestors.ts';
import { type CliInput, type ExitCode, fail } from './command.ts';
import { enterPin } from './hidden-entry.ts';
import { localFolders, withAdmin } from './machine.ts';

export const PIN_OPTION = { type: 'string', describe: 'Read the PIN from this file descriptor, not from the terminal' } as const;

/** Who acts, once the PIN has shown that it is a person; an error says what is missing. Without a PIN nobody can show it. */
export async function provePerson(input: CliInput): Promise<Result<string, string>> {
  const { config } = localFolders();
  const set = hasPin(config);
  if (!set.ok) return err(set.error.message);
  if (!set.value)
    return err('no PIN is set that would show that a person does this. Set one in a terminal of your own: hookwarden admin set-pin');
  const alone = noAgentAbove();
  if (!alone.ok) return alone;
  const pin = await enterPin('PIN: ', input.text('pin-fd'));
  return pin.ok ? checkPin(pin.value) : pin;
}

/** Runs an act of administration: for whoever is this user, and once a PIN is set for whoever knows that. */
export async function administer(input: CliInput, act: (input: CliInput) => ExitCode | Promise<ExitCode>): Promise<ExitCode> {
  const set = hasPin(localFolders().config);
  if (!set.ok) return fail(set.error.message);
  const person = set.value ? await provePerson(input) : ok('');
  return person.ok ? act(input) : fail(person.error);
}

/** As `administer`, for what was asked in words: what is wrong or missing there is said before anybody is asked for a PIN. */
export async function administerAsked<T>(
  input: CliInput,
  asked: Result<T, string>,
  act: (asked: T) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  return asked.ok ? administer(input, () => act(asked.value)) : fail(asked.error);
}

/** As `administer`, for what no agent does in its owner's name, with or without a PIN. */
export async function administerAlone(input: CliInput, act: (input: CliInput) => ExitCode | Promise<ExitCode>): Promise<ExitCode> {
  const alone = noAgentAbove();
  return alone.ok ? administer(input, act) : fail(alone.error);
}

const WRONG_PIN_MS = 5000;

/** As `administerAlone`, where the database that counts PINs and knows the hosts is the one that is damaged: who is wrong waits, and with them all others. */
export async function administerDamaged(input: CliInput, act: (input: CliInput) => ExitCode): Promise<ExitCode> {
  const { config, state } = localFolders();
  const alone = personHere(agentAbove(process.env, () => false));
  const set = hasPin(config);
  if (!alone.ok) return fail(alone.error);
  if (!set.ok) return fail(set.error.message);
  if (!set.value) return act(input);
  const pin = await enterPin('PIN: ', input.text('pin-fd'));
  if (!pin.ok) return fail(pin.error);
  const right = maintaining(state, () => {
    const answer = isPin(config, pin.value);
    if (answer.ok && !answer.value) systemPause(WRONG_PIN_MS);
    return answer;
  });
  if (!right.ok) return fail(right.error.message);
  return right.value ? act(input) : fail(WRONG_PIN);
}

const WRONG_PIN = 'that is not the PIN';

/** Whether this was started by a person and no agent, as far as that shows. */
export function noAgentAbove(): Result<string, string> {
  const known = withAdmin((admin) => admin.transact(({ db }) => ok(agentAbove(process.env, (above) => isKnownHost(db, above)))));
  return known.ok ? personHere(known.value) : err(known.error.message);
}

const personHere = (agent: string | undefined): Result<string, string> =>
  agent === undefined ? ok(userInfo().username) : err(`only a person does this, in a terminal of their own: ${agent}`);

/** Whether this is the PIN, after as many tries as there are; who acts, where it is. */
export function checkPin(pin: string): Result<string, string> {
  const tried = withAdmin((admin) => admin.transact((log) => ok(tryPin(log, systemClock.now()))));
  if (!tried.ok) return err(tried.error.message);
  if (tried.value !== undefined)
    return err(`too many wrong PINs: wait ${counted(Math.ceil(tried.value / 1_000_000), 'second')}, then try again`);
  const right = isPin(localFolders().config, pin);
  if (!right.ok) return err(right.error.message);
  const answered = withAdmin((admin) => admin.transact((log) => answerPin(log, right.value, systemClock.now())));
  if (!answered.ok) return err(answered.error.message);
  return right.value ? ok(userInfo().username) : err(WRONG_PIN);
}
