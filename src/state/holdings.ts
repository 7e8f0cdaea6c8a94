import type { Held, LinkUse, UsedUp } from '../domain/capability.ts';
import { capabilityKey } from './capabilities.ts';
import { readTokenKeys } from './capability-keyring.ts';
import { countUses } from './capability-uses.ts';
import { resolve } from './held.ts';
import type { Connection } from './sqlite.ts';

/** What a run presents, and what that gives. */
export interface Holdings {
  readonly presented: readonly string[];
  readonly resolveAll: (db: Connection, texts: readonly string[], now: number) => readonly Held[];
  /** Counts a call against all of them or against none; what is used up is told. */
  readonly countUses: (db: Connection, links: readonly LinkUse[], now: number) => UsedUp | undefined;
}

export function holdingsOf(presented: readonly string[], pepper: Uint8Array, config: string): Holdings {
  const registry = { key: capabilityKey(pepper), tokenKeys: () => readTokenKeys(config, pepper) };
  return {
    presented,
    resolveAll: (db, texts, now) => texts.map((text) => ({ text, chain: resolve({ db, ...registry }, text, now) })),
    countUses,
  };
}
