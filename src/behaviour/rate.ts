/** Calls an hour, over the hours in which there were any. */
export interface Rate {
  /** The hour that is being counted: hours since 1970, or -1 before the first. */
  readonly hour: number;
  readonly calls: number;
  readonly hours: number;
  readonly mean: number;
  /** Sum of squared differences from the mean (Welford 1962). */
  readonly spread: number;
  readonly most: number;
}

export const NO_RATE: Rate = { hour: -1, calls: 0, hours: 0, mean: 0, spread: 0, most: 0 };

const HOUR = 3_600_000_000;
/** Before so many hours nothing is known of what is usual. */
const LEAST_HOURS = 8;
const LEAST_CALLS = 30;
const MOST_BITS = 40;

export const hourOf = (time: number): number => Math.floor(time / HOUR);

/** An hour that comes late, from another log, is left out: it would make the open one seem busy. */
export function countCall(rate: Rate, time: number): Rate {
  const hour = hourOf(time);
  if (hour < rate.hour) return rate;
  if (hour === rate.hour) return { ...rate, calls: rate.calls + 1 };
  const closed = rate.hour < 0 ? rate : close(rate);
  return { ...closed, hour, calls: 1 };
}

function close(rate: Rate): Rate {
  const { calls } = rate;
  const hours = rate.hours + 1;
  const mean = rate.mean + (calls - rate.mean) / hours;
  return { ...rate, hours, mean, spread: rate.spread + (calls - rate.mean) * (calls - mean), most: Math.max(rate.most, calls) };
}

/**
 * How surprising the open hour is, in bits: that of a normal distribution's tail beyond it, with the deviation that was seen, or that of
 * calls which come independently of each other where that is more. None below half as many again as were ever seen.
 */
export function rateSurprise({ calls, hours, mean, spread, most }: Rate): number {
  if (hours < LEAST_HOURS || calls < LEAST_CALLS || calls <= 1.5 * most) return 0;
  const deviation = Math.max(Math.sqrt(spread / (hours - 1)), Math.sqrt(mean), 1);
  return Math.min(MOST_BITS, ((calls - mean) / deviation) ** 2 / 2 / Math.LN2);
}
