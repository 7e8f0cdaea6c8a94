import { styleText } from 'node:util';
import { DECISIONS, type Decision } from '../domain/decision.ts';
import type { GitFinding } from '../git/finding.ts';
import type { Judged } from '../git/guard.ts';
import type { GitFault } from '../git/run.ts';
import type { Actor, Terms } from '../git/terms.ts';
import { printable } from '../secrets/excerpt.ts';
import { type ExitCode, fail } from './command.ts';

const MAX_SHOWN = 50;
const COLOURS = { allow: 'dim', ask: 'yellow', deny: 'red' } as const;

/** On standard error, which git shows to whoever commits. */
const painted = (colour: Parameters<typeof styleText>[0], text: string): string =>
  styleText(colour, text, { stream: process.stderr, validateStream: true });

export const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Each finding with its place, its line, and how to mend it; the strictest first. */
export function reportFindings(findings: readonly GitFinding[]): void {
  const strict = (decision: Decision): number => DECISIONS.indexOf(decision);
  const shown = findings
    .filter(({ decision, because }) => decision !== 'allow' || because === undefined)
    .toSorted((left, right) => strict(right.decision) - strict(left.decision));
  for (const finding of shown.slice(0, MAX_SHOWN)) say(describe(finding));
  if (shown.length > MAX_SHOWN) say(`  … and ${shown.length - MAX_SHOWN} more`);
}

function describe({ ruleId, decision, path, line, column, excerpt, message, mend, because }: GitFinding): string {
  const place = `${printable(path)}:${line}:${column}`;
  const said = decision === 'allow' ? 'noted' : decision;
  return [
    `  ${place}  ${painted(COLOURS[decision], `${said} ${ruleId}`)}`,
    ...(excerpt === '' ? [] : [`      ${painted('dim', excerpt)}`]),
    `      ${message}${because === undefined ? '' : ` (${because})`}`,
    ...(decision === 'allow' ? [] : [`      ${mend}`]),
  ].join('\n');
}

const STOPPED = { ask: 'is stopped: a person has to say yes', deny: 'is stopped' } as const;

/** What became of it, and for whoever is stopped how to go on. */
export function reportDecision(what: string, { decision, findings }: Judged, { actor, facts }: Terms): void {
  const excused = findings.filter(({ because, decision: own }) => because !== undefined && own === 'allow').length;
  if (excused > 0)
    say(`hookwarden: ${excused} ${excused === 1 ? 'finding does' : 'findings do'} not count, as comments, the baseline or the policy say`);
  // Whoever is asked next reads the question.
  if (decision === 'allow' || (decision === 'ask' && facts.attended)) return;
  say(`${painted(COLOURS[decision], `hookwarden: this ${what} ${STOPPED[decision]}.`)}\n${waysOn(decision, actor)}`);
}

function waysOn(decision: 'ask' | 'deny', { kind }: Actor): string {
  if (kind === 'agent')
    return 'Mend what is named. What you take to be right as it is, show to the person: only they let it through, by a commit of their own.';
  const comment = 'Mend what is named; or say on its line why it is right: hookwarden:allow RULE reason';
  return decision === 'ask' ? `${comment}\nOn a terminal you are asked; elsewhere run git there.` : comment;
}

export function reportFault({ message, instead }: GitFault): void {
  say(`${painted('red', 'hookwarden: this could not be judged, and is stopped.')} ${printable(message)}\n${instead}`);
}

/** Of a command that judges nothing. */
export const failed = ({ message, instead }: GitFault): ExitCode => fail(`${printable(message)} ${instead}`);
