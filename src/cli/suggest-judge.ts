import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { setJavaScriptParser } from '../actions/code/javascript-loader.ts';
import { parseJavaScript } from '../actions/code/javascript-parser.ts';
import type { HookEvent } from '../domain/event.ts';
import type { Facts, FileSystem } from '../domain/facts.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Policy } from '../domain/policy.ts';
import type { Result } from '../domain/result.ts';
import { gatherFacts, projectOf } from '../hook/facts.ts';
import { systemClock } from '../hook/machine.ts';
import { callHashOf } from '../hook/record.ts';
import { judgeEvent } from '../pipeline.ts';
import { ruleNamed } from '../policy/rule-index.ts';
import { homeOf } from '../state/folders.ts';
import type { ExactCall } from '../suggest/evidence.ts';
import { objectionsTo } from '../suggest/objections.ts';
import type { Objections } from '../suggest/proposal.ts';
import { localPolicy } from './local-policy.ts';
import { localFolders, programFolder } from './machine.ts';
import { recordedEvent, recordedPrincipal } from './rejudge.ts';

/** The call of a record, where the record's own hash of it shows that nothing was taken out of it or cut off. */
export function exactCallOf(record: JsonObject): ExactCall | undefined {
  const event = recordedEvent(record);
  if (!event?.tool || record['callHash'] === undefined || record['callHash'] !== callHashOf(event)) return undefined;
  const { tool, cwd, sessionId: session } = event;
  return { tool: tool.name, input: tool.input, in: cwd, by: recordedPrincipal(record), session };
}

/** What the policy in force in each call's own project says of it today. A policy that is broken ends it all: it would have to be mended first. */
export function judgeToday(): { readonly objections: (call: ExactCall) => Objections; readonly broken: () => string | undefined } {
  setJavaScriptParser(() => parseJavaScript);
  const policies = new Map<string, Result<Policy, string>>();
  const home = homeOf(process.env['HOME'] ?? homedir());
  let broken: string | undefined;
  const objections = (call: ExactCall): Objections => {
    if (!existsSync(call.in)) return { reason: 'folder-gone' };
    const project = projectOf(call.in, home);
    const policy = policies.get(project) ?? localPolicy(project);
    policies.set(project, policy);
    if (!policy.ok) {
      broken ??= policy.error;
      return { reason: 'no-rule' };
    }
    const facts = factsIn(call.in);
    const { machine } = facts;
    const judged = (files: FileSystem) =>
      judgeEvent(eventOf(call), call.by, { ...facts, machine: { ...machine, files } }, policy.value, systemClock);
    return objectionsTo(judged(machine.files), judged(withoutContents(machine.files)), (id) => ruleNamed(id, policy.value));
  };
  return { objections, broken: () => broken };
}

function factsIn(cwd: string): Facts {
  const now = systemClock.now();
  return gatherFacts({ now, attended: true, cwd, environment: process.env, folders: localFolders(), program: programFolder() });
}

const withoutContents = (files: FileSystem): FileSystem => ({ ...files, read: () => ({ kind: 'missing' }) });

const eventOf = ({ tool, input, in: cwd, session }: ExactCall): HookEvent => ({
  host: 'claude-code',
  name: 'PreToolUse',
  blocking: 'blocks',
  sessionId: session,
  cwd,
  tool: { name: tool, input },
  raw: { tool_name: tool, tool_input: input },
});
