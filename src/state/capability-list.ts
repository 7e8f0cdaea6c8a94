import type { ListedCapability } from '../capabilities/answers.ts';
import type { AdminLog } from './admin.ts';
import { allCapabilities, capabilityKey, descendantsOf } from './capabilities.ts';
import { registryOf } from './capability-acts.ts';
import { allRevocations } from './capability-revocations.ts';
import { usesOf } from './capability-uses.ts';
import { standing } from './held.ts';

/** In the order of their issue, so that a parent stands before what descends from it. */
export function listCapabilities(log: AdminLog, now: number): readonly ListedCapability[] {
  const registry = registryOf(log);
  const because = new Map(allRevocations(log.db).map((revocation) => [revocation.subject, revocation.because]));
  const listed = allCapabilities(log.db, capabilityKey(log.pepper)).map(({ id, read }): ListedCapability => {
    const chain = standing(registry, id, now);
    const why = because.get(`cap:${id}`) ?? (read.ok ? because.get(`principal:${read.value.principal}`) : undefined);
    return {
      id,
      ...(read.ok && { capability: read.value }),
      ...(!chain.ok && { refused: chain.error, ...(why !== undefined && chain.error.reason === 'revoked' && { because: why }) }),
      used: usesOf(log.db, id),
    };
  });
  return listed.toSorted((left, right) => (left.capability?.issuedAt ?? 0) - (right.capability?.issuedAt ?? 0));
}

/** It and all that descends from it, each after its parent; empty where it is not kept here. */
export function treeOf(log: AdminLog, id: string, now: number): readonly ListedCapability[] {
  const wanted = new Set([id, ...descendantsOf(log.db, id)]);
  const listed = listCapabilities(log, now).filter((one) => wanted.has(one.id));
  const below = (parent: string): readonly ListedCapability[] =>
    listed.filter(({ capability }) => capability?.parent === parent).flatMap((one) => [one, ...below(one.id)]);
  return [...listed.filter((one) => one.id === id), ...below(id)];
}
