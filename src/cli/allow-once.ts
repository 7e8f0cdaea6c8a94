import { readCode } from '../domain/exception.ts';
import { systemClock } from '../hook/machine.ts';
import { grantOnce } from '../state/grant-acts.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { policyTakingPin } from './local-policy.ts';
import { withAdmin } from './machine.ts';
import { PIN_OPTION, provePerson } from './person.ts';
import { printable } from './terminal.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('code', {
        type: 'string',
        demandOption: true,
        describe: 'The code in the reason of the call that was stopped: HW-7F3KQ2',
      })
      .option('because', { type: 'string', default: 'allowed once', describe: 'Why; it stands in the record' })
      .option('pin-fd', PIN_OPTION)
      .epilogue(
        'The call may then be made once, unchanged, in the same session, within ten minutes. What an absolute rule stops stays stopped.',
      ),
  run: allowOnce,
};

async function allowOnce(input: CliInput): Promise<ExitCode> {
  const code = readCode(input.text('code') ?? '');
  if (code === undefined) return fail('that is no code: one looks like HW-7F3KQ2');
  const policy = policyTakingPin(input);
  if (!policy.ok) return fail(policy.error);
  const person = await provePerson(input);
  if (!person.ok) return fail(person.error);
  const by = { grantedBy: person.value, because: input.text('because') ?? '' };
  const granted = withAdmin((admin) => admin.transact((log) => grantOnce(log, code, by, systemClock.now())));
  if (!granted.ok) return fail(granted.error.message);
  print(`Let through, once (${granted.value.grant.id}): ${printable(granted.value.summary)}`);
  return 0;
}
