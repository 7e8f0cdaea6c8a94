import { resolve } from 'node:path';
import { parseQuery } from '../audit/query.ts';
import type { Mode } from '../domain/decision.ts';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import { projectOf } from '../hook/facts.ts';
import { readInput } from '../hook/input.ts';
import { systemClock } from '../hook/machine.ts';
import { homeOf } from '../state/folders.ts';
import type { AuditReader } from '../state/reader.ts';
import { isSelfTest } from '../wiring/host-wiring.ts';
import { newestFirst } from './audit-query.ts';
import { withReader } from './audit-reader.ts';
import { type CliCommand, type CliInput, type ExitCode, print } from './command.ts';
import { stateOf } from './exceptions.ts';
import { localPolicy } from './local-policy.ts';
import { withAdmin } from './machine.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .option('claude-code', { type: 'boolean', describe: 'Read what Claude Code gives its status line from standard input' })
      .epilogue(
        'One short line: whether the guard is on, only observes or is paused, and how many calls it has stopped today. In ~/.claude/settings.json:\n' +
          '  "statusLine": { "type": "command", "command": "hookwarden statusline --claude-code" }',
      ),
  run: statusline,
};

const MAX_INPUT = 256 * 1024;
const INPUT_MS = 500;
/** A status line is drawn again and again: what takes longer is told as a lower bound. */
const COUNTING_MS = 150;

async function statusline(input: CliInput): Promise<ExitCode> {
  const folder = input.flag('claude-code') ? await folderFromHost() : undefined;
  const project = projectOf(resolve(folder ?? '.'), homeOf(process.env['HOME']));
  const policy = localPolicy(project);
  const stopped = await stoppedToday();
  if (!policy.ok || stopped === undefined) {
    print('hookwarden: broken, see hookwarden status');
    return 0;
  }
  print(`hookwarden: ${standing(policy.value.mode)}, ${stopped} stopped today`);
  return 0;
}

async function folderFromHost(): Promise<string | undefined> {
  const read = await readInput(MAX_INPUT, INPUT_MS);
  const value = read.ok ? parseJson(Buffer.from(read.value).toString('utf8')) : undefined;
  if (!isObject(value)) return undefined;
  const { workspace } = value;
  return (isObject(workspace) ? stringAt(workspace, 'current_dir') : undefined) ?? stringAt(value, 'cwd');
}

function standing(mode: Mode): string {
  const now = systemClock.now();
  const grants = withAdmin((admin) => admin.listGrants());
  const pause = grants.ok ? grants.value.find((grant) => grant.kind === 'pause' && stateOf(grant, now) === 'holds') : undefined;
  if (pause) return `paused until ${new Date(pause.expiresAt / 1000).toTimeString().slice(0, 5)}`;
  return mode === 'observe' ? 'observes only' : 'on';
}

/** Undefined where the log cannot be read. */
async function stoppedToday(): Promise<string | undefined> {
  const counted = await withReader(countStopped);
  return counted.ok ? counted.value : undefined;
}

function countStopped(reader: AuditReader): string {
  const query = parseQuery('since:today kind:call decision:deny', systemClock.now());
  if (!query.ok) return '?';
  const began = performance.now();
  let count = 0;
  for (const { body } of newestFirst(reader, query.value)) {
    const isReal = body['mode'] === 'enforce' && !isSelfTest(stringAt(body, 'session'));
    count += isReal ? 1 : 0;
    if (performance.now() - began > COUNTING_MS) return `${count} or more`;
  }
  return String(count);
}
