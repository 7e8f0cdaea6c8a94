import { counted, recordsFrom, showSize } from '../domain/amounts.ts';
import { RETENTION, type Retention } from '../domain/policy.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { compilePolicy } from '../policy/compile.ts';
import { describeFault } from '../policy/fault.ts';
import { maintaining } from '../state/lock.ts';
import { checkPages, type MaintenanceDone, type MaintenancePlan, maintain, planMaintenance } from '../state/maintain.ts';
import { bootOfMachine, isMaintenanceDue, readMaintained, writeMaintained } from '../state/maintained.ts';
import { archivesIn } from '../state/prune.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { localLayers } from './local-policy.ts';
import { localFolders, uniqueName, withAdmin } from './machine.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .option('dry-run', { type: 'boolean', describe: 'Only say what would be done' })
      .option('quiet', { type: 'boolean', describe: 'Say nothing where nothing is wrong' })
      .option('if-due', { type: 'boolean', describe: 'Do nothing where the last time is less than a day ago' })
      .epilogue(
        'Moves records that are older than `audit.keep`, or too many for `audit.cap`, into signed archives, forgets what has expired, gives ' +
          'the disk back what is free, and looks for damage once for each start of the machine. Commands such as `status` start it in the ' +
          'background once a day; the hook never does.',
      ),
  run: (input) => {
    const retention = localRetention();
    if (!retention.ok) return fail(retention.error);
    return input.flag('dry-run') ? plan(retention.value) : run(retention.value, input);
  },
};

/** Of the machine: a project has no say. */
function localRetention(): Result<Retention, string> {
  const layers = localLayers('/');
  if (!layers.ok) return layers;
  const compiled = compilePolicy(
    layers.value.filter(({ layer }) => layer !== 'project'),
    BUILTIN,
  );
  return compiled.ok ? ok(compiled.value.retention ?? RETENTION) : err(compiled.error.map(describeFault).join('\n'));
}

function plan(retention: Retention): ExitCode {
  const found = withAdmin((admin) => admin.alone(({ db }) => ok(planMaintenance(db, retention, systemClock.now()))));
  if (!found.ok) return fail(found.error.message);
  print(planned(found.value, retention).join('\n'));
  return 0;
}

function planned({ first, untilByAge, until, bytes }: MaintenancePlan, { keep, cap }: Retention): readonly string[] {
  const days = Math.round(keep / 86_400_000_000);
  return [
    untilByAge > first
      ? `Into archives would go what is older than ${counted(days, 'day')}: ${recordsFrom(first, untilByAge)}.`
      : `No record is older than ${counted(days, 'day')}.`,
    ...(until > untilByAge ? [`So would ${recordsFrom(untilByAge, until)}, for the database is larger than ${showSize(cap)}.`] : []),
    ...(until === untilByAge && bytes > cap ? [`The database is larger than ${showSize(cap)}, but nothing more may go.`] : []),
    `The database holds ${showSize(bytes)}; what has expired would be forgotten.`,
  ];
}

function run(retention: Retention, input: CliInput): ExitCode {
  const folders = localFolders();
  const { state } = folders;
  const now = systemClock.now();
  const before = readMaintained(state);
  const boot = bootOfMachine(now);
  const done = maintaining(state, (): Result<MaintenanceDone | undefined, StoreFault> => {
    // Of two that were started at once, the second one comes here when the first is done.
    if (input.flag('if-due') && !isMaintenanceDue(folders, Date.now())) return ok(undefined);
    // First of all, so that what fails every time is not begun by every command.
    const marked = writeMaintained(state, before ?? { boot: '' }, uniqueName());
    if (!marked.ok) return marked;
    return withAdmin((admin) =>
      admin.alone((log) => {
        const checked = before?.boot === boot && before.damage === undefined ? ok(undefined) : checkPages(log);
        writeMaintained(state, { boot, ...(!checked.ok && { damage: checked.error.message }) }, uniqueName());
        return checked.ok ? maintain(log, retention, { folder: archivesIn(state), unique: uniqueName(), now }) : checked;
      }),
    );
  });
  if (!done.ok) return done.error.reason === 'locked' && input.flag('quiet') ? 0 : fail(done.error.message);
  if (!input.flag('quiet')) print(done.value ? told(done.value, retention).join('\n') : 'The last time is less than a day ago.');
  return 0;
}

function told({ first, until, archives, forgotten, shrunk, bytes, bytesAfter }: MaintenanceDone, { cap }: Retention): readonly string[] {
  return [
    archives > 0 ? `Into ${counted(archives, 'archive')} went ${recordsFrom(first, until)}.` : 'No record had to go.',
    `${counted(forgotten, 'row')} had expired; the database held ${showSize(bytes)} and holds ${showSize(bytesAfter)}.`,
    ...(shrunk ? [] : ['Its file keeps its size, and new records take the room: `hookwarden upgrade` makes it one that shrinks.']),
    ...(bytesAfter > cap ? [`That is more than ${showSize(cap)}, but nothing more may go.`] : []),
  ];
}
