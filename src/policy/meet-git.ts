import { GIT_RULES, type GitException, type GitSettings, TOO_LARGE } from '../domain/git-settings.ts';
import { STANCES, type Stance } from '../domain/rule.ts';
import { GIT_DEFAULTS, GIT_STANCES } from './git-defaults.ts';
import type { Layer } from './layer.ts';
import type { Take } from './layers.ts';
import { loosens, type Met, meetValues, onScale, placeOf, saidBy } from './meet.ts';

type GitFile = NonNullable<Layer['settings']['git']>;

/** What the layers make of the guard of commits and pushes; nothing where none speaks of it. */
export function meetGit(layers: readonly Layer[], take: Take): GitSettings | undefined {
  if (layers.every(({ settings }) => settings.git === undefined)) return undefined;
  const said = <T>(keys: readonly string[], read: (git: GitFile) => T | undefined) =>
    saidBy(layers, ['git', ...keys], ({ git }) => git && read(git));
  const one = <T>(
    key: string,
    value: T,
    read: (git: GitFile) => T | undefined,
    isStricter: (left: T, right: T) => boolean,
    show?: (value: T) => string,
  ): T => take(meetValues(`git.${key}`, value, said(key.split('.'), read), isStricter, show));
  const { tooLarge, maxFileSize, messages, anchor } = GIT_DEFAULTS;
  const rules = GIT_RULES.flatMap((rule) => {
    const stances = said(['rules', rule], (git) => git.rules?.[rule]);
    if (stances.length === 0) return [];
    return [[rule, take(meetValues<Stance>(`git.rules.${rule}`, GIT_STANCES[rule], stances, onScale(STANCES)))] as const];
  });
  const none = Number.POSITIVE_INFINITY;
  const maxSubject = one(
    'messages.maxSubject',
    none,
    (git) => git.messages?.maxSubject,
    (left, right) => left < right,
    showLength,
  );
  const subjects = said(['messages', 'subject'], (git) => git.messages?.subject);
  take({
    value: subjects,
    origin: {
      field: 'git.messages.subject',
      value: showSubjects(subjects.map(({ value }) => value)),
      from: subjects.map(placeOf),
      dropped: [],
    },
  });
  return {
    rules: Object.fromEntries(rules),
    tooLarge: one<GitSettings['tooLarge']>('tooLarge', tooLarge, (git) => git.tooLarge, onScale(TOO_LARGE)),
    // Neither is stricter: of a larger one more is read, of a smaller one more is asked about.
    maxFileSize: one('maxFileSize', maxFileSize, (git) => git.maxFileSize, differs, showFileSize),
    messages: {
      subject: subjects.map(({ value }) => value),
      ...(maxSubject !== none && { maxSubject }),
      signedOff: one(
        'messages.signedOff',
        messages.signedOff,
        (git) => git.messages?.signedOff,
        (left, right) => left && !right,
      ),
    },
    exceptions: take(meetExceptions(layers)),
    anchor: one<GitSettings['anchor']>('anchor', anchor, (git) => git.anchor, differs),
  };
}

const differs = <T>(left: T, right: T): boolean => left !== right;

/** All of them join; each is a loosening of its own. */
function meetExceptions(layers: readonly Layer[]): Met<readonly GitException[]> {
  const said = saidBy(layers, ['git', 'exceptions'], ({ git }) => git?.exceptions);
  const isManaged = said.some(({ layer }) => layer.name === 'managed');
  const judged = said.map((one) => ({ ...one, why: loosens(one.layer, isManaged) }));
  const value = judged.flatMap((one) => (one.why === undefined ? one.value : []));
  const dropped = judged.flatMap((one) =>
    one.why === undefined ? [] : [{ ...placeOf(one), value: showExceptions(one.value), why: one.why }],
  );
  const from = judged.filter(({ why }) => why === undefined).map(placeOf);
  return { value, origin: { field: 'git.exceptions', value: showExceptions(value), from, dropped } };
}

export const showExceptions = (exceptions: readonly GitException[]): string =>
  exceptions.map(({ paths, rules }) => `${rules.join(' ')} in ${paths.join(' ')}`).join('; ');

/** As a layer writes it: a file's size is a whole number of kilobytes of 1024. */
export const showFileSize = (bytes: number): string => (bytes % 1024 ** 2 === 0 ? `${bytes / 1024 ** 2}MB` : `${bytes / 1024}KB`);

/** Of a subject, where it is bounded. */
export const showLength = (most = Number.POSITIVE_INFINITY): string => (Number.isFinite(most) ? String(most) : 'any');

export const showSubjects = (subjects: readonly (readonly string[])[]): string => subjects.map((globs) => globs.join(' | ')).join('; ');
