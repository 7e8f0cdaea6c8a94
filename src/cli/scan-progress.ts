import { systemClock } from '../hook/machine.ts';

/** One line on standard error that is written over, on a terminal only. */
export interface ProgressLine {
  readonly add: (done: { readonly bytes: number; readonly calls: number }) => void;
  /** Takes the line away, so that something else can be written. */
  readonly clear: () => void;
}

const EVERY = 200_000;
const WIDTH = 24;

/** `total` bytes are to be read; 0 where that is not known. */
export function progressLine(total: number, stream: NodeJS.WriteStream): ProgressLine {
  if (stream.isTTY !== true) return { add: () => undefined, clear: () => undefined };
  const begun = systemClock.elapsed();
  let [bytes, calls, last, shown] = [0, 0, begun, false];
  const show = (now: number): void => {
    const seconds = (now - begun) / 1e6;
    const share = total > 0 ? Math.min(1, bytes / total) : 0;
    const filled = Math.round(share * WIDTH);
    const bar = total > 0 ? `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${Math.round(share * 100)} %  ` : '';
    const remaining = share > 0.02 && share < 1 ? `, ${lasting((seconds / share) * (1 - share))} left` : '';
    stream.write(`\r\x1b[K${bar}${calls} calls, ${Math.round(calls / Math.max(seconds, 0.001))}/s${remaining}`);
    shown = true;
  };
  return {
    add: (done) => {
      bytes += done.bytes;
      calls += done.calls;
      const now = systemClock.elapsed();
      if (now - last < EVERY) return;
      last = now;
      show(now);
    },
    clear: () => {
      if (shown) stream.write('\r\x1b[K');
      shown = false;
    },
  };
}

const lasting = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`;
