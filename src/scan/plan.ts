import { peekFormat } from './events.ts';
import { hashOf } from './part.ts';
import type { Source } from './sources.ts';
import type { Unit } from './unit.ts';

/** One of several runs that share the work: `take` of `of`, from 0. */
export interface Shard {
  readonly of: number;
  readonly take: number;
}

/** A source with the units that cover what of it falls to this run. */
export interface Planned {
  readonly source: Source;
  readonly units: readonly Unit[];
}

/** Smaller ones are not worth being read more than once. */
const WORTH_PARTING = 4 * 1024 * 1024;

/**
 * What this run reads, and in how many parts. Sources are dealt out by their paths; a large log of many sessions is dealt out by those,
 * so that each session stays with one judge.
 */
export async function planUnits(sources: readonly Source[], shard: Shard, threads: number): Promise<readonly Planned[]> {
  const planned: Planned[] = [];
  for (const source of sources) {
    const { path, named, modified } = source;
    const whole = { path, named, modified };
    if (source.bytes >= WORTH_PARTING && shard.of * threads > 1 && (await peekFormat(path)) === 'hook-events')
      planned.push({ source, units: parts(whole, shard, threads) });
    else if (path === '-' || hashOf(Buffer.from(path)) % shard.of === shard.take) planned.push({ source, units: [whole] });
  }
  return planned;
}

const parts = (whole: Unit, { of, take }: Shard, threads: number): readonly Unit[] =>
  Array.from({ length: threads }, (_, thread) => ({ ...whole, part: { of: of * threads, take: take + of * thread } }));
