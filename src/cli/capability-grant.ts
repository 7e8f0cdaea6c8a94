import type { Answered, Asked, AskedOfParent } from '../capabilities/answers.ts';
import { parseDuration } from '../domain/amounts.ts';
import { type Chain, type Constraints, RESOURCE_TYPES } from '../domain/capability.ts';
import { parseJson } from '../domain/json.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { constraintFault, isConstraints } from '../policy/constraint-forms.ts';
import type { AdminLog } from '../state/admin.ts';
import { delegateCapability, requestCapability } from '../state/capability-acts.ts';
import { heldFile, writeHeld } from '../state/credential.ts';
import { showTime } from './amounts.ts';
import { localKeyring } from './capability-place.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { localFolders, uniqueName, withAdmin } from './machine.ts';
import { administerAsked } from './person.ts';

const DAY = 86_400_000_000;

/** A capability that descends from none. */
export const request = (input: CliInput): Promise<ExitCode> =>
  administerAsked(input, wholeIn(input), (whole) =>
    answer((log, form) => requestCapability(log, { ...whole, ...form }, systemClock.now()), input),
  );

/** One that descends from another, and is never wider. */
export const delegate = (input: CliInput): Promise<ExitCode> =>
  administerAsked(input, delegationIn(input), ({ parent, ...asked }) =>
    answer((log, form) => delegateCapability(log, parent, { ...asked, ...form }, systemClock.now()), input),
  );

function wholeIn(input: CliInput): Result<Asked, string> {
  const type = RESOURCE_TYPES.find((one) => one === input.text('type'));
  const asked = askedIn(input);
  if (!asked.ok) return asked;
  const { resource, operations, expiresAt = systemClock.now() + DAY } = asked.value;
  if (!type || resource === undefined || !operations) return err('say what it is about: --type, --resource and --operation');
  return ok({ constraints: {}, ...asked.value, type, resource, operations, expiresAt });
}

function delegationIn(input: CliInput): Result<AskedOfParent & { readonly parent: string }, string> {
  const parent = input.text('id');
  if (parent === undefined) return err('say which one is handed on: hookwarden capability delegate ID --for PRINCIPAL');
  const asked = askedIn(input);
  return asked.ok ? ok({ ...asked.value, parent }) : asked;
}

function askedIn(input: CliInput): Result<AskedOfParent, string> {
  const principal = input.text('for');
  if (principal === undefined) return err('say whose it is to be: --for PRINCIPAL (hookwarden principal list shows them)');
  const expires = input.text('expires');
  const lifetime = expires === undefined ? ok(undefined) : parseDuration(expires);
  if (!lifetime.ok) return err(`--expires: ${lifetime.error}`);
  const constraints = constraintsIn(input.text('constraints'));
  if (!constraints.ok) return err(`--constraints: ${constraints.error}`);
  const [resource, operations] = [input.text('resource'), input.texts('operation')];
  return ok({
    principal,
    ...(resource !== undefined && { resource }),
    ...(operations.length > 0 && { operations }),
    ...(constraints.value && { constraints: constraints.value }),
    ...(lifetime.value !== undefined && { expiresAt: systemClock.now() + lifetime.value }),
  });
}

function constraintsIn(text: string | undefined): Result<Constraints | undefined, string> {
  if (text === undefined) return ok(undefined);
  const value: unknown = parseJson(text);
  if (value === undefined) return err('this is no JSON; write a table such as {"extensions": [".ts"]}');
  return isConstraints(value) ? ok(value) : err(constraintFault(value) ?? 'these are no constraints');
}

/** Prints what its holder presents, which is all that is wanted of it: the id, or in token mode the token. */
async function answer(ask: (log: AdminLog, form: Form) => Result<Answered, StoreFault>, input: CliInput): Promise<ExitCode> {
  const presenter = await presenterOf(input);
  if (!presenter.ok) return fail(presenter.error);
  const { form, present } = presenter.value;
  const answered = withAdmin((admin) => admin.transact((log) => ask(log, form)));
  if (!answered.ok) return fail(answered.error.message);
  if (answered.value.kind === 'denied') return fail(`denied: ${WHY[answered.value.reason] ?? answered.value.reason}`);
  const { chain, narrowed } = answered.value;
  const last = chain.at(-1);
  if (!last) return fail('nothing was granted');
  const token = await present(last.id, chain);
  if (!token.ok) return fail(token.error);
  if (narrowed.length > 0) process.stderr.write(`Less than was asked for, as what it descends from has no more: ${narrowed.join(', ')}.\n`);
  process.stderr.write(`Capability ${last.id} for ${last.principal} until ${showTime(last.expiresAt)}.\n`);
  if (!input.flag('hold')) {
    print(token.value);
    return 0;
  }
  const { config } = localFolders();
  const held = writeHeld(config, token.value, uniqueName());
  if (!held.ok) return fail(held.error.message);
  print(`New sessions hold it: ${heldFile(config)}`);
  return 0;
}

/** As what it is given out: with a key as a token of that. */
type Form = Pick<Asked, 'key'>;

interface Presenter {
  readonly form: Form;
  readonly present: (id: string, chain: Chain) => Promise<Result<string, string>>;
}

/** The key is opened before anything is granted: what cannot be handed over is not given out. */
async function presenterOf(input: CliInput): Promise<Result<Presenter, string>> {
  const keyring = localKeyring();
  if (!keyring.ok) return keyring;
  if (keyring.value.mode === 'central') return ok({ form: {}, present: async (id) => ok(id) });
  const { openSigning, tokenFor } = await import('./capability-issue.ts');
  const signing = await openSigning(input);
  if (!signing.ok) return signing;
  return ok({ form: { key: signing.value.key.kid }, present: (_id, chain) => tokenFor(chain, signing.value) });
}

const WHY: Readonly<Partial<Record<string, string>>> = {
  malformed: 'its resource, operations or times are none that a capability can have (docs/capabilities.md)',
  'no-principal': 'there is no such principal; `hookwarden principal list` shows them',
  suspended: 'the principal is suspended',
  unknown: 'there is no such capability; `hookwarden capability list` shows them',
  operation: 'what it descends from has none of these operations',
  'broken-chain': 'what it descends from came in a token and is not kept here; hand it on as a token: hookwarden capability mode token',
  depth: 'what it descends from may not be handed on further',
  revoked: 'what it descends from has been revoked',
  expired: 'what it descends from has expired',
  'retired-key': 'the key of what it descends from is retired',
};
