import { z } from 'zod';
import { DECISIONS, PROFILES, SEVERITIES } from '../domain/decision.ts';
import { EFFECT_FLAGS, EFFECT_KINDS, type EffectKind } from '../domain/effect.ts';
import { SENDERS } from '../domain/event.ts';
import { HOST_CLASSES, PATH_CLASSES } from '../domain/operand.ts';
import { CONTEXTS, RULE_STATUSES, type RuleSource } from '../domain/rule.ts';
import { LABELS } from '../domain/session.ts';
import { globFault } from './glob.ts';
import { contextFields } from './policy-file.ts';
import { TAGS } from './tags.ts';

const text = z.string().trim().min(1).max(1000);

/** One word or a list of them. */
function listOf<T extends z.ZodType<string, string>>(item: T) {
  return z
    .union([item, z.array(item).min(1).max(100)])
    .transform((value): readonly z.output<T>[] => (Array.isArray(value) ? value : [value]));
}

/** `git.*` stands for every kind of effect below `git`. */
const effects = listOf(z.string()).transform((names, context): readonly EffectKind[] => {
  const kinds = new Set<EffectKind>();
  for (const name of names) {
    const found = EFFECT_KINDS.filter((kind) => kind === name || (name.endsWith('.*') && kind.startsWith(name.slice(0, -1))));
    for (const kind of found) kinds.add(kind);
    if (found.length === 0)
      context.issues.push({ code: 'invalid_value', values: [...EFFECT_KINDS], input: name, message: `no effect is called "${name}"` });
  }
  return [...kinds];
});

const glob = z
  .string()
  .min(1)
  .check((context) => {
    const fault = globFault(context.value);
    if (fault !== undefined) context.issues.push({ code: 'custom', message: fault, input: context.value });
  });
const name = z.string().min(1).max(80);
const classes = listOf(z.enum([...PATH_CLASSES, ...HOST_CLASSES]));
const flags = listOf(z.enum(EFFECT_FLAGS));

const pattern = z.strictObject({
  effect: effects,
  class: classes.exactOptional(),
  notClass: classes.exactOptional(),
  flags: flags.exactOptional(),
  anyFlag: flags.exactOptional(),
  notFlags: flags.exactOptional(),
  program: listOf(name).exactOptional(),
  wrapper: listOf(name).exactOptional(),
  tool: listOf(glob).exactOptional(),
  value: listOf(glob).exactOptional(),
});

const part = z.union([pattern, z.strictObject({ flow: z.strictObject({ from: pattern, to: pattern }) })]);
const inner = z.union([part, z.strictObject({ any: z.array(part).min(1).max(20) }), z.strictObject({ all: z.array(part).min(1).max(20) })]);
const condition = z.union([
  inner,
  z.strictObject({ any: z.array(inner).min(1).max(20) }),
  z.strictObject({ all: z.array(inner).min(1).max(20) }),
]);

const exampleCall = {
  command: z.string().min(1).max(4000).exactOptional(),
  tool: name.exactOptional(),
  input: z.record(z.string(), z.unknown()).exactOptional(),
};
const isOneCall = (call: { readonly command?: string; readonly tool?: string }): boolean =>
  (call.command === undefined) !== (call.tool === undefined);
const ONE_CALL = 'an example is either a `command` or a `tool` with its `input`';
const command = z
  .string()
  .min(1)
  .max(4000)
  .transform((text) => ({ command: text }));
/** A bare string is a command. */
const earlierCall = z.union([
  command,
  z.strictObject({ ...exampleCall, response: z.string().max(4000).exactOptional() }).refine(isOneCall, ONE_CALL),
]);

const texts = z.record(z.string().min(1).max(200), z.string().max(4000));
const setting = z.strictObject({
  attended: z.boolean().exactOptional(),
  host: z.enum(SENDERS).exactOptional(),
  permissionMode: name.exactOptional(),
  environment: texts.exactOptional(),
  files: texts.exactOptional(),
  policy: z.strictObject(contextFields).exactOptional(),
});

const example = z
  .strictObject({
    ...exampleCall,
    before: z.array(earlierCall).min(1).max(10).exactOptional(),
    cwd: z.string().startsWith('/').exactOptional(),
    given: setting.exactOptional(),
    adversarial: z.boolean().exactOptional(),
    decision: z.enum(DECISIONS).exactOptional(),
    why: text.exactOptional(),
  })
  .refine(isOneCall, ONE_CALL);
const examples = z.array(z.union([command, example])).max(60);

const objection = z.enum(['ask', 'deny']);
const ruleId = z.string().regex(/^[a-z][a-z0-9-]{0,30}\.[a-z][a-z0-9-]{0,50}$/, 'an id is `pack.name` in lower case');

/** A rule file: one rule. */
export const ruleSchema = z.strictObject({
  id: ruleId,
  version: z.int().min(1).max(10_000),
  status: z.enum(RULE_STATUSES),
  severity: z.enum(SEVERITIES),
  decision: objection,
  replacedBy: ruleId.exactOptional(),
  profiles: z.array(z.enum(PROFILES)).min(1).exactOptional(),
  absolute: z.boolean().exactOptional(),
  floor: objection.exactOptional(),
  context: z.enum(CONTEXTS).exactOptional(),
  only: z
    .strictObject({
      attended: z.boolean().exactOptional(),
      host: listOf(z.enum(SENDERS)).exactOptional(),
      permissionMode: listOf(name).exactOptional(),
    })
    .exactOptional(),
  unknown: z.enum(['match', 'skip']).default('skip'),
  title: text.max(100),
  message: text.max(400),
  instead: text.max(400).exactOptional(),
  tags: z
    .array(z.string().refine((tag) => tag in TAGS, 'this tag is not in the list of known ids'))
    .min(1)
    .max(20),
  when: condition,
  session: listOf(z.enum(LABELS)).exactOptional(),
  unless: z.array(pattern).min(1).max(20).exactOptional(),
  examples: z.strictObject({ match: examples, pass: examples, gap: examples.exactOptional() }),
}) satisfies z.ZodType<RuleSource>;
