import type { Policy } from '../domain/policy.ts';
import type { Role } from '../domain/principal.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { decisive, grants, grantsResource, narrows } from '../policy/grants.ts';
import { permissionFormFault } from '../policy/permission-form.ts';
import type { KeyView } from '../state/admin.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { localPolicy, PROJECT_OPTION, projectHere, projectIsThere } from './local-policy.ts';
import { withAdmin } from './machine.ts';
import { coloured } from './terminal.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('who', { type: 'string', describe: 'A role, the id of a key, or the name of whom it is for' })
      .positional('what', { type: 'string', describe: 'A permission, kind:name' })
      .option('cwd', PROJECT_OPTION)
      .check(projectIsThere, false)
      .option('json', { type: 'boolean', describe: 'For scripts' })
      .example('$0 can developer effect:git.push', 'whether developers may push, and why')
      .example('$0 can auditor tool:Bash', 'exits with 2, for an auditor runs no tools'),
  run: can,
};

function can(input: CliInput): ExitCode {
  const [who, what] = [input.text('who') ?? '', input.text('what') ?? ''];
  const fault = what.startsWith('!') ? 'ask for what is granted, without !' : permissionFormFault(what);
  if (fault !== undefined) return fail(`${what}: ${fault}`);
  const policy = localPolicy(projectHere(input));
  if (!policy.ok) return fail(policy.error);
  const role = roleOf(who, policy.value);
  if (!role.ok) return fail(role.error);
  const answer = explain(role.value.role, what, policy.value);
  const { refused } = role.value;
  const because = [...role.value.because, ...answer.because, ...(refused === undefined ? [] : [refused])];
  const may = answer.may && refused === undefined;
  if (input.flag('json')) print(JSON.stringify({ who, what, may, because }));
  else print([coloured(may ? 'green' : 'red', may ? 'yes' : 'no'), ...because.map((line) => `  ${line}`)].join('\n'));
  return may ? 0 : 2;
}

interface Found {
  readonly role: Role;
  readonly because: readonly string[];
  /** Why nothing is granted, whatever the role has. */
  readonly refused?: string;
}

function whyRefused({ status, key_id, name, revoked_at, expires_at }: KeyView): string | undefined {
  const now = systemClock.now();
  if (status !== 'active') return `${name} is suspended: hookwarden principal resume`;
  if (revoked_at !== null && revoked_at <= now) return `key ${key_id} is revoked`;
  return expires_at !== null && expires_at <= now ? `key ${key_id} has expired` : undefined;
}

function roleOf(who: string, { roles }: Policy): Result<Found, string> {
  const named = Object.hasOwn(roles, who) ? roles[who] : undefined;
  if (named) return ok({ role: named, because: [] });
  const keys = withAdmin((admin) => admin.listKeys());
  const fitting = keys.ok ? keys.value.filter((one) => one.key_id === who || one.name === who || one.principal_id === who) : [];
  const key = fitting.find((one) => whyRefused(one) === undefined) ?? fitting[0];
  if (!key) return err(`there is neither a role nor a key "${who}"; the roles are ${Object.keys(roles).join(', ')}`);
  const role = Object.hasOwn(roles, key.role) ? roles[key.role] : undefined;
  const refused = whyRefused(key);
  return role
    ? ok({ role, because: [`key ${key.key_id} of ${key.name} has the role ${role.name}`], ...(refused !== undefined && { refused }) })
    : err(`the role "${key.role}" of ${key.name} is not defined in the policy: every call is denied`);
}

interface Answer {
  readonly may: boolean;
  readonly because: readonly string[];
}

function explain(role: Role, what: string, { ceiling }: Policy): Answer {
  const colon = what.indexOf(':');
  const [kind, name] = what === '*' ? ['*', '*'] : [what.slice(0, colon), what.slice(colon + 1)];
  const bounds = [
    { owner: `the role ${role.name}`, permissions: role.permissions },
    ...(ceiling ? [{ owner: 'the ceiling of the managed layer', permissions: ceiling }] : []),
  ];
  const answers = bounds.map(({ owner, permissions }): Answer => {
    if ((kind === 'path' || kind === 'host') && !narrows(permissions, kind))
      return { may: true, because: [`${owner} is not narrowed to any ${kind}s`] };
    const { given, taken } = decisive(permissions, kind, name);
    const may = kind === 'path' || kind === 'host' ? grantsResource(permissions, kind, name) : grants(permissions, kind, name);
    if (taken !== undefined) return { may, because: [`${owner} loses it by ${taken}`] };
    if (given !== undefined) return { may, because: [`${owner} has it by ${given}`] };
    return { may, because: [may ? `${owner} only lacks other ${kind}s` : `nothing in ${owner} gives it`] };
  });
  return { may: answers.every((answer) => answer.may), because: answers.flatMap(({ because }) => because) };
}
