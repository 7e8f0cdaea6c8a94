import { createJudge, type Judged } from './cli/judge.ts';
import { PROFILES, type Profile } from './domain/decision.ts';
import { HOSTS, type Host } from './domain/event.ts';
import type { Finding, Verdict } from './domain/finding.ts';
import { isObject, stringAt } from './domain/json.ts';
import type { Policy } from './domain/policy.ts';
import { err, ok, type Result } from './domain/result.ts';
import type { LayerSource } from './policy/artefact.ts';
import { BUILTIN } from './policy/builtin.ts';
import { compilePolicy } from './policy/compile.ts';
import { describeFault } from './policy/fault.ts';

/** Judging calls in other programs: the package's `hookwarden` (docs/judging.md). */
export type { Decision, Profile, Severity } from './domain/decision.ts';
export type { Host } from './domain/event.ts';
export type { Result } from './domain/result.ts';
export type { Finding };

export interface JudgeTerms {
  /** The text of a policy.yaml, met with what is built in as a user's is; without it what is built in holds. */
  readonly policy?: string;
  /** Texts of files of rules of one's own. */
  readonly rules?: readonly string[];
  /** In the place of the policy's. */
  readonly profile?: Profile;
  /** Whose events are judged; without it each tells by its shape. */
  readonly host?: Host;
  /** The folder that commands run in which name none; this process's where absent. */
  readonly cwd?: string;
  /** The home folder of calls that name none; this process's where absent. */
  readonly home?: string;
  /** Events of one session answer for those before them, in the order in which they are judged. */
  readonly replay?: boolean;
}

export interface CommandCall {
  /** One line for a shell, or a whole script. */
  readonly command: string;
  readonly cwd?: string;
  readonly home?: string;
}

/** What the call would be answered where the policy enforces; `risk` goes from 0 to 100. */
export type Judgement = Pick<Verdict, 'decision' | 'findings' | 'risk'>;

/** Judges the JSON of one hook event, as the host writes it, or a command. What is neither is denied; nothing is thrown. */
export type Judge = (call: string | CommandCall) => Judgement;

/** What is wrong with the terms: a policy's faults each on a line of its own, `policy:LINE:COLUMN: …`. */
export interface Fault {
  readonly message: string;
}

/**
 * A judge that asks as the local developer with a person to ask. It looks at the disk as the hook does, keeps nothing from call to call
 * without `replay`, and writes neither state nor records. Making one takes tens of milliseconds, a call a fraction of one.
 */
export function openJudge(terms: JudgeTerms = {}): Result<Judge, Fault> {
  const { profile, host } = terms;
  if (profile !== undefined && !PROFILES.includes(profile)) return unknown('profile', profile, PROFILES);
  if (host !== undefined && !HOSTS.includes(host)) return unknown('host', host, HOSTS);
  const policy = policyOf(terms);
  if (!policy.ok) return policy;
  const judge = createJudge({ ...terms, policy: policy.value });
  return ok((call) => judgementOf(judge(rowOf(call))));
}

const unknown = (what: string, found: string, known: readonly string[]): Result<never, Fault> =>
  err({ message: `no ${what} is called "${found}"; there are: ${known.join(', ')}` });

/** Nothing holds a program in JavaScript to the types: what is no call is read as an empty event. */
function rowOf(call: unknown): string | CommandCall {
  if (typeof call === 'string') return call;
  if (!isObject(call)) return '';
  const [command, cwd, home] = ['command', 'cwd', 'home'].map((name) => stringAt(call, name));
  return command === undefined ? '' : { command, ...(cwd !== undefined && { cwd }), ...(home !== undefined && { home }) };
}

function policyOf({ policy, rules = [] }: JudgeTerms): Result<Policy, Fault> {
  if (policy === undefined && rules.length === 0) return ok(BUILTIN);
  const sources = [
    ...(policy === undefined ? [] : [layer('policy', 'policy', policy)]),
    ...rules.map((text, at) => layer('rules', `rules[${at}]`, text)),
  ];
  const compiled = compilePolicy(sources, BUILTIN);
  return compiled.ok ? compiled : err({ message: compiled.error.map(describeFault).join('\n') });
}

const layer = (kind: LayerSource['kind'], path: string, text: string): LayerSource => ({
  layer: 'user',
  kind,
  path,
  bytes: new TextEncoder().encode(text),
});

const judgementOf = ({ verdict: { decision, findings, risk } }: Judged): Judgement => ({ decision, findings, risk });
