import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gistOf } from '../../src/domain/gist.ts';
import { readEvents } from '../../src/scan/events.ts';
import { isCall } from '../../src/scan/intake.ts';
import type { Format, Problem } from '../../src/scan/row.ts';

const folder = resolve(import.meta.dirname, 'scan');

/** What a log is read as: its format, every tool call of it in order, and what could not be read. */
async function read(path: string): Promise<string> {
  const problems: Problem[] = [];
  let format: Format | undefined;
  const calls: string[] = [];
  const options = { onProblem: (problem: Problem) => problems.push(problem), onFormat: (found: Format | undefined) => (format = found) };
  for await (const events of readEvents(path, options))
    for (const { place, event, time, outcome } of events.filter(isCall)) {
      const about = gistOf(event.tool?.input ?? {}) ?? JSON.stringify(event.tool?.input);
      const when = time === undefined ? '-' : new Date(time / 1000).toISOString();
      const who = [
        event.sessionId.replace(path, 'the file').slice(0, 8) || '-',
        ...(event.agentId === undefined ? [] : [event.agentId.slice(0, 8)]),
      ].join('/');
      calls.push([place.line, when, event.host, who, event.cwd, event.tool?.name, outcome, JSON.stringify(about.slice(0, 60))].join(' '));
    }
  const broken = problems.map(({ line, reason }) => `broken ${line}: ${reason}`);
  return `${[`${format ?? 'no log'}: ${calls.length} calls`, ...calls, ...broken].join('\n')}\n`;
}

describe('every recorded log is read call by call', () => {
  for (const name of readdirSync(join(folder, 'logs')).sort())
    it(name, async () => {
      await expect(await read(join(folder, 'logs', name))).toMatchFileSnapshot(join(folder, 'read', `${name}.txt`));
    });
});
