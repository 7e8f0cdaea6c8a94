import { SENDERS, type Sender } from '../domain/event.ts';
import { VERBS, type Verb } from '../domain/host.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Folders } from '../state/folders.ts';

/** How the hook was run: by a launcher, which names everything, or by hand with `hookwarden hook`. */
export interface Invocation {
  readonly verb: Verb;
  /** Absent where whoever wired it did not say: then the event has to tell. */
  readonly host?: Sender;
  /** Both only where a launcher ran us. */
  readonly folders?: Folders;
  readonly installId?: string;
  /** The launcher, and what it was given. */
  readonly launched?: readonly string[];
}

/** A launcher begins with the folders. */
export const isLaunched = (given: readonly string[]): boolean => given[0]?.startsWith('/') ?? false;

/** `[state config runtime install-id] [block|notify|prompt] [--host NAME]`: the launcher writes the first four and the host the rest. */
export function readArguments(given: readonly string[]): Result<Invocation, string> {
  const launched = isLaunched(given);
  const [state = '', config = '', runtime = '', installId = ''] = launched ? given : [];
  const rest = given.slice(launched ? 4 : 0);
  const verb = VERBS.find((name) => name === rest[0]);
  const options = verb ? rest.slice(1) : rest;
  const name = options[0] === '--host' ? options[1] : options[0]?.startsWith('--host=') ? options[0].slice('--host='.length) : undefined;
  const host = SENDERS.find((known) => known === name);
  if (options.length > (options[0] === '--host' ? 2 : 1) || (options.length > 0 && host === undefined)) {
    return err(`The hook was run with arguments that it does not know. It takes: --host NAME, where NAME is one of ${SENDERS.join(', ')}.`);
  }
  return ok({
    verb: verb ?? 'block',
    ...(host !== undefined && { host }),
    ...(launched && { folders: { state, config, runtime }, installId, launched: [`${state}/launcher`, ...rest] }),
  });
}
