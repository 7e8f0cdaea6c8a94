import { showSize } from '../domain/amounts.ts';
import { GIT_RULES, type GitSettings } from '../domain/git-settings.ts';
import { type Policy, PRODUCTION_SIGNS, RETENTION } from '../domain/policy.ts';
import { GIT_DEFAULTS, GIT_STANCES } from './git-defaults.ts';
import { showSubagents } from './meet-capabilities.ts';
import { showExceptedCalls } from './meet-excepted.ts';
import { showExceptions, showFileSize, showLength, showSubjects } from './meet-git.ts';
import { stanceOf } from './stance.ts';

export interface Value {
  readonly field: string;
  readonly value: string;
}

/** Every value of a policy under the name that a layer gives it, in the order in which a file is written. */
export function valuesOf(policy: Policy): readonly Value[] {
  const { context, exceptions, strikes } = policy;
  const roles = Object.values(policy.roles).map(({ name, permissions }) => ({ field: `roles.${name}`, value: permissions.join(' ') }));
  const own = Array.from({ length: policy.own?.count ?? 0 }, (_, number) => policy.own?.at(number)).filter((rule) => rule !== undefined);
  const rules = [...policy.rules, ...own].map((rule) => ({ field: `rules.${rule.id}`, value: policy.stances[rule.id] ?? stanceOf(rule) }));
  return [
    { field: 'mode', value: policy.mode },
    { field: 'profile', value: policy.profile },
    { field: 'autoApprove', value: policy.autoApprove ?? 'off' },
    { field: 'unusual', value: policy.unusual ?? 'off' },
    { field: 'audit.seal', value: policy.seal ?? 'off' },
    { field: 'capabilities.required', value: String(policy.capabilities?.required ?? false) },
    { field: 'capabilities.subagents', value: showSubagents(policy.capabilities?.subagents ?? []) },
    { field: 'ceiling', value: policy.ceiling?.join(' ') ?? 'none' },
    ...roles,
    { field: 'protectedBranches', value: context.protectedBranches.join(', ') },
    { field: 'sensitiveFiles', value: context.sensitiveFiles.join(', ') },
    ...PRODUCTION_SIGNS.map((sign) => ({ field: `production.${sign}`, value: (context.production[sign] ?? []).join(', ') })),
    { field: 'hours', value: showHours(context.hours) },
    { field: 'sessions.lifetime', value: showDuration(policy.sessionLifetime) },
    { field: 'audit.echo', value: policy.echo ?? 'session-start' },
    { field: 'audit.keep', value: showDuration((policy.retention ?? RETENTION).keep) },
    { field: 'audit.cap', value: showSize((policy.retention ?? RETENTION).cap) },
    { field: 'strikes.after', value: strikes ? String(strikes.after) : 'none' },
    { field: 'strikes.within', value: strikes ? showDuration(strikes.within) : 'none' },
    { field: 'exceptions.proofs', value: exceptions.proofs.join(', ') },
    { field: 'exceptions.longest', value: showDuration(exceptions.longest) },
    { field: 'exceptions.calls', value: showExceptedCalls(policy.exceptedCalls ?? []) },
    ...gitValues(policy.git ?? GIT_DEFAULTS),
    ...rules,
  ];
}

function gitValues({ rules, tooLarge, maxFileSize, messages, exceptions, anchor }: GitSettings): readonly Value[] {
  return [
    ...GIT_RULES.map((rule) => ({ field: `git.rules.${rule}`, value: rules[rule] ?? GIT_STANCES[rule] })),
    { field: 'git.tooLarge', value: tooLarge },
    { field: 'git.maxFileSize', value: showFileSize(maxFileSize) },
    { field: 'git.messages.subject', value: showSubjects(messages.subject) },
    { field: 'git.messages.maxSubject', value: showLength(messages.maxSubject) },
    { field: 'git.messages.signedOff', value: String(messages.signedOff) },
    { field: 'git.exceptions', value: showExceptions(exceptions) },
    { field: 'git.anchor', value: anchor },
  ];
}

/** As a layer writes it: the largest unit that it is a whole number of. */
export function showDuration(microseconds: number): string {
  const units = [
    ['d', 86_400_000_000],
    ['h', 3_600_000_000],
    ['m', 60_000_000],
  ] as const;
  const [unit, length] = units.find((one) => microseconds % one[1] === 0) ?? ['s', 1_000_000];
  return `${microseconds / length}${unit}`;
}

export function showHours(hours: Policy['context']['hours']): string {
  const time = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return hours.map(({ days, from, to, timeZone }) => `${days.join(' ')} ${time(from)}-${time(to)} ${timeZone}`).join('; ');
}
