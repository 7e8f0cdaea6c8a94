import { stringify } from 'yaml';
import { PRINCIPAL_KINDS } from '../domain/principal.ts';
import { systemClock } from '../hook/machine.ts';
import { describeFault } from '../policy/fault.ts';
import { readPrincipals } from '../policy/principals-file.ts';
import type { PrincipalChange } from '../state/admin.ts';
import type { PrincipalRow } from '../state/principals.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { layerOfFile } from './local-policy.ts';
import { withAdmin } from './machine.ts';
import { administer, PIN_OPTION } from './person.ts';
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
        return administer(input, create);
      case 'change':
        return administer(input, () => change(input, changeOf(input)));
      case 'suspend':
        return administer(input, () => change(input, { status: 'suspended' }));
      case 'resume':
        return administer(input, () => change(input, { status: 'active' }));
      case 'export':
        return exportAll();
      case 'import':
        return administer(input, importFrom);
      default:
        return list(input);
    }
  },
};

function create(input: CliInput): ExitCode {
  const name = input.text('id');
  if (!name) return fail('say its name: hookwarden principal create NAME');
  const id = idOf(name);
  if (!id.ok) return fail(id.error);
  const role = knownRole(input.text('role') ?? 'developer');
  if (!role.ok) return fail(role.error);
  const kind = PRINCIPAL_KINDS.find((known) => known === input.text('kind')) ?? 'user';
  const owner = input.text('owner');
  const request = { id: id.value, name, kind, role: role.value, ...(owner !== undefined && { owner }) };
  const made = withAdmin((admin) => admin.createPrincipal(request, systemClock.now()));
  if (!made.ok) return fail(made.error.message);
  print(`${name} is ${id.value}, a ${kind} with the role ${role.value}. A key for it: hookwarden key create --for ${id.value}`);
  return 0;
}

function changeOf(input: CliInput): PrincipalChange {
  const [role, owner] = [input.text('role'), input.text('owner')];
  const kind = PRINCIPAL_KINDS.find((known) => known === input.text('kind'));
  return { ...(role !== undefined && { role }), ...(owner !== undefined && { owner }), ...(kind && { kind }) };
}

function change(input: CliInput, changes: PrincipalChange): ExitCode {
  const id = input.text('id');
  if (!id) return fail('say which principal: `hookwarden principal list` shows them');
  if (Object.keys(changes).length === 0) return fail('say what changes: --role, --kind or --owner');
  const role = changes.role === undefined ? undefined : knownRole(changes.role);
  if (role && !role.ok) return fail(role.error);
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

/** Those that are not in the file stay as they are: a team's file need not name everybody on a machine. */
function importFrom(input: CliInput): ExitCode {
  const path = input.text('id');
  if (!path) return fail('say which file: hookwarden principal import FILE');
  const file = layerOfFile(path);
  if (!file.ok) return fail(file.error);
  const read = readPrincipals({ path, text: Buffer.from(file.value.bytes).toString('utf8') });
  if (!read.ok) return fail(read.error.map(describeFault).join('\n'));
  for (const { role } of read.value) {
    const known = knownRole(role);
    if (!known.ok) return fail(`${path}: ${known.error}`);
  }
  const now = systemClock.now();
  const done = withAdmin((admin) =>
    admin.together((acts) => {
      const listed = acts.listPrincipals();
      if (!listed.ok) return listed;
      for (const { id, status, owner = null, ...others } of read.value) {
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
  print(`${read.value.length} principals are as ${path} says.`);
  return 0;
}
