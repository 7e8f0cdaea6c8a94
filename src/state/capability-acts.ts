import type { Answered, Asked, AskedOfParent, Revoked } from '../capabilities/answers.ts';
import { delegate } from '../capabilities/delegate.ts';
import { encodeCapability } from '../capabilities/encode.ts';
import { isId, parseCapability } from '../capabilities/parse.ts';
import type { Capability, Chain, HeldReason, Refused } from '../domain/capability.ts';
import { type JsonObject, parseJson } from '../domain/json.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { recordAct } from './act.ts';
import type { AdminLog } from './admin.ts';
import { allCapabilities, capabilityKey, descendantsOf, insertCapability, readChain } from './capabilities.ts';
import { forgetRevocations, putRevocation } from './capability-revocations.ts';
import { fault } from './faults.ts';
import { type Registry, resolve, standing } from './held.ts';
import { findPrincipal } from './principals.ts';

export const registryOf = ({ db, pepper, tokenKeys }: AdminLog): Registry => ({
  db,
  key: capabilityKey(pepper),
  ...(tokenKeys && { tokenKeys }),
});

/** A capability that descends from none. */
export function requestCapability(log: AdminLog, asked: Asked, now: number): Result<Answered, StoreFault> {
  const request = newId(log, 'req');
  const recorded = recordAct(log, { act: 'capability.request', correlation: request, asked: parseJson(JSON.stringify(asked)) }, now);
  if (!recorded.ok) return recorded;
  const root = { ...asked, id: newId(log, 'cap'), issuedAt: now, depth: 0 };
  return grant(log, 'capability.grant', request, () => ok({ chain: [root], narrowed: [] }), asked.principal, now);
}

/** One that is never wider than the one it descends from, for its owner or somebody else. */
export function delegateCapability(log: AdminLog, parent: string, asked: AskedOfParent, now: number): Result<Answered, StoreFault> {
  const chain = standing(registryOf(log), parent, now);
  const correlation = (chain.ok && chain.value[0]?.id) || newId(log, 'req');
  const made = () => {
    if (!chain.ok) return err(chain.error.reason);
    // What came in from elsewhere is in no row that one could descend from.
    if (asked.key === undefined && !isKept(log, chain.value)) return err('broken-chain' as const);
    return delegate(chain.value, { ...asked, id: newId(log, 'cap') }, now);
  };
  return grant(log, 'capability.delegate', correlation, made, asked.principal, now);
}

function isKept({ db, pepper }: AdminLog, chain: Chain): boolean {
  const id = chain.at(-1)?.id;
  return id !== undefined && readChain(db, capabilityKey(pepper), id).ok;
}

type Denial = Extract<Answered, { kind: 'denied' }>['reason'];
type Made = Result<{ readonly chain: readonly object[]; readonly narrowed: readonly string[] }, Denial>;

function grant(
  log: AdminLog,
  act: string,
  correlation: string,
  make: () => Made,
  principal: string,
  now: number,
): Result<Answered, StoreFault> {
  const owner = typeof principal === 'string' ? findPrincipal(log.db, principal) : undefined;
  const made: Made = owner?.status === 'active' ? make() : err(owner ? 'suspended' : 'no-principal');
  const chain = made.ok ? parseChain(made.value.chain) : made;
  const last = chain.ok ? chain.value.at(-1) : undefined;
  if (!made.ok || !chain.ok || !last) {
    const reason = made.ok ? (chain.ok ? 'malformed' : chain.error) : made.error;
    const denied = recordAct(log, { act: 'capability.deny', correlation, principal, reason }, now, { kind: 'admin', decision: 'deny' });
    return denied.ok ? ok({ kind: 'denied', reason }) : denied;
  }
  insertCapability(log.db, capabilityKey(log.pepper), last);
  const { narrowed } = made.value;
  const recorded = recordAct(log, { act, correlation, capability: last.id, granted: parseJson(encodeCapability(last)), narrowed }, now);
  return recorded.ok ? ok({ kind: 'granted', chain: chain.value, narrowed }) : recorded;
}

function parseChain(links: readonly object[]): Result<Chain, HeldReason> {
  const chain: Capability[] = [];
  for (const link of links) {
    const parsed = parseCapability(link);
    if (!parsed.ok) return parsed;
    chain.push(parsed.value);
  }
  return ok(chain);
}

/** What a presented text gives now; that it was asked is recorded. */
export function validateCapability(
  log: AdminLog,
  text: string,
  now: number,
  principal?: string,
): Result<Result<Chain, Refused>, StoreFault> {
  const chain = resolve(registryOf(log), text, now, principal);
  const said: JsonObject = chain.ok
    ? { correlation: chain.value[0]?.id, capability: chain.value.at(-1)?.id }
    : { capability: chain.error.id, reason: chain.error.reason };
  const recorded = recordAct(log, { act: 'capability.validate', ...said }, now, {
    kind: 'admin',
    decision: chain.ok ? 'allow' : 'deny',
  });
  return recorded.ok ? ok(chain) : recorded;
}

/** From now on neither it nor anything that descends from it is good, wherever those are. */
export function revokeCapability(log: AdminLog, id: string, because: string, now: number): Result<Revoked, StoreFault> {
  if (!isId(id)) return err(fault('missing', 'A capability is revoked by its id: `hookwarden capability list` shows them.'));
  const chain = readChain(log.db, capabilityKey(log.pepper), id);
  const kept = chain.ok || chain.error.reason !== 'unknown';
  const descendants = descendantsOf(log.db, id).length;
  const correlation = chain.ok ? chain.value[0]?.id : id;
  const revoked = revoke(log, `cap:${id}`, { act: 'capability.revoke', correlation, capability: id, descendants }, because, now);
  return revoked.ok ? ok({ kept, descendants }) : revoked;
}

/** Every capability that this principal was issued until now, with what descends from it. */
export function revokePrincipal(log: AdminLog, principal: string, because: string, now: number): Result<undefined, StoreFault> {
  if (!findPrincipal(log.db, principal))
    return err(fault('missing', `There is no principal ${principal}. \`hookwarden principal list\` shows them.`));
  // What was issued before the clock was set back was issued until now, too.
  const issued = allCapabilities(log.db, capabilityKey(log.pepper)).flatMap(({ read }) =>
    read.ok && read.value.principal === principal ? [read.value.issuedAt] : [],
  );
  const until = issued.reduce((latest, time) => Math.max(latest, time), now);
  const act = { act: 'capability.revoke-all', correlation: principal, principal, revoked_at: until };
  return revoke(log, `principal:${principal}`, act, because, now, until);
}

function revoke(
  log: AdminLog,
  subject: string,
  act: JsonObject,
  because: string,
  now: number,
  revokedAt = now,
): Result<undefined, StoreFault> {
  const reason = log.redact.text(because);
  putRevocation(log.db, { subject, revokedAt, because: reason });
  forgetRevocations(log.db, now);
  return recordAct(log, { ...act, because: reason }, now);
}

const newId = ({ random }: AdminLog, kind: string): string => `${kind}_${Buffer.from(random.bytes(16)).toString('base64url')}`;
