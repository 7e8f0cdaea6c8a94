import { parseDuration } from '../domain/amounts.ts';
import type { StoredKey, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import type { Admin } from '../state/admin.ts';
import { credentialFile, keepKeyCommand, readCredentialFile, readKeyCommand, writeUnlocked } from '../state/credential.ts';
import { showTime } from './amounts.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { runKeyCommand } from './key-command.ts';
import { localFolders, uniqueName, withAdmin } from './machine.ts';
import { noAgentAbove } from './person.ts';

const LONGEST = '7d';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .option('command', { type: 'string', describe: 'What prints the key, run by sh; once it has, it is kept for the next time' })
      .option('for', { type: 'string', default: '8h', describe: `How long the key stays at hand: 30m, 8h; at most ${LONGEST}` })
      .example("$0 unlock --command 'pass show hookwarden'", 'a key that a password manager keeps')
      .example("$0 unlock --command 'secret-tool lookup service hookwarden'", 'one in the desktop’s keychain')
      .epilogue(
        'Runs the command, holds the key that it prints (its first line) against the store, and puts it where the hook reads it until the ' +
          'time is over. From then on every call is denied until the key is unlocked again. `hookwarden lock` ends it early.',
      ),
  run: unlock,
};

function unlock(input: CliInput): ExitCode {
  const period = periodOf(input.text('for') ?? '');
  if (!period.ok) return fail(`--for: ${period.error}`);
  const alone = noAgentAbove();
  if (!alone.ok) return fail(alone.error);
  const source = keyCommand(input.text('command'));
  if (!source.ok) return fail(source.error);
  const text = keyFrom(source.value);
  if (!text.ok) return fail(text.error);
  const unlocked = withAdmin((admin) => release(admin, text.value, period.value, source.value));
  if (!unlocked.ok) return fail(unlocked.error.message);
  if (!unlocked.value) return fail('the command printed a key that does not work here: it is unknown, wrong, expired or revoked');
  print(describe(unlocked.value));
  return 0;
}

interface Unlocked {
  readonly key: StoredKey;
  /** Microseconds since 1970. */
  readonly until: number;
}

/** Undefined where the key would let nobody in. The record comes first: what is not in the log is not unlocked. */
function release(admin: Admin, text: string, period: number, source: string): Result<Unlocked | undefined, StoreFault> {
  const now = systemClock.now();
  const found = admin.workingKey(text, now);
  if (!found.ok) return found;
  const key = found.value;
  if (!key) return ok(undefined);
  const until = Math.min(now + period, ...[key.expiresAt, key.revokedAt].flatMap((end) => end ?? []));
  const recorded = admin.record({ act: 'key.unlock', key_id: key.keyId, principal_id: key.principal.id, until }, now);
  if (!recorded.ok) return recorded;
  const { runtime, config } = localFolders();
  const unique = uniqueName();
  const kept = keepKeyCommand(config, source, unique);
  if (!kept.ok) return kept;
  const written = writeUnlocked(runtime, text, until, unique);
  return written.ok ? ok({ key, until }) : written;
}

function periodOf(text: string): Result<number, string> {
  const [period, longest] = [parseDuration(text), parseDuration(LONGEST)];
  return period.ok && longest.ok && period.value > longest.value ? err(`at most ${LONGEST}`) : period;
}

/** The one that was given, else the one that worked before. */
function keyCommand(given: string | undefined): Result<string, string> {
  if (given !== undefined) {
    if (/\bhw_[0-9A-Za-z]{8}_/.test(given))
      return err('--command: that holds the key itself, and every process here can read a command line. Rotate that key.');
    return /^[^\n]*\S[^\n]*$/.test(given) ? ok(given) : err('--command: give one line for sh that prints the key');
  }
  const kept = readKeyCommand(localFolders().config);
  if (!kept.ok) return err(kept.error.message);
  return kept.value === undefined ? err("say what prints the key: hookwarden unlock --command 'pass show hookwarden'") : ok(kept.value);
}

function keyFrom(source: string): Result<string, string> {
  const printed = runKeyCommand(source);
  if (!printed.ok) return err(`${printed.error}, and no key was read`);
  const [first = ''] = printed.value.trimStart().split('\n');
  return first.trim() === '' ? err(`\`${source}\` printed nothing`) : ok(first.trim());
}

function describe({ key: { keyId, principal }, until }: Unlocked): string {
  const { config } = localFolders();
  const file = readCredentialFile(config);
  const lies = file.ok && file.value !== undefined;
  return [
    `Unlocked: key ${keyId} of ${principal.name} (${principal.role}) until ${showTime(until)}.`,
    ...(lies
      ? [`A key lies in ${credentialFile(config)} too, and counts once this one is locked. Move it away, so that locking locks.`]
      : []),
  ].join('\n');
}
