import type { Grant } from '../domain/exception.ts';
import { systemClock } from '../hook/machine.ts';
import { revokeGrant } from '../state/grant-acts.ts';
import { showTime } from './amounts.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { withAdmin } from './machine.ts';
import { table } from './terminal.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', { choices: ['list', 'revoke'], default: 'list', describe: 'What to do' })
      .positional('id', { type: 'string', describe: 'The exception’s id, as the list shows it (revoke)' })
      .option('json', { type: 'boolean', describe: 'For scripts (list)' })
      .epilogue('Exceptions of the last week: what a person has let through, and whether it still holds. Ending one needs no PIN.'),
  run: (input) => (input.text('action') === 'revoke' ? revoke(input) : list(input)),
};

function list(input: CliInput): ExitCode {
  const grants = withAdmin((admin) => admin.listGrants());
  if (!grants.ok) return fail(grants.error.message);
  const now = systemClock.now();
  if (input.flag('json')) for (const grant of grants.value) print(JSON.stringify({ ...grant, state: stateOf(grant, now) }));
  else if (grants.value.length === 0) print('Nobody has let anything through within the last week.');
  else
    print(
      table(
        ['id', 'kind', 'state', 'until', 'rules', 'path', 'by', 'proof', 'because'],
        grants.value.map((grant) => [
          grant.id,
          grant.kind,
          stateOf(grant, now),
          showTime(grant.expiresAt),
          grant.rules.join(' ') || 'all but absolute ones',
          grant.path ?? '',
          grant.grantedBy,
          grant.proof,
          grant.because,
        ]),
      ),
    );
  return 0;
}

export const stateOf = ({ usedBy, expiresAt }: Grant, now: number): string =>
  usedBy !== undefined ? 'used' : expiresAt <= now ? 'over' : 'holds';

function revoke(input: CliInput): ExitCode {
  const id = input.text('id');
  if (!id) return fail('say which exception: `hookwarden exceptions list` shows them');
  const ended = withAdmin((admin) => admin.transact((log) => revokeGrant(log, id, systemClock.now())));
  if (!ended.ok) return fail(ended.error.message);
  print(`${id} is over.`);
  return 0;
}
