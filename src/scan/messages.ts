import type { Profile } from '../domain/decision.ts';
import type { LayerSource } from '../policy/artefact.ts';
import type { Aggregate } from './aggregate.ts';
import type { Batch, Unit, UnitOptions } from './unit.ts';

/** What a scan judges by, in a form that can be sent to a thread. */
export interface PolicySpec {
  /** Over what is built in. */
  readonly layers: readonly LayerSource[];
  readonly profile?: Profile | undefined;
}

export type ThreadOptions = Omit<UnitOptions, 'policy'> & { readonly policy: PolicySpec };

/** From the thread that gives out the work; `taken` says how many rows have gone on their way since. */
export type ToThread = { readonly kind: 'unit'; readonly unit: Unit } | { readonly kind: 'taken'; readonly rows: number };

/** From one that does it, one unit at a time. */
export type FromThread = { readonly kind: 'batch'; readonly batch: Batch } | { readonly kind: 'done'; readonly aggregate: Aggregate };
