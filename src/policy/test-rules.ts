import { type Decision, stricter } from '../domain/decision.ts';
import { EFFECT_KINDS, type EffectKind } from '../domain/effect.ts';
import type { Finding } from '../domain/finding.ts';
import type { ExampleCall, Rule, RuleExample, RuleSource } from '../domain/rule.ts';
import { kindsOf } from './condition.ts';

/** What the whole pipeline says of an example under these rules, in this profile. */
export type Judge = (
  example: RuleExample,
  rules: readonly Rule[],
  profile: 'standard' | 'strict',
) => {
  readonly decision: Decision;
  readonly findings: readonly Pick<Finding, 'ruleId'>[];
};

interface RuleFailure {
  readonly ruleId: string;
  /** The example as written, where one failed. */
  readonly example?: string;
  readonly message: string;
}

export interface RuleReport {
  readonly failures: readonly RuleFailure[];
  readonly rules: number;
  readonly examples: number;
  /** Misses that are known, by rule. */
  /** Kinds of effects that no rule speaks of. */
  readonly unspoken: readonly EffectKind[];
  readonly gaps: readonly { readonly ruleId: string; readonly example: string; readonly why: string }[];
}

const LEAST_EXAMPLES = 3;

/** Runs every example of every rule through `judge` and reports what does not hold. */
export function testRules(sources: readonly RuleSource[], judge: Judge): RuleReport {
  const rules: readonly Rule[] = sources;
  const failures = [...sources.flatMap((source) => testRule(source, rules, judge)), ...contradictions(sources)];
  const gaps = sources.flatMap((source) =>
    (source.examples.gap ?? []).map((example) => ({ ruleId: source.id, example: describeExample(example), why: example.why ?? '' })),
  );
  const examples = sources.reduce((sum, { examples: { match, pass } }) => sum + match.length + pass.length, gaps.length);
  const spoken = new Set(sources.flatMap((source) => [...kindsOf(source.when)]));
  return { failures, rules: sources.length, examples, unspoken: EFFECT_KINDS.filter((kind) => !spoken.has(kind)), gaps };
}

/** What does not hold of one rule among all. */
export function testRule(source: RuleSource, rules: readonly Rule[], judge: Judge): readonly RuleFailure[] {
  const profile = source.profiles && !source.profiles.includes('standard') ? 'strict' : 'standard';
  const fail = (message: string, example?: RuleExample): RuleFailure => ({
    ruleId: source.id,
    message,
    ...(example === undefined ? {} : { example: describeExample(example) }),
  });
  const speaks = (example: RuleExample): boolean => judge(example, rules, profile).findings.some(({ ruleId }) => ruleId === source.id);
  const failures: RuleFailure[] = [...tooFew(source, fail)];
  for (const example of source.examples.match) {
    const verdict = judge(example, rules, profile);
    if (!verdict.findings.some(({ ruleId }) => ruleId === source.id))
      failures.push(fail(`must match, found: ${listed(verdict.findings)}`, example));
    else if (example.decision !== undefined && verdict.decision !== example.decision)
      failures.push(fail(`must be decided ${example.decision}, is ${verdict.decision} by ${listed(verdict.findings)}`, example));
  }
  for (const example of source.examples.pass) {
    const verdict = judge(example, rules, profile);
    if (verdict.findings.some(({ ruleId }) => ruleId === source.id)) failures.push(fail('must pass', example));
    // A strict profile asks about much at once; there only the rule itself must be silent.
    else if (profile === 'standard' && verdict.decision !== (example.decision ?? 'allow'))
      failures.push(fail(`must be decided ${example.decision ?? 'allow'}, is ${verdict.decision} by ${listed(verdict.findings)}`, example));
  }
  for (const example of source.examples.gap ?? [])
    if (speaks(example)) failures.push(fail('is no gap any more: make it an example to match', example));
  for (const command of suggestions(source)) {
    const verdict = judge({ command }, rules, 'standard');
    if (verdict.decision !== 'allow') failures.push(fail(`suggests what is itself stopped by ${listed(verdict.findings)}`, { command }));
  }
  if (source.examples.match.length > 0 && !isNecessary(source, rules, judge, profile))
    failures.push(fail('is not necessary: without it no example is judged otherwise'));
  return failures;
}

function tooFew(source: RuleSource, fail: (message: string) => RuleFailure): readonly RuleFailure[] {
  return (['match', 'pass'] as const).flatMap((kind) => {
    const examples = source.examples[kind];
    return [
      ...(examples.length < LEAST_EXAMPLES ? [fail(`has ${examples.length} examples to ${kind}, needs ${LEAST_EXAMPLES}`)] : []),
      ...(examples.some((example) => example.adversarial === true) ? [] : [fail(`has no adversarial example to ${kind}`)]),
    ];
  });
}

/** Whether the rules decide some example to match otherwise, or none of them finds anything, when this one is taken away. */
function isNecessary(source: RuleSource, rules: readonly Rule[], judge: Judge, profile: 'standard' | 'strict'): boolean {
  const others = rules.filter((rule) => rule.id !== source.id);
  return source.examples.match.some((example) => {
    const left = speaking(judge(example, others, profile), others);
    return left.length === 0 || strictestOf(left) !== strictestOf(speaking(judge(example, rules, profile), rules));
  });
}

/** The strict profile asks about much by itself: what counts is what rules say. */
const speaking = ({ findings }: ReturnType<Judge>, rules: readonly Rule[]): readonly Rule[] =>
  rules.filter((rule) => findings.some(({ ruleId }) => ruleId === rule.id));

const strictestOf = (rules: readonly Rule[]): Decision =>
  rules.reduce<Decision>(
    (strictest, { status, decision }) => (status === 'experimental' ? strictest : stricter(strictest, decision)),
    'allow',
  );

/** The commands that an `instead` offers, in backticks, with a program and an argument. */
const suggestions = ({ instead }: RuleSource): readonly string[] =>
  [...(instead ?? '').matchAll(/`([^`]+)`/g)].flatMap((match) => match[1] ?? []);

/** One example under two rules, with decisions that cannot both be right. */
export function contradictions(sources: readonly RuleSource[]): readonly RuleFailure[] {
  const seen = new Map<string, { readonly ruleId: string; readonly decision: Decision | undefined; readonly list: string }>();
  return sources.flatMap((source) =>
    (['match', 'pass', 'gap'] as const).flatMap((list) =>
      (source.examples[list] ?? []).flatMap((example): readonly RuleFailure[] => {
        const text = describeExample(example);
        const key = `${source.id}\n${text}`;
        const before = seen.get(key) ?? seen.get(text);
        const decision = example.decision ?? (list === 'pass' ? 'allow' : undefined);
        seen.set(key, { ruleId: source.id, decision, list });
        seen.set(text, { ruleId: source.id, decision, list });
        if (!before) return [];
        if (before.ruleId === source.id) return [{ ruleId: source.id, example: text, message: 'is given twice' }];
        const differ = before.decision !== undefined && decision !== undefined && before.decision !== decision;
        return differ ? [{ ruleId: source.id, example: text, message: `is decided otherwise under ${before.ruleId}` }] : [];
      }),
    ),
  );
}

const listed = (findings: readonly Pick<Finding, 'ruleId'>[]): string =>
  findings.length === 0 ? 'nothing' : findings.map(({ ruleId }) => ruleId).join(', ');

const describeCall = (call: ExampleCall): string => call.command ?? `${call.tool ?? ''} ${JSON.stringify(call.input ?? {})}`;

/** What went before stands in front, a call a line. */
export const describeExample = (example: RuleExample): string =>
  [
    ...(example.given ? [`# given ${JSON.stringify(example.given)}`] : []),
    ...(example.before ?? []).map((call) => `${describeCall(call)}   # earlier`),
    describeCall(example),
  ].join('\n');
