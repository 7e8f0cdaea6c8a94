import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { readClock, resetClock } from '../state/clock-acts.ts';
import { showTime } from './amounts.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { withAdmin } from './machine.ts';
import { administer, PIN_OPTION } from './person.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', { choices: ['show', 'reset'], default: 'show', describe: 'What to do' })
      .option('pin-fd', PIN_OPTION)
      .option('json', { type: 'boolean', describe: 'For scripts (show)' })
      .epilogue(
        'What has expired stays so when the clock is set back: the latest time that it has shown counts, raised by at most a day at each look.\n' +
          'reset lets that begin anew from now, after a clock that was wrong; keys that had expired by it are then good again.\n' +
          'show exits with 1 where the clock is behind.',
      ),
  run: (input) => (input.text('action') === 'reset' ? administer(input, reset) : show(input)),
};

/** What two looks may differ by. */
const TOLERANCE = 60_000_000;

const latestTime = (): Result<number, StoreFault> => withAdmin((admin) => admin.transact((log) => ok(readClock(log))));

/** Whether the clock has shown a later time before. */
export function clockBehind(now: number): Result<boolean, StoreFault> {
  const latest = latestTime();
  return latest.ok ? ok(latest.value - now > TOLERANCE) : latest;
}

function show(input: CliInput): ExitCode {
  const mark = latestTime();
  if (!mark.ok) return fail(mark.error.message);
  const now = systemClock.now();
  const behind = mark.value - now > TOLERANCE;
  if (input.flag('json')) print(JSON.stringify({ now, latest: mark.value, behind }));
  else
    print(
      behind
        ? `It is ${showTime(now)}, and was ${showTime(mark.value)} before: what had expired by then stays so. Where that time was wrong: hookwarden clock reset`
        : `It is ${showTime(now)}; the clock was not set back.`,
    );
  return behind ? 1 : 0;
}

function reset(): ExitCode {
  const before = withAdmin((admin) => admin.transact((log) => resetClock(log, systemClock.now())));
  if (!before.ok) return fail(before.error.message);
  print(`The latest time was ${showTime(before.value)}; it begins anew from now.`);
  return 0;
}
