import { randomBytes } from 'node:crypto';
import type { Clock, Random } from '../domain/ports.ts';

export const systemClock: Clock = {
  now: () => Date.now() * 1000,
  elapsed: () => {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1_000_000 + Math.round(nanoseconds / 1000);
  },
};

export const systemRandom: Random = { bytes: (count) => randomBytes(count) };

export const systemPause = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};
