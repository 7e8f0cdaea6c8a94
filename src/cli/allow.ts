import { resolve } from 'node:path';
import { parseDuration } from '../domain/amounts.ts';
import { LONGEST_PAUSE } from '../domain/exception.ts';
import type { Policy } from '../domain/policy.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { noRule } from '../policy/fault.ts';
import { globFault } from '../policy/glob.ts';
import { ruleNamed } from '../policy/rule-index.ts';
import { showDuration } from '../policy/values.ts';
import { homeOf } from '../state/folders.ts';
import { type GrantRequest, grantFor } from '../state/grant-acts.ts';
import { showTime } from './amounts.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { policyTakingPin } from './local-policy.ts';
import { withAdmin } from './machine.ts';
import { PIN_OPTION, provePerson } from './person.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .option('rule', { type: 'string', demandOption: true, describe: 'The id of the rule that is to let calls pass' })
      .option('path', { type: 'string', describe: 'Only calls that stay below this folder; a glob, default: anywhere' })
      .option('for', { type: 'string', demandOption: true, describe: 'For how long: 30m, 2h' })
      .option('because', { type: 'string', demandOption: true, describe: 'Why; it stands in the record' })
      .option('pin-fd', PIN_OPTION)
      .example('$0 allow --rule git.force-push --path ~/work/x --for 2h --because "rewriting my branch"', 'then it ends by itself')
      .epilogue('Never for an absolute rule, and never for longer than the policy’s exceptions.longest.'),
  run: (input) => grant(input, allowance),
};

/** Asks the policy first, then for the PIN: what may not be granted needs no proof. */
export async function grant(input: CliInput, request: typeof allowance): Promise<ExitCode> {
  const policy = policyTakingPin(input);
  if (!policy.ok) return fail(policy.error);
  if ((input.text('because') ?? '').trim() === '') return fail('say why: --because "…"');
  const now = systemClock.now();
  const asked = request(input, policy.value, now);
  if (!asked.ok) return fail(asked.error);
  const person = await provePerson(input);
  if (!person.ok) return fail(person.error);
  const made = withAdmin((admin) => admin.transact((log) => grantFor(log, { ...asked.value, grantedBy: person.value }, now)));
  if (!made.ok) return fail(made.error.message);
  const { id, rules, path, expiresAt } = made.value;
  const what = rules.length === 0 ? 'Every rule that is not absolute is suspended' : `${rules.join(', ')} lets calls pass`;
  print(
    `${what}${path === undefined ? '' : ` below ${path}`} until ${showTime(expiresAt)} (${id}). To end it: hookwarden exceptions revoke ${id}`,
  );
  return 0;
}

type Asked = Omit<GrantRequest, 'grantedBy'>;

function allowance(input: CliInput, policy: Policy, now: number): Result<Asked, string> {
  const id = input.text('rule') ?? '';
  const rule = ruleNamed(id, policy);
  if (!rule)
    return err(
      noRule(
        id,
        policy.rules.map((one) => one.id),
      ),
    );
  if (rule.absolute) return err(`${id} is absolute: nobody makes an exception from it`);
  const period = periodOf(input, policy.exceptions.longest);
  if (!period.ok) return period;
  const path = pathOf(input.text('path'));
  if (!path.ok) return path;
  const because = input.text('because') ?? '';
  const where = path.value === undefined ? {} : { path: path.value };
  return ok({ kind: 'allowance', rules: [id], expiresAt: now + period.value, because, ...where });
}

export const pause: typeof allowance = (input, policy, now) => {
  const period = periodOf(input, Math.min(policy.exceptions.longest, LONGEST_PAUSE));
  return period.ok ? ok({ kind: 'pause', rules: [], expiresAt: now + period.value, because: input.text('because') ?? '' }) : period;
};

function periodOf(input: CliInput, longest: number): Result<number, string> {
  const period = parseDuration(input.text('for') ?? '');
  if (!period.ok) return err(`--for: ${period.error}`);
  return period.value > longest ? err(`--for: at most ${showDuration(longest)}`) : period;
}

function pathOf(given: string | undefined): Result<string | undefined, string> {
  if (given === undefined) return ok(undefined);
  const path = resolve(given.replace(/^~(?=\/|$)/, homeOf(process.env['HOME'])));
  const fault = globFault(path);
  return fault === undefined ? ok(path) : err(`--path: ${fault}`);
}
