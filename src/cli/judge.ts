import { resolve } from 'node:path';
import { setJavaScriptParser } from '../actions/code/javascript-loader.ts';
import { parseJavaScript } from '../actions/code/javascript-parser.ts';
import { type Analysis, NO_ACTIONS } from '../domain/action.ts';
import { PROFILES } from '../domain/decision.ts';
import type { HookEvent, Host } from '../domain/event.ts';
import type { Facts } from '../domain/facts.ts';
import type { Verdict } from '../domain/finding.ts';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import type { Policy } from '../domain/policy.ts';
import type { Principal } from '../domain/principal.ts';
import { gatherFacts } from '../hook/facts.ts';
import { systemClock } from '../hook/machine.ts';
import { ADAPTERS, detectHost } from '../hosts/index.ts';
import { combine, judgeEvent } from '../pipeline.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { LIMITS } from '../validation/limits.ts';
import { validate } from '../validation/validate.ts';
import { localFolders, programFolder } from './machine.ts';
import { rememberingFiles } from './remember.ts';
import { type JudgeEvent, NO_SESSION, replay } from './replay.ts';

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

setJavaScriptParser(() => parseJavaScript);

const LOCAL_DEVELOPER: Principal = { id: 'local', name: 'local', role: 'developer', keyId: '' };

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
  const factsOf = rememberFacts();
  const judgeAlone: JudgeEvent = (event, facts) => judgeEvent(event, LOCAL_DEVELOPER, facts, policy, systemClock);
  const judgeNext = options.replay ? replay(judgeAlone, policy, systemClock) : judgeAlone;
  return (row) => {
    const read = typeof row === 'string' ? readRow(row, cwd, options.host) : { event: commandEvent(row, cwd), home: row.home };
    if (!('event' in read)) return read;
    const facts = factsOf(read.event.cwd, read.home ?? options.home ?? process.env['HOME'] ?? '');
    return judgeNext(read.event, facts);
  };
}

const MAX_FACTS = 1000;
const LIFETIME = 5_000_000;

/** Rows come in runs from the same folders; what is known of those, disk and all, is gathered anew after a few seconds. */
function rememberFacts(): (cwd: string, home: string) => Facts {
  const known = new Map<string, Facts>();
  const folders = localFolders();
  const program = programFolder();
  let since = 0;
  return (cwd, home) => {
    const now = systemClock.now();
    if (now - since >= LIFETIME || known.size >= MAX_FACTS) {
      known.clear();
      since = now;
    }
    const key = `${cwd}\0${home}`;
    const before = known.get(key);
    if (before) return before;
    const moment = { now, attended: true, cwd, environment: { ...process.env, HOME: home }, folders, program };
    const facts = gatherFacts(moment);
    const remembering = { ...facts, files: rememberingFiles(facts.files) };
    known.set(key, remembering);
    return remembering;
  };
}

type Read = { readonly event: HookEvent; readonly home: string | undefined };

function readRow(line: string, cwd: string, host: Host | undefined): Read | Judged {
  const value = parseJson(line);
  const row = isObject(value) ? value : {};
  if (typeof row['command'] === 'string' && row['hook_event_name'] === undefined)
    return { event: commandEvent({ command: row['command'], cwd: stringAt(row, 'cwd') }, cwd), home: stringAt(row, 'home') };
  const sender = host ?? detectHost(row) ?? 'claude-code';
  const event = validate(Buffer.from(line), ADAPTERS[sender], 'block', LIMITS, () => cwd);
  if (event.ok) return { event: event.value, home: stringAt(row, 'home') };
  return { analysis: NO_ACTIONS, verdict: combine([event.error.finding], 'validation') };
}

function commandEvent(row: CommandRow, cwd: string): HookEvent {
  const input = { command: row.command };
  const tool = { name: 'Bash', input };
  return {
    host: 'claude-code',
    name: 'PreToolUse',
    blocking: 'blocks',
    // A bare command belongs to no session.
    sessionId: NO_SESSION,
    cwd: row.cwd ?? cwd,
    tool,
    raw: { tool_name: 'Bash', tool_input: input },
  };
}
