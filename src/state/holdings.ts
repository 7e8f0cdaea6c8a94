import type { Held, LinkUse, UsedUp } from '../domain/capability.ts';
import type { TokenKey } from '../domain/capability-key.ts';
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
  return {
    presented,
    resolveAll: (db, texts, now) => {
      // Each of several tokens is held against the same keys.
      let known: readonly TokenKey[] | undefined;
      const tokenKeys = (): readonly TokenKey[] => {
        known ??= readTokenKeys(config, pepper);
        return known;
      };
      const registry = { db, key: capabilityKey(pepper), tokenKeys };
      return texts.map((text) => ({ text, chain: resolve(registry, text, now) }));
    },
    countUses,
  };
}
