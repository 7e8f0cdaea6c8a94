import { resolve } from 'node:path';
import { coverageOf } from '../capabilities/coverage.ts';
import { describeUncovered, UNREAD } from '../capabilities/describe.ts';
import type { Chain } from '../domain/capability.ts';
import { isObject, parseJson } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { gatherFacts } from '../hook/facts.ts';
import { systemClock } from '../hook/machine.ts';
import { shown } from '../policy/message.ts';
import type { CliInput } from './command.ts';
import { createJudge } from './judge.ts';
import { localFolders, programFolder } from './machine.ts';

/**
 * What a call would need that a capability alone does not cover, a sentence each; undefined where no call is asked about. A command, or a tool call as
 * hosts write it in JSON.
 */
export function uncoveredBy(chain: Chain, input: CliInput): Result<readonly string[] | undefined, string> {
  const [command, call] = [input.text('command'), input.text('call')];
  if (command === undefined && call === undefined) return ok(undefined);
  if (command !== undefined && call !== undefined) return err('--command and --call are two calls; ask about each');
  const cwd = resolve(input.text('cwd') ?? process.cwd());
  const row = command === undefined ? eventIn(call, cwd) : ok({ command });
  if (!row.ok) return row;
  const { analysis } = createJudge({ cwd })(row.value);
  if (analysis.incomplete.length > 0) return ok([UNREAD.message]);
  const { machine, now } = gatherFacts({
    ...{ now: systemClock.now(), attended: true, cwd, environment: process.env, folders: localFolders(), program: programFolder() },
  });
  const { uncovered } = coverageOf(analysis, [chain], { ...machine, now });
  return ok([...new Set(uncovered.map((one) => describeUncovered(one, 1, (text) => shown(text)).message))]);
}

function eventIn(text: string | undefined, cwd: string): Result<string, string> {
  const call = parseJson(text ?? '');
  if (!isObject(call) || typeof call['tool_name'] !== 'string' || !isObject(call['tool_input']))
    return err('--call takes a tool call as JSON: {"tool_name": "Read", "tool_input": {"file_path": "src/a.ts"}}');
  const { tool_name, tool_input } = call;
  return ok(JSON.stringify({ session_id: 'validate', cwd, hook_event_name: 'PreToolUse', tool_name, tool_input }));
}
