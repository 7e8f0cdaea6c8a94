import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createJudge } from '../../../src/cli/judge.ts';
import { localFolders, programFolder } from '../../../src/cli/machine.ts';
import type { Verdict } from '../../../src/domain/finding.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { BUILTIN } from '../../../src/policy/builtin.ts';
import { readEvents } from '../../../src/scan/events.ts';
import { createScanJudge } from '../../../src/scan/judge.ts';
import { ruleEvents } from '../../support/rule-events.ts';

const HOME = '/home/dev';
const folder = mkdtempSync(join(tmpdir(), 'hookwarden-parity-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Those of the tools that Claude Code has, so that a transcript can tell them. */
const events = [...ruleEvents(`${HOME}/project`), ...ruleEvents('/srv/shop')]
  .filter(({ tool_name }) => /^[A-Z]/.test(String(tool_name)))
  .slice(0, 2000)
  .map((event, at): JsonObject => ({ ...event, session_id: `session-${at}` }));
const shown = ({ decision, findings, risk }: Verdict): string =>
  `${decision} ${risk} ${findings.map(({ ruleId, message }) => `${ruleId}: ${message}`).join('; ')}`;

async function scanned(path: string): Promise<readonly string[]> {
  const judge = createScanJudge({ policy: BUILTIN, own: { folders: localFolders(), program: programFolder() }, home: HOME });
  const verdicts: string[] = [];
  const problems: string[] = [];
  for await (const batch of readEvents(path, { onProblem: ({ line, reason }) => problems.push(`${line} ${reason}`) }))
    for (const recorded of batch) verdicts.push(shown(judge(recorded).verdict));
  expect(problems).toEqual([]);
  return verdicts;
}

describe('the same event is judged alike', () => {
  const lines = events.map((event) => JSON.stringify(event));
  const check = createJudge({ home: HOME, replay: true });
  const checked = lines.map((line) => shown(check(line).verdict));

  it('there are two thousand of them', () => {
    expect(lines.length).toBe(2000);
  });

  it('by check and in a scanned log of hook events', async () => {
    const path = join(folder, 'events.jsonl');
    writeFileSync(path, `${lines.join('\n')}\n`);
    expect(await scanned(path)).toEqual(checked);
  });

  it('by check and in a transcript that tells the same calls', async () => {
    const path = join(folder, 'transcript.jsonl');
    const transcript = events.slice(0, 500).map((event) => {
      const { session_id: sessionId, cwd, tool_name: name, tool_input: input, tool_use_id: id } = event;
      const message = { content: [{ type: 'tool_use', id, name, input }] };
      return JSON.stringify({ type: 'assistant', isSidechain: false, sessionId, cwd, message });
    });
    writeFileSync(path, `${transcript.join('\n')}\n`);
    expect(await scanned(path)).toEqual(checked.slice(0, 500));
  });
});
