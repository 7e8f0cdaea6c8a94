import { parseDuration, parseRate } from '../domain/amounts.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { globFault } from '../policy/glob.ts';
import type { KeyRequest, KeyView, PrincipalRequest } from '../state/admin.ts';
import { credentialFile, writeCredential } from '../state/credential.ts';
import { showTime } from './amounts.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { localFolders, uniqueName, withAdmin } from './machine.ts';
import { administerAsked, PIN_OPTION } from './person.ts';
import { idOf, knownRole } from './role-names.ts';
import { table } from './terminal.ts';

const ACTIONS = ['create', 'list', 'revoke', 'rotate'];

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', { choices: ACTIONS, default: 'list', describe: 'What to do' })
      .positional('id', { type: 'string', describe: 'The key’s id, as `key list` shows it (revoke, rotate)' })
      .option('for', { type: 'string', describe: 'The id of the principal whom the key is for (create)' })
      .option('name', { type: 'string', describe: 'The name of a new principal whom the key is for (create)' })
      .option('role', { type: 'string', describe: 'What the new principal may; default: developer (create)' })
      .option('expires', { type: 'string', describe: 'How long it is good for: 12h, 30d (create)' })
      .option('rate', { type: 'string', describe: 'How often it may be used: 600/m (create)' })
      .option('host', { type: 'string', describe: 'The agents that may present it, a glob; default: any (create)' })
      .option('project', { type: 'string', describe: 'The projects in which it is good, a glob of absolute paths; default: any (create)' })
      .option('overlap', { type: 'string', describe: 'How long the old key still works: 1h; default: not at all (rotate)' })
      .option('place', { type: 'boolean', describe: 'Put the key where the hook reads it instead of printing it (create, rotate)' })
      .option('pin-fd', PIN_OPTION)
      .option('json', { type: 'boolean', describe: 'For scripts (list)' })
      .example('$0 key create --name ci --role service --expires 30d', 'a key for a pipeline')
      .epilogue('A new key is printed once, on standard output, and stored nowhere: keep it in a secret store, never in a command line.'),
  run: (input) => {
    switch (input.text('action')) {
      case 'create':
        return administerAsked(input, requestOf(input), (request) => create(request, input));
      case 'revoke':
        return administerAsked(input, idIn(input, 'revoke'), revoke);
      case 'rotate':
        return administerAsked(input, rotationOf(input), (rotation) => rotate(rotation, input));
      default:
        return list(input);
    }
  },
};

function create(request: (now: number) => KeyRequest, input: CliInput): ExitCode {
  const now = systemClock.now();
  const made = withAdmin((admin) => admin.createKey(request(now), now));
  if (!made.ok) return fail(made.error.message);
  return handOver(made.value.text, `Key ${made.value.view.key_id} for ${made.value.view.name}`, input);
}

/** A key that could not be placed is shown after all: nobody can show it again. */
function handOver(text: string, what: string, input: CliInput): ExitCode {
  const { config } = localFolders();
  const unique = uniqueName();
  const placed = input.flag('place') ? writeCredential(config, text, unique) : undefined;
  if (placed?.ok) {
    print(`${what}, placed in ${credentialFile(config)}.`);
    return 0;
  }
  process.stderr.write(`${what}, shown this once:\n`);
  print(text);
  return placed ? fail(placed.error.message) : 0;
}

function requestOf(input: CliInput): Result<(now: number) => KeyRequest, string> {
  const expires = given(input.text('expires'), parseDuration);
  if (!expires.ok) return err(`--expires: ${expires.error}`);
  const rate = given(input.text('rate'), parseRate);
  if (!rate.ok) return err(`--rate: ${rate.error}`);
  const [host, project] = [input.text('host'), input.text('project')];
  for (const glob of [host, project]) {
    const fault = glob === undefined ? undefined : globFault(glob);
    if (fault !== undefined) return err(`"${glob}": ${fault}`);
  }
  if (project !== undefined && !/^[/*]/.test(project)) return err(`"${project}" is no absolute path: the key would be good in no project`);
  const principal = ownerOf(input);
  if (!principal.ok) return principal;
  return ok((now) => ({
    principal: principal.value,
    ...(expires.value === undefined ? {} : { expiresAt: now + expires.value }),
    ...(rate.value === undefined ? {} : { rate: rate.value }),
    ...(host === undefined ? {} : { hosts: [host] }),
    ...(project === undefined ? {} : { projects: [project] }),
  }));
}

function ownerOf(input: CliInput): Result<string | PrincipalRequest, string> {
  const [id, name] = [input.text('for'), input.text('name')];
  if (id !== undefined)
    return name === undefined ? ok(id) : err('a key is for a principal that there is, --for ID, or for a new one, --name NAME');
  if (!name) return err('say whom the key is for: --for ID, or --name NAME for a new principal');
  const made = idOf(name);
  if (!made.ok) return made;
  const role = knownRole(input.text('role') ?? 'developer');
  return role.ok ? ok({ id: made.value, name, kind: 'user', role: role.value }) : role;
}

function given<T>(text: string | undefined, parse: (text: string) => Result<T, string>): Result<T | undefined, string> {
  return text === undefined ? ok(undefined) : parse(text);
}

function idIn(input: CliInput, action: 'revoke' | 'rotate'): Result<string, string> {
  const id = input.text('id');
  return id ? ok(id) : err(`say which key: hookwarden key ${action} ID (hookwarden key list shows them)`);
}

function revoke(id: string): ExitCode {
  const revoked = withAdmin((admin) => admin.revokeKey(id, systemClock.now()));
  if (!revoked.ok) return fail(revoked.error.message);
  print(`Key ${id} of ${revoked.value.name} no longer works.`);
  return 0;
}

interface Rotation {
  readonly id: string;
  /** In microseconds. */
  readonly overlap: number | undefined;
}

function rotationOf(input: CliInput): Result<Rotation, string> {
  const id = idIn(input, 'rotate');
  if (!id.ok) return id;
  const overlap = given(input.text('overlap'), parseDuration);
  return overlap.ok ? ok({ id: id.value, overlap: overlap.value }) : err(`--overlap: ${overlap.error}`);
}

function rotate({ id, overlap }: Rotation, input: CliInput): ExitCode {
  const rotated = withAdmin((admin) => admin.rotateKey(id, systemClock.now(), overlap ?? 0));
  if (!rotated.ok) return fail(rotated.error.message);
  const until = overlap === undefined ? 'no longer works' : `works for another ${input.text('overlap')}`;
  return handOver(rotated.value.text, `Key ${id} ${until}. Its successor ${rotated.value.view.key_id}`, input);
}

function list(input: CliInput): ExitCode {
  const keys = withAdmin((admin) => admin.listKeys());
  if (!keys.ok) return fail(keys.error.message);
  if (input.flag('json')) for (const key of keys.value) print(JSON.stringify(key));
  else print(table(['id', 'for', 'role', 'made', 'state', 'used', 'rate', 'where'], keys.value.map(row)));
  return 0;
}

function row(key: KeyView): readonly string[] {
  const now = systemClock.now();
  const ends = Math.min(key.expires_at ?? Number.POSITIVE_INFINITY, key.revoked_at ?? Number.POSITIVE_INFINITY);
  const ended = key.revoked_at !== null && key.revoked_at <= now ? `revoked ${showTime(key.revoked_at)}` : 'expired';
  const state = ends <= now ? ended : Number.isFinite(ends) ? `valid until ${showTime(ends)}` : 'valid';
  const used = key.last_used_at === null ? 'never' : showTime(key.last_used_at);
  const where = [key.hosts, key.projects].flatMap((list) => (list === null ? [] : [list])).join(' ');
  return [key.key_id, key.name, key.role, showTime(key.created_at), state, used, `${key.per_minute}/m`, where];
}
