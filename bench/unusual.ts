// What looking for what is not usual adds to a call, in a new process each time: the first look, with reading from a database, and a second one.
// node bench/unusual.ts [PROCESSES]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyze } from '../src/actions/index.ts';
import { usualOf } from '../src/behaviour/departures.ts';
import type { Features } from '../src/behaviour/features.ts';
import { watchBehaviour } from '../src/behaviour/watch.ts';
import { gatherFacts } from '../src/hook/facts.ts';
import { systemClock } from '../src/hook/machine.ts';
import { unusual } from '../src/hook/unusual.ts';
import { adapterFor } from '../src/hosts/index.ts';
import { BUILTIN } from '../src/policy/builtin.ts';
import { usualOf as usualIn } from '../src/state/behaviour.ts';
import { foldersOf } from '../src/state/folders.ts';
import { connect } from '../src/state/sqlite.ts';
import { LIMITS } from '../src/validation/limits.ts';
import { validate } from '../src/validation/validate.ts';
import { percentile } from './statistics.ts';

const PROJECT = '/home/dev/shop';
const ADA = { id: 'ada', name: 'Ada', role: 'developer', keyId: 'k' };

/** As much as is ever kept of one principal in one project. */
function fullBehaviour(): string {
  const names = (what: string, at: number): readonly string[] => [`${what}-${at % 128}`];
  const features = (at: number): Features => ({
    programs: ['cd', 'npm', 'curl', ...names('program', at)],
    effects: ['exec', 'package.script', 'net.request', 'net.upload', 'file.read', ...names('effect', at)],
    hosts: ['files.example.org', ...names('host.example.com', at)],
    roots: ['reads ./', 'reads ./packages', ...names('changes ./folder', at)],
    uploads: [],
    time: at * 3_600_000_000,
  });
  const watch = watchBehaviour([]);
  for (let at = 0; at < 5000; at++) watch.see({ principal: ADA.id, project: PROJECT }, features(at));
  const [known] = watch.known();
  return known ? usualOf(known.behaviour) : '';
}

function opened(path: string) {
  const db = connect(path, 1000);
  if (!db.ok) throw new Error(db.error.message);
  return db.value;
}

function look(path: string): readonly number[] {
  const db = opened(path);
  const command = 'cd packages/api && npm run build && curl -T out.tgz https://files.example.org/';
  const raw = { session_id: 'b', cwd: PROJECT, hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_input: { command } };
  const event = validate(Buffer.from(JSON.stringify(raw)), adapterFor('claude-code'), 'block', LIMITS);
  if (!event.ok) throw new Error(event.error.finding.message);
  const folders = foldersOf({ HOOKWARDEN_HOME: '/x' }, '/x', undefined);
  const facts = gatherFacts({
    now: systemClock.now(),
    attended: true,
    cwd: PROJECT,
    environment: { HOME: '/home/dev' },
    folders,
    program: '/x',
  });
  const analysis = analyze(event.value, facts);
  // The first statement of a connection reads the schema: the hook has done that before.
  db.prepare('SELECT count(*) FROM behaviour').get();
  return [0, 1].map(() => {
    const start = process.hrtime.bigint();
    const found = unusual(analysis, ADA, facts, { ...BUILTIN, unusual: 'note' }, (principal, project) => usualIn(db, principal, project));
    if (found.length > 0) throw new Error('it is usual');
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
}

const [first = ''] = process.argv.slice(2);
if (first.startsWith('/')) process.stdout.write(JSON.stringify(look(first)));
else {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-bench-'));
  const path = join(folder, 'b.db');
  writeFileSync(path, '', { mode: 0o600 });
  const db = opened(path);
  const body = fullBehaviour();
  db.exec(
    'CREATE TABLE behaviour (principal TEXT, project TEXT, body TEXT, usual TEXT, seen_at INTEGER, PRIMARY KEY (principal, project)) STRICT, WITHOUT ROWID',
  );
  for (let at = 0; at < 500; at++)
    db.prepare("INSERT INTO behaviour VALUES (?, ?, '', ?, ?)").run(ADA.id, at === 250 ? PROJECT : `/p${at}`, body, at);
  db.close();
  const times = Array.from({ length: Number(first || 30) }, (): readonly number[] =>
    JSON.parse(spawnSync(process.execPath, [import.meta.filename, path], { encoding: 'utf8' }).stdout),
  );
  rmSync(folder, { recursive: true, force: true });
  for (const [name, at] of [
    ['first', 0],
    ['second', 1],
  ] as const) {
    const looks = times.map((pair) => pair[at] ?? 0);
    process.stdout.write(
      `${name} look: quickest ${percentile(looks, 0).toFixed(2)} ms, p50 ${percentile(looks, 0.5).toFixed(2)} ms, p95 ${percentile(looks, 0.95).toFixed(2)} ms (${body.length} bytes kept)\n`,
    );
  }
}
