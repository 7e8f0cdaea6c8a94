import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { revokeCapability, revokePrincipal } from '../state/capability-acts.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { withAdmin } from './machine.ts';
import { administerAsked } from './person.ts';
import { printable } from './terminal.ts';

const because = (input: CliInput): string => input.text('because') ?? 'no reason given';

function idIn(input: CliInput, missing: string): Result<string, string> {
  const id = input.text('id');
  return id === undefined ? err(missing) : ok(id);
}

/** Takes one back, with all that descends from it. */
export const revoke = (input: CliInput): Promise<ExitCode> =>
  administerAsked(input, idIn(input, 'say which one: hookwarden capability revoke ID'), (id) => {
    const revoked = withAdmin((admin) => admin.transact((log) => revokeCapability(log, id, because(input), systemClock.now())));
    if (!revoked.ok) return fail(revoked.error.message);
    const { kept, descendants } = revoked.value;
    print(
      printable(kept ? `${id} is revoked, and ${descendants} that descend from it.` : `${id} is revoked; it is not one that is kept here.`),
    );
    return 0;
  });

/** Takes back whatever a principal was issued until now. */
export const revokeAll = (input: CliInput): Promise<ExitCode> =>
  administerAsked(input, idIn(input, 'say whose: hookwarden capability revoke-all PRINCIPAL'), (principal) => {
    const revoked = withAdmin((admin) => admin.transact((log) => revokePrincipal(log, principal, because(input), systemClock.now())));
    if (!revoked.ok) return fail(revoked.error.message);
    print(printable(`Every capability of ${principal} that was issued until now is revoked.`));
    return 0;
  });
