import { type HookEvent, SENDERS } from '../domain/event.ts';
import type { Verb } from '../domain/host.ts';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import type { Policy } from '../domain/policy.ts';
import type { Principal } from '../domain/principal.ts';
import { gatherFacts } from '../hook/facts.ts';
import { systemClock } from '../hook/machine.ts';
import { adapterFor } from '../hosts/index.ts';
import { type Judgement, judgeEvent } from '../pipeline.ts';
import type { Folders } from '../state/folders.ts';
import { LIMITS } from '../validation/limits.ts';
import { validate } from '../validation/validate.ts';
import { timeOf } from './audit-record.ts';
import { programFolder } from './machine.ts';

export type Rejudged = Pick<Judgement, 'verdict'>;

/** The stored call judged once more by its own policy, at its own time; undefined where it is none, or no longer an event. */
export function rejudge(body: JsonObject, policy: Policy, folders: Folders): Rejudged | undefined {
  const event = body['kind'] === 'call' ? recordedEvent(body) : undefined;
  if (!event) return undefined;
  const moment = { now: timeOf(body), attended: true, cwd: event.cwd, environment: process.env, folders, program: programFolder() };
  return judgeEvent(event, recordedPrincipal(body), gatherFacts(moment), policy, systemClock);
}

const VERBS: Readonly<Record<string, Verb>> = { call: 'block', event: 'notify' };

/** The call that a record is of, or what a tool gave back, as far as it is kept. */
export function recordedEvent(body: JsonObject): HookEvent | undefined {
  const host = SENDERS.find((known) => known === body['host']);
  const verb = VERBS[stringAt(body, 'kind') ?? ''];
  if (verb === undefined || host === undefined || !isObject(body['subject'])) return undefined;
  const event = validate(Buffer.from(JSON.stringify(body['subject'])), adapterFor(host), verb, LIMITS);
  return event.ok && event.value.tool !== undefined ? event.value : undefined;
}

export function recordedPrincipal(body: JsonObject): Principal {
  const principal = isObject(body['principal']) ? body['principal'] : undefined;
  return {
    id: stringAt(principal, 'id') ?? '',
    name: stringAt(principal, 'name') ?? '',
    role: stringAt(principal, 'role') ?? '',
    keyId: stringAt(principal, 'keyId') ?? '',
  };
}
