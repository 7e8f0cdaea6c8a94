import { describeRefused } from '../capabilities/describe.ts';
import { systemClock } from '../hook/machine.ts';
import { validateCapability } from '../state/capability-acts.ts';
import { showTime } from './amounts.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { withAdmin } from './machine.ts';
import { printable } from './terminal.ts';

/** Says whether what somebody presents is good now, link by link, and covers a call. 0 where it is and does, 2 where not. */
export async function validate(input: CliInput): Promise<ExitCode> {
  const text = input.text('id');
  if (text === undefined) return fail('say which one: hookwarden capability validate ID, or a token');
  const validated = withAdmin((admin) => admin.transact((log) => validateCapability(log, text, systemClock.now(), input.text('for'))));
  if (!validated.ok) return fail(validated.error.message);
  const chain = validated.value;
  if (!chain.ok) {
    print(printable(`Not good (${chain.error.reason}). ${describeRefused(chain.error).message}`));
    return 2;
  }
  for (const { id, principal, type, resource, operations, constraints, expiresAt, depth } of chain.value)
    print(
      printable(
        `${'  '.repeat(depth)}${id} for ${principal}: ${operations.join(' ')} on ${type} ${resource} ${JSON.stringify(constraints)} until ${showTime(expiresAt)}`,
      ),
    );
  const { uncoveredBy } = await import('./capability-coverage.ts');
  const uncovered = uncoveredBy(chain.value, input);
  if (!uncovered.ok) return fail(uncovered.error);
  for (const message of uncovered.value ?? []) print(printable(message));
  if (uncovered.value?.length === 0) print('It covers the call.');
  return uncovered.value === undefined || uncovered.value.length === 0 ? 0 : 2;
}
