import { stringify } from 'yaml';
import { counted } from '../domain/amounts.ts';
import { PRINCIPAL_KINDS } from '../domain/principal.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { describeFault } from '../policy/fault.ts';
import { type PrincipalEntry, readPrincipals } from '../policy/principals-file.ts';
import type { PrincipalChange, PrincipalRequest } from '../state/admin.ts';
import type { PrincipalRow } from '../state/principals.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { layerOfFile } from './local-policy.ts';
import { withAdmin } from './machine.ts';
import { administerAsked, PIN_OPTION } from './person.ts';
import { idOf, knownRole } from './role-names.ts';
import { table } from './terminal.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', {
        choices: ['list', 'create', 'change', 'suspend', 'resume', 'export', 'import'],
        default: 'list',
        describe: 'What to do',
      })
      .positional('id', { type: 'string', describe: 'The principal’s id (change, suspend, resume), its name (create), or a file (import)' })
      .option('role', { type: 'string', describe: 'What it may (create: default developer; change)' })
      .option('kind', { type: 'string', choices: PRINCIPAL_KINDS, describe: 'What it is (create: default user; change)' })
      .option('owner', { type: 'string', describe: 'Who answers for it (create, change)' })
      .option('pin-fd', PIN_OPTION)
      .option('json', { type: 'boolean', describe: 'For scripts (list)' })
      .example(
        '$0 principal create "Ticket robot" --kind service --role tickets --owner ada',
        'then: hookwarden key create --for ticket-robot',
      )
      .epilogue(
        'A principal is whom keys are for. export writes all of them as YAML, without keys; import makes and changes those in a file, all or none.',
      ),
  run: (input) => {
    switch (input.text('action')) {
      case 'create':
        return administerAsked(input, requestOf(input), create);
      case 'change':
        return administerAsked(input, changeOf(input, changesIn(input)), change);
      case 'suspend':
        return administerAsked(input, changeOf(input, { status: 'suspended' }), change);
      case 'resume':
        return administerAsked(input, changeOf(input, { status: 'active' }), change);
      case 'export':
        return exportAll();
      case 'import':
        return administerAsked(input, entriesIn(input), importAll);
      default:
        return list(input);
    }
  },
};

function requestOf(input: CliInput): Result<PrincipalRequest, string> {
  const name = input.text('id');
  if (!name) return err('say its name: hookwarden principal create NAME');
  const id = idOf(name);
  if (!id.ok) return id;
  const role = knownRole(input.text('role') ?? 'developer');
  if (!role.ok) return role;
  const owner = input.text('owner');
  return ok({ id: id.value, name, kind: kindIn(input) ?? 'user', role: role.value, ...(owner !== undefined && { owner }) });
}

const kindIn = (input: CliInput) => PRINCIPAL_KINDS.find((known) => known === input.text('kind'));

function create(request: PrincipalRequest): ExitCode {
  const made = withAdmin((admin) => admin.createPrincipal(request, systemClock.now()));
  if (!made.ok) return fail(made.error.message);
  const { id, name, kind, role } = request;
  print(`${name} is ${id}, a ${kind} with the role ${role}. A key for it: hookwarden key create --for ${id}`);
  return 0;
}

function changesIn(input: CliInput): PrincipalChange {
  const [role, owner, kind] = [input.text('role'), input.text('owner'), kindIn(input)];
  return { ...(role !== undefined && { role }), ...(owner !== undefined && { owner }), ...(kind && { kind }) };
}

interface Change {
  readonly id: string;
  readonly changes: PrincipalChange;
}

function changeOf(input: CliInput, changes: PrincipalChange): Result<Change, string> {
  const id = input.text('id');
  if (!id) return err('say which principal: `hookwarden principal list` shows them');
  if (Object.keys(changes).length === 0) return err('say what changes: --role, --kind or --owner');
  const role = changes.role === undefined ? undefined : knownRole(changes.role);
  return role && !role.ok ? role : ok({ id, changes });
}

function change({ id, changes }: Change): ExitCode {
  const done = withAdmin((admin) => admin.changePrincipal(id, changes, systemClock.now()));
  if (!done.ok) return fail(done.error.message);
  print(`${done.value.name}: ${done.value.kind}, ${done.value.role}, ${done.value.status}.`);
  return 0;
}

function list(input: CliInput): ExitCode {
  const rows = withAdmin((admin) => admin.listPrincipals());
  if (!rows.ok) return fail(rows.error.message);
  if (input.flag('json')) for (const row of rows.value) print(JSON.stringify(row));
  else
    print(
      table(
        ['id', 'name', 'kind', 'role', 'owner', 'status'],
        rows.value.map(({ principal_id, name, kind, role, owner, status }) => [principal_id, name, kind, role, owner ?? '', status]),
      ),
    );
  return 0;
}

function exportAll(): ExitCode {
  const rows = withAdmin((admin) => admin.listPrincipals());
  if (!rows.ok) return fail(rows.error.message);
  process.stdout.write(stringify({ version: 1, principals: rows.value.map(entryOf) }));
  return 0;
}

const entryOf = ({ principal_id, name, kind, role, owner, status }: PrincipalRow) => ({
  id: principal_id,
  name,
  kind,
  role,
  ...(owner !== null && { owner }),
  ...(status !== 'active' && { status }),
});

interface Team {
  readonly path: string;
  readonly entries: readonly PrincipalEntry[];
}

function entriesIn(input: CliInput): Result<Team, string> {
  const path = input.text('id');
  if (!path) return err('say which file: hookwarden principal import FILE');
  const file = layerOfFile(path);
  if (!file.ok) return file;
  const read = readPrincipals({ path, text: Buffer.from(file.value.bytes).toString('utf8') });
  if (!read.ok) return err(read.error.map(describeFault).join('\n'));
  for (const { role } of read.value) {
    const known = knownRole(role);
    if (!known.ok) return err(`${path}: ${known.error}`);
  }
  return ok({ path, entries: read.value });
}

/** Those that are not in the file stay as they are: a team's file need not name everybody on a machine. */
function importAll({ path, entries }: Team): ExitCode {
  const now = systemClock.now();
  const done = withAdmin((admin) =>
    admin.together((acts) => {
      const listed = acts.listPrincipals();
      if (!listed.ok) return listed;
      for (const { id, status, owner = null, ...others } of entries) {
        const entry = { ...others, owner };
        const there = listed.value.some((row) => row.principal_id === id);
        const put = there ? acts.changePrincipal(id, { ...entry, status }, now) : acts.createPrincipal({ id, ...entry }, now);
        if (!put.ok) return put;
        const suspended = !there && status === 'suspended' ? acts.changePrincipal(id, { status }, now) : put;
        if (!suspended.ok) return suspended;
      }
      return listed;
    }),
  );
  if (!done.ok) return fail(done.error.message);
  print(`${counted(entries.length, 'principal')} ${entries.length === 1 ? 'is' : 'are'} as ${path} says.`);
  return 0;
}
