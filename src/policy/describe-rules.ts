import type { EffectPattern, RuleExample, RuleSource } from '../domain/rule.ts';
import { TAGS } from './tags.ts';
import { describeExample } from './test-rules.ts';

/** One page for a pack, the same text for the same rules. */
export function describePack(pack: string, rules: readonly RuleSource[]): string {
  const rows = rules.map((rule) => `| [${rule.id}](#${anchor(rule.id)}) | ${rule.decision} | ${rule.severity} | ${cell(rule.title)} |`);
  return [
    `# ${pack}`,
    '',
    'For whoever wants to know what these rules stop, and what passes. Generated from `rules/` by `npm run docs`.',
    '',
    '| rule | decision | severity | what it is about |',
    '|---|---|---|---|',
    ...rows,
    ...rules.flatMap(describeRule),
    '',
  ].join('\n');
}

const anchor = (id: string): string => id.replaceAll('.', '');
const cell = (text: string): string => text.replaceAll('|', '\\|');
const asCode = (example: RuleExample): string => `    ${describeExample(example).replaceAll('\n', '\n    ')}`;

function describeRule(rule: RuleSource): readonly string[] {
  const facts = [
    `${rule.decision}, ${rule.severity}`,
    `version ${rule.version}, ${rule.status}`,
    ...(rule.profiles ? [`only in profile ${rule.profiles.join(', ')}`] : []),
    ...(rule.context ? [`silent for those with \`context:${rule.context}\``] : []),
    ...(rule.session ? [`after a call of the session that set ${rule.session.map((name) => `\`${name}\``).join(' or ')}`] : []),
    ...(rule.absolute ? ['cannot be switched off'] : []),
  ];
  return [
    '',
    `## ${rule.id}`,
    '',
    `${rule.title}: ${facts.join('; ')}.`,
    '',
    `> ${rule.message}`,
    ...(rule.instead === undefined ? [] : ['>', `> Instead: ${rule.instead}`]),
    ...listing('Stopped, for example:', rule.examples.match.map(asCode)),
    ...listing('Passes, for example:', rule.examples.pass.map(asCode)),
    ...listing('Known misses:', (rule.examples.gap ?? []).map(asCode)),
    ...(rule.unless ? ['', `Excused: ${rule.unless.map(describePattern).join('; or ')}.`] : []),
    '',
    rule.tags.map((tag) => `\`${tag}\` ${TAGS[tag] ?? ''}`).join(', '),
  ];
}

const listing = (heading: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', heading, '', ...lines]);

function describePattern(pattern: EffectPattern): string {
  return Object.entries(pattern)
    .map(([field, words]) => `${field} ${words.map((word: string) => `\`${word}\``).join(', ')}`)
    .join(' with ');
}

/** What is known to pass and should not, by rule. */
export function describeGaps(rules: readonly RuleSource[]): string {
  const missing = rules.filter((rule) => (rule.examples.gap ?? []).length > 0);
  return [
    '# Residual risk',
    '',
    'For whoever decides how far to rely on the rules. Generated from `rules/` by `npm run docs`.',
    '',
    'Calls that a rule is meant for and is known to miss. `hookwarden rules test` fails as soon as one of them is found after all.',
    ...missing.flatMap((rule) => [
      '',
      `## ${rule.id}`,
      ...(rule.examples.gap ?? []).flatMap((example) => [
        '',
        asCode(example),
        '',
        ...(example.why === undefined ? [] : [`Why: ${example.why}.`]),
      ]),
    ]),
    '',
  ].join('\n');
}
