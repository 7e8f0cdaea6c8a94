import { parseDuration, parseRate } from '../domain/amounts.ts';
import { ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { ROLES } from '../policy/roles.ts';
import type { KeyView } from '../state/admin.ts';
import { showTime } from './amounts.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { withAdmin } from './machine.ts';
import { table } from './terminal.ts';

const ACTIONS = ['create', 'list', 'revoke', 'rotate'];

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', { choices: ACTIONS, default: 'list', describe: 'What to do' })
      .positional('id', { type: 'string', describe: 'The key’s id, as `key list` shows it (revoke, rotate)' })
      .option('name', { type: 'string', describe: 'Who the key is for (create)' })
      .option('role', { type: 'string', choices: Object.keys(ROLES), default: 'developer', describe: 'What its holder may (create)' })
      .option('expires', { type: 'string', describe: 'How long it is good for: 12h, 30d (create)' })
      .option('rate', { type: 'string', describe: 'How often it may be used: 600/m (create)' })
      .option('json', { type: 'boolean', describe: 'For scripts (list)' })
      .example('$0 key create --name ci --role service --expires 30d', 'a key for a pipeline')
      .epilogue('A new key is printed once, on standard output, and stored nowhere: keep it in a secret store, never in a command line.'),
  run: (input) => {
    switch (input.text('action')) {
      case 'create':
        return create(input);
      case 'revoke':
      case 'rotate':
        return change(input);
      default:
        return list(input);
    }
  },
};

function create(input: CliInput): ExitCode {
  const name = input.text('name');
  if (!name) return fail('say whom the key is for: --name NAME');
  const expires = given(input.text('expires'), parseDuration);
  if (!expires.ok) return fail(`--expires: ${expires.error}`);
  const rate = given(input.text('rate'), parseRate);
  if (!rate.ok) return fail(`--rate: ${rate.error}`);
  const now = systemClock.now();
  const made = withAdmin((admin) =>
    admin.createKey(
      {
        name,
        role: input.text('role') ?? 'developer',
        ...(expires.value === undefined ? {} : { expiresAt: now + expires.value }),
        ...(rate.value === undefined ? {} : { rate: rate.value }),
      },
      now,
    ),
  );
  if (!made.ok) return fail(made.error.message);
  process.stderr.write(`Key ${made.value.view.key_id} for ${name}, shown this once:\n`);
  print(made.value.text);
  return 0;
}

function given<T>(text: string | undefined, parse: (text: string) => Result<T, string>): Result<T | undefined, string> {
  return text === undefined ? ok(undefined) : parse(text);
}

function change(input: CliInput): ExitCode {
  const id = input.text('id');
  const action = input.text('action') === 'rotate' ? 'rotate' : 'revoke';
  if (!id) return fail(`say which key: hookwarden key ${action} ID (hookwarden key list shows them)`);
  if (action === 'revoke') {
    const revoked = withAdmin((admin) => admin.revokeKey(id, systemClock.now()));
    if (!revoked.ok) return fail(revoked.error.message);
    print(`Key ${id} of ${revoked.value.name} no longer works.`);
    return 0;
  }
  const rotated = withAdmin((admin) => admin.rotateKey(id, systemClock.now()));
  if (!rotated.ok) return fail(rotated.error.message);
  process.stderr.write(`Key ${id} no longer works. Its successor ${rotated.value.view.key_id}, shown this once:\n`);
  print(rotated.value.text);
  return 0;
}

function list(input: CliInput): ExitCode {
  const keys = withAdmin((admin) => admin.listKeys());
  if (!keys.ok) return fail(keys.error.message);
  if (input.flag('json')) for (const key of keys.value) print(JSON.stringify(key));
  else print(table(['id', 'for', 'role', 'made', 'state', 'rate'], keys.value.map(row)));
  return 0;
}

function row(key: KeyView): readonly string[] {
  const expired = key.expires_at !== null && key.expires_at <= systemClock.now();
  const until = key.expires_at === null ? 'valid' : `valid until ${showTime(key.expires_at)}`;
  const state = key.revoked_at !== null ? `revoked ${showTime(key.revoked_at)}` : expired ? 'expired' : until;
  return [key.key_id, key.name, key.role, showTime(key.created_at), state, `${key.per_minute}/m`];
}
