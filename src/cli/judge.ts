import { resolve } from 'node:path';
import { type Analysis, NO_ACTIONS } from '../domain/action.ts';
import { PROFILES } from '../domain/decision.ts';
import type { HookEvent, Host } from '../domain/event.ts';
import type { Verdict } from '../domain/finding.ts';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import type { Policy } from '../domain/policy.ts';
import { systemClock } from '../hook/machine.ts';
import { adapterFor, detectHost } from '../hosts/index.ts';
import { combine, judgeEvent } from '../pipeline.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { rememberFacts } from '../scan/facts.ts';
import { commandEvent, isCommand } from '../scan/formats/hook-events.ts';
import { LOCAL_DEVELOPER } from '../scan/judge.ts';
import { type JudgeEvent, replay } from '../scan/replay.ts';
import { LIMITS } from '../validation/limits.ts';
import { validate } from '../validation/validate.ts';
import { localFolders, programFolder } from './machine.ts';

export interface Judged {
  readonly analysis: Analysis;
  readonly verdict: Verdict;
}

export interface JudgeOptions {
  /** What is built in, where absent. */
  readonly policy?: Policy;
  /** In the place of the policy's. */
  readonly profile?: string | undefined;
  readonly cwd?: string | undefined;
  readonly home?: string | undefined;
  /** Whose events the rows are; without it each tells by its shape, as for a hook that was not told its host. */
  readonly host?: Host | undefined;
  /** Events of one session answer for those before them, as they would in the hook. */
  readonly replay?: boolean;
}

interface CommandRow {
  readonly command: string;
  readonly cwd?: string | undefined;
  readonly home?: string | undefined;
}

/**
 * Judges rows as the local default developer, with a person to ask. A row is one line of JSON, or a command. Nothing is kept from row
 * to row but, on `replay`, what the events of each session did.
 */
export function createJudge(options: JudgeOptions): (row: string | CommandRow) => Judged {
  const given = options.policy ?? BUILTIN;
  const policy = { ...given, profile: PROFILES.find((name) => name === options.profile) ?? given.profile };
  const cwd = resolve(options.cwd ?? process.cwd());
  const factsOf = rememberFacts({ folders: localFolders(), program: programFolder() });
  const judgeAlone: JudgeEvent = (event, facts) => judgeEvent(event, LOCAL_DEVELOPER, facts, policy, systemClock);
  const judgeNext = options.replay ? replay(judgeAlone, policy, systemClock) : judgeAlone;
  return (row) => {
    const read =
      typeof row === 'string' ? readRow(row, cwd, options.host) : { event: commandEvent(row.command, row.cwd ?? cwd), home: row.home };
    if (!('event' in read)) return read;
    const facts = factsOf(read.event.cwd, read.home ?? options.home ?? process.env['HOME'] ?? '');
    return judgeNext(read.event, facts);
  };
}

type Read = { readonly event: HookEvent; readonly home: string | undefined };

function readRow(line: string, cwd: string, host: Host | undefined): Read | Judged {
  const value = parseJson(line);
  const row = isObject(value) ? value : {};
  const home = stringAt(row, 'home');
  if (isCommand(row)) return { event: commandEvent(stringAt(row, 'command') ?? '', stringAt(row, 'cwd') ?? cwd), home };
  const event = validate(Buffer.from(line), adapterFor(host ?? detectHost(row) ?? 'claude-code'), 'block', LIMITS, () => cwd);
  if (event.ok) return { event: event.value, home };
  return { analysis: NO_ACTIONS, verdict: combine([event.error.finding], 'validation') };
}
