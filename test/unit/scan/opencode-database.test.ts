import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { readEvents } from '../../../src/scan/events.ts';
import { isCall } from '../../../src/scan/intake.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-opencode-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(path: string): Promise<readonly string[]> {
  const lines: string[] = [];
  const onProblem = ({ line, reason }: { readonly line: number; readonly reason: string }) => lines.push(`broken ${line}: ${reason}`);
  for await (const batch of readEvents(path, { onProblem }))
    for (const { place, event, outcome } of batch.filter(isCall))
      lines.push(
        [place.line, event.host, event.sessionId, event.cwd, event.tool?.name, outcome, JSON.stringify(event.tool?.input)].join(' '),
      );
  return lines;
}

it('OpenCode’s database is read part by part, and left as it was', async () => {
  const path = join(folder, 'opencode.db');
  const db = new Database(path);
  db.exec(`CREATE TABLE session (id TEXT PRIMARY KEY, directory TEXT NOT NULL);
    CREATE TABLE part (id TEXT PRIMARY KEY, message_id TEXT, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT NOT NULL)`);
  db.prepare('INSERT INTO session VALUES (?, ?)').run('ses_1', '/home/u/proj');
  const part = (id: string, time: number, data: string) =>
    db.prepare('INSERT INTO part VALUES (?, ?, ?, ?, ?, ?)').run(id, 'msg_1', 'ses_1', time, time, data);
  const call = (callID: string, tool: string, state: object) => JSON.stringify({ type: 'tool', callID, tool, state });
  part(
    'prt_3',
    3000,
    call('c2', 'edit', {
      status: 'error',
      input: { filePath: 'a.txt', oldString: 'a', newString: 'b' },
      error: 'The user rejected permission',
    }),
  );
  part('prt_1', 1000, JSON.stringify({ type: 'text', text: 'about a "tool"' }));
  part('prt_2', 2000, call('c1', 'bash', { status: 'completed', input: { command: 'ls' }, output: 'a' }));
  part('prt_4', 4000, '{"type":"tool","callID":');
  db.close();
  expect(await read(path)).toEqual([
    'broken 3: no JSON that can be relied on: truncated at character 24',
    '1 opencode ses_1 /home/u/proj Bash ran {"command":"ls"}',
    '2 opencode ses_1 /home/u/proj Edit denied {"file_path":"/home/u/proj/a.txt","old_string":"a","new_string":"b"}',
  ]);
});

it('another database is none of its logs', async () => {
  const path = join(folder, 'other.db');
  const db = new Database(path);
  db.exec('CREATE TABLE part (data TEXT)');
  db.close();
  expect(await read(path)).toEqual(['broken 0: a database, but none of OpenCode']);
});
