import { MODES, type Mode, PROFILES, type Profile } from '../domain/decision.ts';
import {
  AUTO_APPROVALS,
  type AutoApproval,
  type ContextSettings,
  ECHOES,
  type Echo,
  type ExceptionTerms,
  type Policy,
  PRODUCTION_SIGNS,
  PROOFS,
  SEALED,
  type SealedCalls,
  type Strikes,
  UNUSUAL,
  type Unusual,
} from '../domain/policy.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Fault } from './fault.ts';
import { LAYERS, type Layer } from './layer.ts';
import { type Met, meetSets, meetValues, type Origin, onScale, placeOf, type Said, saidBy } from './meet.ts';
import { meetCapabilities } from './meet-capabilities.ts';
import { meetExceptedCalls } from './meet-excepted.ts';
import { meetGit } from './meet-git.ts';
import { meetRetention } from './meet-retention.ts';
import { meetRoles } from './meet-roles.ts';
import { meetRules } from './meet-rules.ts';
import { meetWithheld } from './meet-withheld.ts';
import { showDuration, showHours } from './values.ts';

export interface MetLayers {
  readonly policy: Policy;
  /** Only what some layer speaks of. */
  readonly origins: readonly Origin[];
}

/**
 * Field by field: the managed layer sets a floor; the user's may loosen what is built in where managed is silent; the project's
 * tightens whatever has come out, and loosens like the user's once it is trusted. The order in which the layers are handed over says nothing.
 */
export function meetLayers(builtin: Policy, layers: readonly Layer[], hash: string): Result<MetLayers, readonly Fault[]> {
  const ordered = LAYERS.flatMap((name) => layers.filter((layer) => layer.name === name));
  const origins: Origin[] = [];
  const take = <T>({ value, origin }: Met<T>): T => {
    if (origin.from.length + origin.dropped.length > 0) origins.push(origin);
    return value;
  };
  const roles = meetRoles(builtin.roles, ordered);
  if (!roles.ok) return roles;
  const mode = take(
    meetValues<Mode>(
      'mode',
      builtin.mode,
      saidBy(ordered, ['mode'], (own) => own.mode),
      onScale(MODES_BY_STRICTNESS),
    ),
  );
  const profile = take(
    meetValues<Profile>(
      'profile',
      builtin.profile,
      saidBy(ordered, ['profile'], (own) => own.profile),
      onScale(PROFILES),
    ),
  );
  const autoApprove = take(meetAutoApproval(builtin.autoApprove ?? 'off', ordered));
  const seal = take(meetSeal(builtin.seal ?? 'off', ordered));
  const ceiling = take(meetCeiling(ordered));
  const context = meetContext(builtin.context, ordered, take);
  const exceptions = meetExceptions(builtin.exceptions, ordered, take);
  const exceptedCalls = take(meetExceptedCalls(builtin.rules, ordered));
  const strikes = meetStrikes(builtin.strikes, ordered, take);
  const lifetimes = saidBy(ordered, ['sessions', 'lifetime'], (own) => own.sessions?.lifetime);
  // Neither is stricter: after a short one another principal may take the session over, and after a long one its data stays.
  const sessionLifetime = take(
    meetValues('sessions.lifetime', builtin.sessionLifetime, lifetimes, (left, right) => left !== right, showDuration),
  );
  const echo = take(
    meetValues<Echo>(
      'audit.echo',
      builtin.echo ?? 'session-start',
      saidBy(ordered, ['audit', 'echo'], (own) => own.audit?.echo),
      onScale(ECHOES),
    ),
  );
  const unusual = take(
    meetValues<Unusual>(
      'unusual',
      builtin.unusual ?? 'off',
      saidBy(ordered, ['unusual'], (own) => own.unusual),
      onScale(UNUSUAL),
    ),
  );
  const capabilities = meetCapabilities(ordered, take);
  const git = meetGit(ordered, take);
  const withheld = take(meetWithheld(ordered));
  const retention = meetRetention(builtin.retention, ordered, take);
  const rules = meetRules(builtin.rules, ordered, take);
  const policy: Policy = {
    ...builtin,
    ...{
      mode,
      profile,
      autoApprove,
      roles: roles.value.roles,
      context,
      exceptions,
      sessionLifetime,
      echo,
      seal,
      retention,
      hash,
      ...rules,
    },
    ...(ceiling.length > 0 && { ceiling }),
    ...(exceptedCalls.length > 0 && { exceptedCalls }),
    ...(strikes && { strikes }),
    ...(unusual !== 'off' && { unusual }),
    ...(capabilities && { capabilities }),
    ...(git && { git }),
    ...(withheld && { withheld }),
  };
  return ok({ policy, origins: [...origins, ...roles.value.origins] });
}

export type Take = <T>(met: Met<T>) => T;

const MODES_BY_STRICTNESS: readonly Mode[] = [...MODES].reverse();

/** A project never has its own calls approved, trusted or not. */
function meetAutoApproval(builtin: AutoApproval, layers: readonly Layer[]): Met<AutoApproval> {
  const said = saidBy(layers, ['autoApprove'], (own) => own.autoApprove);
  return meetButProjects('autoApprove', builtin, said, AUTO_APPROVALS, (value) =>
    value === 'off' ? undefined : 'a project never turns it on',
  );
}

/** The less that is kept the narrower. A repository has no say: it neither has work kept nor evidence left out. */
function meetSeal(builtin: SealedCalls, layers: readonly Layer[]): Met<SealedCalls> {
  const said = saidBy(layers, ['audit', 'seal'], (own) => own.audit?.seal);
  return meetButProjects('audit.seal', builtin, said, SEALED, () => 'a project has no say in it');
}

/** On a scale from lax to strict. What a project is refused, trusted or not, has a reason. */
function meetButProjects<T>(
  field: string,
  builtin: T,
  said: readonly Said<T>[],
  scale: readonly T[],
  refusal: (value: T) => string | undefined,
): Met<T> {
  const whyNot = ({ layer, value }: Said<T>): string | undefined => (layer.name === 'project' ? refusal(value) : undefined);
  const counted = said.filter((one) => whyNot(one) === undefined);
  const met = meetValues<T>(field, builtin, counted, onScale(scale));
  const refused = said.flatMap((one) => {
    const why = whyNot(one);
    return why === undefined ? [] : [{ ...placeOf(one), value: String(one.value), why }];
  });
  return { ...met, origin: { ...met.origin, dropped: [...met.origin.dropped, ...refused] } };
}

/** Only the managed layer sets it: below it, a role's own permissions say the same. */
function meetCeiling(layers: readonly Layer[]): Met<readonly string[]> {
  const said = saidBy(layers, ['ceiling'], (own) => own.ceiling);
  const managed = said.filter(({ layer }) => layer.name === 'managed');
  const value = managed.flatMap((one) => one.value);
  const dropped = said
    .filter(({ layer }) => layer.name !== 'managed')
    .map((one) => ({ ...placeOf(one), value: one.value.join(' '), why: 'only the managed layer sets a ceiling' }));
  return { value, origin: { field: 'ceiling', value: value.join(' '), from: managed.map(placeOf), dropped } };
}

function meetContext(builtin: ContextSettings, layers: readonly Layer[], take: Take): ContextSettings {
  const sets = (field: 'protectedBranches' | 'sensitiveFiles'): readonly string[] =>
    take(
      meetSets(
        field,
        builtin[field],
        saidBy(layers, [field], (own) => own[field]),
      ),
    );
  const hours = saidBy(layers, ['hours'], (own) => own.hours);
  const production = PRODUCTION_SIGNS.flatMap((sign) => {
    const said = saidBy(layers, ['production', sign], (own) => own.production?.[sign]);
    const globs = take(meetSets(`production.${sign}`, builtin.production[sign] ?? [], said));
    return globs.length === 0 ? [] : [[sign, globs] as const];
  });
  const windows = [...builtin.hours, ...hours.map(({ value }) => value)];
  take({ value: windows, origin: { field: 'hours', value: showHours(windows), from: hours.map(placeOf), dropped: [] } });
  return {
    protectedBranches: sets('protectedBranches'),
    sensitiveFiles: sets('sensitiveFiles'),
    production: Object.fromEntries(production),
    hours: windows,
  };
}

/** Fewer proofs and shorter allowances are stricter. */
function meetExceptions(builtin: ExceptionTerms, layers: readonly Layer[], take: Take): ExceptionTerms {
  const said = saidBy(layers, ['exceptions', 'proofs'], (own) => own.exceptions?.proofs);
  const each = PROOFS.filter((proof) =>
    take(
      meetValues(
        `exceptions.proofs.${proof}`,
        builtin.proofs.includes(proof),
        said.map((one) => ({ ...one, value: one.value.includes(proof) })),
        (left, right) => !left && right,
      ),
    ),
  );
  const longest = saidBy(layers, ['exceptions', 'longest'], (own) => own.exceptions?.longest);
  return {
    proofs: each,
    longest: take(meetValues('exceptions.longest', builtin.longest, longest, (left, right) => left < right, showDuration)),
  };
}

/**
 * Fewer denials within a longer time are stricter, each for itself: of the two together none could be told stricter. None is the
 * laxest of both.
 */
function meetStrikes(builtin: Strikes | undefined, layers: readonly Layer[], take: Take): Strikes | undefined {
  const { after: count, within: time } = builtin ?? { after: Number.POSITIVE_INFINITY, within: 0 };
  const counts = saidBy(layers, ['strikes', 'after'], (own) => own.strikes?.after);
  const times = saidBy(layers, ['strikes', 'within'], (own) => own.strikes?.within);
  const after = take(meetValues('strikes.after', count, counts, (left, right) => left < right));
  const within = take(meetValues('strikes.within', time, times, (left, right) => left > right, showDuration));
  return after === Number.POSITIVE_INFINITY ? undefined : { after, within };
}
