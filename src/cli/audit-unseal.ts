import { resolve } from 'node:path';
import type { Place, SealedMark } from '../audit/record.ts';
import { UNSEAL } from '../audit/sealed-acts.ts';
import { isObject, type JsonObject, parseJson, stringAt } from '../domain/json.ts';
import type { Principal } from '../domain/principal.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { grants } from '../policy/grants.ts';
import { recordAct } from '../state/act.ts';
import { readCredential } from '../state/credential.ts';
import { sealedInput } from '../state/unseal.ts';
import { readWrappingKeys } from '../state/wrapping-keys.ts';
import { findRecord, withReader } from './audit-reader.ts';
import { bodyOf } from './audit-record.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { localPolicy, projectHere } from './local-policy.ts';
import { localFolders, withAdmin } from './machine.ts';
import { administerAlone } from './person.ts';
import { readPrivateHalf } from './private-half.ts';
import { printableLines } from './terminal.ts';

/** The permission that it takes. */
const [KIND, NAME] = ['audit', 'unseal'];

/** Shows the input of a record as it came. A person does, who may; that they did is in the log before they read it. */
export const unseal = (input: CliInput): Promise<ExitCode> => administerAlone(input, unsealAlone);

async function unsealAlone(input: CliInput): Promise<ExitCode> {
  const who = mayUnseal(input);
  if (!who.ok) return fail(who.error);
  const found = await withReader((reader, { id }) => {
    const record = findRecord(reader, input);
    return record.ok ? markOf(bodyOf(record.value), id) : record;
  });
  if (!found.ok) return fail(found.error.message);
  if (!found.value.ok) return fail(found.value.error);
  const { place, mark } = found.value.value;
  const opened = open(place, mark, input);
  if (!opened.ok) return fail(opened.error);
  const subject = { act: UNSEAL, record: place.id, sequence: place.sequence };
  const recorded = withAdmin((admin) => admin.transact((log) => recordAct({ ...log, by: who.value }, subject, systemClock.now())));
  if (!recorded.ok) return fail(`nothing is shown, for it cannot be recorded: ${recorded.error.message}`);
  if (input.flag('json')) process.stdout.write(opened.value);
  else print(shown(opened.value));
  return 0;
}

/** Whoever the key at hand is for, where their role grants it. */
function mayUnseal(input: CliInput): Result<Principal, string> {
  const now = systemClock.now();
  const credential = readCredential(localFolders(), process.env['HOOKWARDEN_API_KEY'], now);
  if (!credential.ok) return err(credential.error.message);
  const { text } = credential.value;
  const key = text === undefined ? ok(undefined) : withAdmin((admin) => admin.workingKey(text, now));
  if (!key.ok) return err(key.error.message);
  if (!key.value?.active) return err('no key that works is at hand: `hookwarden status` tells whose this machine presents');
  const policy = localPolicy(projectHere(input));
  if (!policy.ok) return err(policy.error);
  const { principal } = key.value;
  const role = Object.hasOwn(policy.value.roles, principal.role) ? policy.value.roles[principal.role] : undefined;
  const lists = [role?.permissions ?? [], ...(policy.value.ceiling ? [policy.value.ceiling] : [])];
  return lists.every((permissions) => grants(permissions, KIND, NAME))
    ? ok(principal)
    : err(
        `${principal.name} (${principal.role}) lacks the permission ${KIND}:${NAME}. A role that has it is given by the policy and \`hookwarden principal change\`.`,
      );
}

interface Marked {
  readonly place: Place;
  readonly mark: SealedMark;
}

function markOf(body: JsonObject | undefined, installId: string): Result<Marked, string> {
  if (!body) return err('that record has lost its content, and what was sealed beside it with it');
  const [id, { sequence, sealed }] = [stringAt(body, 'id'), body];
  const mark = isObject(sealed) ? sealed : undefined;
  const [key, sha256] = [stringAt(mark, 'key'), stringAt(mark, 'sha256')];
  if (id === undefined || typeof sequence !== 'number' || key === undefined || sha256 === undefined)
    return err('nothing was sealed with that record: the policy (audit.seal) did not ask for it, or there was no wrapping key');
  return ok({ place: { installId, sequence, id }, mark: { key, sha256 } });
}

function open(place: Place, mark: SealedMark, input: CliInput): Result<Uint8Array, string> {
  const sealed = withAdmin((admin) => admin.transact((log) => ok(sealedInput(log.db, place, mark))));
  if (!sealed.ok) return err(sealed.error.message);
  if (!sealed.value.ok) return sealed.value;
  const keys = readWrappingKeys(localFolders().config);
  if (!keys.ok) return err(keys.error.message);
  const { wrappingId, open: openBy } = sealed.value.value;
  const file = input.text('private');
  const kept = file === undefined ? keys.value.find(({ id }) => id === wrappingId)?.kept : { file: resolve(file) };
  if (!kept) return err(`the wrapping key ${wrappingId} is not pinned here any more; where its private half lies says --private FILE`);
  const half = readPrivateHalf({ id: wrappingId, kept });
  if (!half.ok) return half;
  const plain = openBy(half.value);
  return plain ? ok(plain) : err('it does not open: what is kept of its data key was changed. `hookwarden audit verify` tells more');
}

/** Indented where it is JSON, and harmless to a terminal. */
function shown(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('utf8');
  const value = parseJson(text);
  return printableLines(value === undefined ? text : JSON.stringify(value, null, 2));
}
