import { homedir } from 'node:os';
import { LEAST_CALLS, usualOf } from '../behaviour/departures.ts';
import { type Features, featuresOf } from '../behaviour/features.ts';
import { keepWorst } from '../behaviour/findings.ts';
import { encodeBehaviour, parseBehaviour } from '../behaviour/stored.ts';
import { type KnownBehaviour, watchBehaviour } from '../behaviour/watch.ts';
import { ok, type Result } from '../domain/result.ts';
import { projectOf } from '../hook/facts.ts';
import { systemClock } from '../hook/machine.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { isCall, type RecordedEvent } from '../scan/intake.ts';
import { scanJudges } from '../scan/judge.ts';
import { nameCleaner, summaryOf } from '../scan/summary.ts';
import { allBehaviour, keepBehaviour } from '../state/behaviour.ts';
import { homeOf } from '../state/folders.ts';
import { readInstallation } from '../state/installation.ts';
import { showAnomalies } from './behaviour-report.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { localFolders, programFolder, withAdmin } from './machine.ts';
import { readRecorded } from './recorded.ts';

const MOST_SHOWN = 50;
const MOST_KEPT = 1000;

/** What is on record beside what is usual: tells what departs from it, or keeps it (`--learn`). Exits with 1 where something departs. */
export async function scanBehaviour(input: CliInput): Promise<ExitCode> {
  const format = input.text('format') ?? 'text';
  if (format !== 'text' && format !== 'json') return fail('--anomalies is told as text or json');
  const known = keptBehaviour();
  if (!known.ok) return fail(known.error);
  const watch = watchBehaviour(known.value);
  const found = keepWorst(MOST_KEPT);
  const own = { folders: localFolders(), program: programFolder() };
  const judges = scanJudges({ policy: BUILTIN, own, home: input.text('home') });
  const scopeOf = scopes(input.text('home'));
  const clean = nameCleaner();
  let [calls, unread] = [0, 0];
  const done = await readRecorded(input.texts('path'), {
    oldestFirst: true,
    onProblem: () => {
      unread++;
    },
    begin: () => {
      const judge = judges();
      return (recorded, principal = '') => {
        const { analysis } = judge(recorded);
        if (!isCall(recorded)) return;
        calls++;
        const { project, home } = scopeOf(recorded);
        const features = cleaned(featuresOf(analysis, { home, project }, recorded.time), clean);
        const departures = watch.see({ principal, project }, features);
        if (departures.length === 0) return;
        const { place, event, time } = recorded;
        const what = `${event.tool?.name ?? ''}: ${summaryOf(event.tool?.input ?? {})}`;
        found.add({ principal, project, where: `${place.source}:${place.line}`, what, departures, ...(time !== undefined && { time }) });
      };
    },
  });
  if (!done.ok) return fail(done.error);
  const learnt = watch.known();
  if (input.flag('learn')) {
    const kept = keep(learnt, calls);
    if (!kept.ok) return fail(kept.error.message);
    process.stderr.write(`what is usual is kept; principals and projects: ${learnt.length}\n`);
  }
  if (unread > 0) process.stderr.write(`${unread} lines or files could not be read\n`);
  if (!input.flag('anomalies')) return 0;
  const report = { calls, scopes: learnt.length, vague: learnt.filter(isVague).length, count: found.count(), worst: found.worst() };
  print(format === 'json' ? JSON.stringify(report) : showAnomalies(report, MOST_SHOWN));
  return report.count > 0 ? 1 : 0;
}

const isVague = ({ behaviour }: KnownBehaviour): boolean => behaviour.calls < LEAST_CALLS;

/** Without a set-up nothing is kept. */
function keptBehaviour(): Result<readonly KnownBehaviour[], string> {
  if (!readInstallation(localFolders().config).ok) return ok([]);
  const rows = withAdmin((admin) => admin.alone(({ db }) => ok(allBehaviour(db))));
  if (!rows.ok) return { ok: false, error: rows.error.message };
  return ok(
    rows.value.flatMap(({ principal, project, body }) => {
      const behaviour = parseBehaviour(body);
      return behaviour ? [{ principal, project, behaviour }] : [];
    }),
  );
}

const keep = (known: readonly KnownBehaviour[], calls: number) =>
  withAdmin((admin) =>
    admin.transact((log) => {
      const rows = known.map(({ principal, project, behaviour }) => ({
        principal,
        project,
        body: encodeBehaviour(behaviour),
        usual: usualOf(behaviour),
      }));
      return keepBehaviour(log, rows, calls, systemClock.now());
    }),
  );

/** The project and the home folder of each event; finding a project asks the disk. */
function scopes(home: string | undefined): (recorded: RecordedEvent) => { readonly project: string; readonly home: string } {
  const here = homeOf(process.env['HOME'] ?? homedir());
  const known = new Map<string, string>();
  return ({ event: { cwd }, home: there }) => {
    const place = home ?? there ?? here;
    const key = `${place}\0${cwd}`;
    const project = known.get(key) ?? projectOf(cwd, place);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(key, project);
    return { project, home: place };
  };
}

/** Names come from commands: what is a secret in them is not kept. */
const cleaned = ({ programs, hosts, roots, uploads, ...rest }: Features, clean: (name: string) => string): Features => ({
  ...rest,
  programs: programs.map(clean),
  hosts: hosts.map(clean),
  roots: roots.map(clean),
  uploads: uploads.map(clean),
});
