import type { Answered, Asked, AskedOfParent, ListedCapability, Revoked } from './capabilities/answers.ts';
import { localFolders, openLocalAdmin } from './cli/machine.ts';
import { checkPin, noAgentAbove } from './cli/person.ts';
import type { Chain, Refused } from './domain/capability.ts';
import type { StoreFault } from './domain/ports.ts';
import { err, ok, type Result } from './domain/result.ts';
import { systemClock } from './hook/machine.ts';
import type { Admin, AdminLog } from './state/admin.ts';
import {
  delegateCapability,
  registryOf,
  requestCapability,
  revokeCapability,
  revokePrincipal,
  validateCapability,
} from './state/capability-acts.ts';
import { listCapabilities, treeOf } from './state/capability-list.ts';
import { resolve } from './state/held.ts';
import { hasPin } from './state/pin.ts';

/** Capabilities of this machine for other programs: the package's `hookwarden/capabilities` (docs/capabilities.md). */
export type { Capability, Chain, Constraints, Refused, ResourceType } from './domain/capability.ts';
export type { Result } from './domain/result.ts';
export type { Answered, Asked, AskedOfParent, ListedCapability, Revoked };

/** What is wrong and what to do; nothing secret. */
export type Fault = Pick<StoreFault, 'message'>;

export interface Capabilities {
  /** What an id or a token gives now, the root first, or why it gives nothing; with a principal, to that one. Leaves no record: it is asked often. */
  readonly check: (text: string, principal?: string) => Result<Chain, Refused>;
  /** As `check`, and recorded. */
  readonly validate: (text: string, principal?: string) => Result<Result<Chain, Refused>, Fault>;
  readonly list: () => readonly ListedCapability[];
  /** One with all that descends from it; empty where it is not kept here. */
  readonly show: (id: string) => readonly ListedCapability[];
  readonly close: () => void;
}

export interface CapabilityAdministration extends Capabilities {
  readonly request: (asked: Asked) => Result<Answered, Fault>;
  readonly delegate: (parent: string, asked: AskedOfParent) => Result<Answered, Fault>;
  /** Once this has returned, neither it nor anything that descends from it is good. */
  readonly revoke: (id: string, because: string) => Result<Revoked, Fault>;
  readonly revokeAll: (principal: string, because: string) => Result<undefined, Fault>;
}

/** Opens the installation of this user, or of HOOKWARDEN_HOME, for looking. */
export function openCapabilities(): Result<Capabilities, Fault> {
  const admin = openLocalAdmin();
  return admin.ok ? ok(looking(admin.value)) : admin;
}

/** Opens it for a person's acts: not below an agent, and once a PIN is set only with that. */
export function administerCapabilities({ pin = '' }: { readonly pin?: string } = {}): Result<CapabilityAdministration, Fault> {
  const person = provenBy(pin);
  if (!person.ok) return err({ message: person.error });
  const opened = openLocalAdmin();
  if (!opened.ok) return opened;
  const admin = opened.value;
  const act = <T>(work: (log: AdminLog, now: number) => Result<T, StoreFault>) => admin.transact((log) => work(log, systemClock.now()));
  return ok({
    ...looking(admin),
    request: (asked) => act((log, now) => requestCapability(log, asked, now)),
    delegate: (parent, asked) => act((log, now) => delegateCapability(log, parent, asked, now)),
    revoke: (id, because) => act((log, now) => revokeCapability(log, id, because, now)),
    revokeAll: (principal, because) => act((log, now) => revokePrincipal(log, principal, because, now)),
  });
}

function provenBy(pin: string): Result<string, string> {
  const alone = noAgentAbove();
  if (!alone.ok) return alone;
  const set = hasPin(localFolders().config);
  if (!set.ok) return err(set.error.message);
  return set.value ? checkPin(pin) : alone;
}

const looking = (admin: Admin): Capabilities => ({
  check: (text, principal) => admin.alone((log) => resolve(registryOf(log), text, systemClock.now(), principal)),
  validate: (text, principal) => admin.transact((log) => validateCapability(log, text, systemClock.now(), principal)),
  list: () => admin.alone((log) => listCapabilities(log, systemClock.now())),
  show: (id) => admin.alone((log) => treeOf(log, id, systemClock.now())),
  close: admin.close,
});
