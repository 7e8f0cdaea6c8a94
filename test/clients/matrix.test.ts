// Every client against every failure; README.md says how it is run, and docs/hosts.md shows what was seen.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import { CLIENTS, type Client } from './clients.ts';
import { FAILURES, type Failure } from './failures.ts';
import { ALLOWED, FORBIDDEN, NOT_RUN, type Observations, PARALLEL } from './table.ts';
import { runTrial, type Seen } from './trial.ts';

const folder = process.env['HOOKWARDEN_TEST_CLIENTS'] ?? '';
const table = process.env['HOOKWARDEN_TEST_TABLE'];
const programOf = ({ host, program }: Client): string => join(folder, host, 'node_modules', program);
const missing = CLIENTS.filter((client) => folder === '' || !existsSync(programOf(client))).map(({ host }) => host);
if (missing.length > 0) console.warn(`skipped: ${missing.join(', ')} are not here; npm run test:clients fetches them`);

/** Clients start slowly on a machine that is busy, and a locked database costs each event its deadline. */
const PATIENCE_MS = 400_000;
const seen: Record<string, Record<string, string>> = {};
afterAll(() => {
  if (table !== undefined) writeFileSync(table, JSON.stringify(seen satisfies Observations));
});

const forbidden = (home: string): string => `/usr/bin/find ${home} -delete`;
const outcomesOf = (records: readonly JsonObject[]) => records.flatMap(({ event, outcome }) => (event === 'PostToolUse' ? [outcome] : []));
const ran = expect.objectContaining({ result: 'ran', decision: 'allow', input: 'same' });

describe.each(CLIENTS)('with the real $host', (client) => {
  const program = programOf(client);
  const isHere = !missing.includes(client.host);
  const note = (column: string, text: string): void => {
    seen[client.host] = { ...seen[client.host], [column]: text };
  };

  it.skipIf(!isHere)(
    'the forbidden command runs where nothing is installed, so that what follows says something',
    async () => {
      const alone = await runTrial({ client, program, guarded: false, steps: (home) => [[forbidden(home)]] });
      expect(alone.isKept, alone.said).toBe(false);
    },
    PATIENCE_MS,
  );

  it.skipIf(!isHere)(
    'a forbidden call is stopped and the model reads why, an allowed one runs and is joined, and calls made at once have a record each',
    async () => {
      const steps = (home: string) => [[forbidden(home)], [`ls ${home}`], ['echo one', 'echo two', forbidden(home)]];
      const trial = await runTrial({ client, program, steps });
      const { results, records, said } = trial;
      const calls = records.filter(({ event, kind }) => event === 'PreToolUse' && kind === 'call');
      const outcomes = outcomesOf(records);
      note(FORBIDDEN, stopped(trial) + (results[0]?.includes('filesystem.delete-home') ? ', reason read' : ''));
      note(ALLOWED, [results[1]?.includes('keep.txt') ? 'ran' : '**did not run**', ...(outcomes.length > 0 ? ['joined'] : [])].join(', '));
      note(PARALLEL, `3 calls, ${calls.length - 2} records`);
      expect(trial.isKept, said).toBe(true);
      expect(results, said).toHaveLength(5);
      expect(results[0], said).toContain('filesystem.delete-home');
      expect(results[1], said).toContain('keep.txt');
      expect(calls.map(({ host, tool, decision }) => [host, tool, decision])).toEqual(
        ['deny', 'allow', expect.anything(), expect.anything(), expect.anything()].map((decision) => [client.host, 'Bash', decision]),
      );
      const last = calls.slice(2).map(({ decision }) => String(decision));
      expect(last.toSorted(), 'the calls made at once').toEqual(['allow', 'allow', 'deny']);
      expect(outcomes).toEqual([ran, ran, ran]);
    },
    PATIENCE_MS,
  );

  it.skipIf(!isHere).each(FAILURES)(
    '$name: the forbidden call does not run where the host makes that possible',
    async (failure) => {
      const trial = await runTrial({ client, program, failure, steps: (home) => [[forbidden(home)]] });
      note(failure.name, stopped(trial));
      expect(stopped(trial), `${trial.results}\n${trial.said}`).toBe(expected(client, failure));
    },
    PATIENCE_MS,
  );
});

const RAN = '**ran**';
const WITH_PROMPT = 'stopped with the prompt';

function expected({ host }: Client, { runsOn, promptStopsOn = [] }: Failure): string {
  if (promptStopsOn.includes(host)) return WITH_PROMPT;
  return runsOn.includes(host) ? RAN : 'stopped';
}

/** Where the client ended for another reason, nothing ran either, and that proves nothing. */
function stopped({ isKept, results, wasAsked }: Seen): string {
  if (!isKept) return RAN;
  if (!wasAsked) return WITH_PROMPT;
  return results.length > 0 ? 'stopped' : NOT_RUN;
}
