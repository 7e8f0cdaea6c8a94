import { z } from 'zod';
import { parseDuration, parseRate, parseSize } from '../domain/amounts.ts';
import { type Constraints, OPERATIONS, RESOURCE_TYPES } from '../domain/capability.ts';
import { MODES, PROFILES } from '../domain/decision.ts';
import { isObject, type JsonObject } from '../domain/json.ts';
import {
  AUTO_APPROVALS,
  DAYS,
  ECHOES,
  type ExceptedCall,
  type Hours,
  PRODUCTION_SIGNS,
  PROOFS,
  SEALED,
  UNUSUAL,
} from '../domain/policy.ts';
import type { Result } from '../domain/result.ts';
import { STANCES } from '../domain/rule.ts';
import { PERSONAL_KINDS } from '../domain/secrets/personal.ts';
import { WITHHELD } from '../domain/secrets/span.ts';
import { constraintFault, isConstraints } from './constraint-forms.ts';
import { gitSchema } from './git-file.ts';
import { globFault } from './glob.ts';
import { isTimeZone } from './hours.ts';
import { permissionFormFault } from './permission-form.ts';
import { patternFault } from './withheld-pattern.ts';

const checked = (fault: (text: string) => string | undefined) =>
  z
    .string()
    .min(1)
    .max(200)
    .check((context) => {
      const message = fault(context.value);
      if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value });
    });

/** A text that stands for a value of its own; `form` is for the schema that others read. */
function amount<T>(parse: (text: string) => Result<T, string>, form: string) {
  return z
    .string()
    .describe(form)
    .transform((text, context): T => {
      const parsed = parse(text);
      if (parsed.ok) return parsed.value;
      context.issues.push({ code: 'custom', message: parsed.error, input: text });
      return z.NEVER;
    });
}

/** Globs that join those of other layers; `!` takes one of them away. */
const globs = z.array(checked((text) => globFault(text.replace(/^!/, '')))).max(200);
const permissions = z.array(checked(permissionFormFault)).max(200);
const roleName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a role’s name is lower case letters, digits and hyphens');
const duration = amount(parseDuration, 'A length of time: 90s, 45m, 12h, 30d');

const role = z.strictObject({
  extends: z.array(roleName).max(10).exactOptional(),
  permissions: permissions.exactOptional(),
  rate: amount(parseRate, 'How many in how long: 600/m').exactOptional(),
});

const timeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day is two digits, a colon and two digits: "08:30"')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const hours = z.strictObject({
  timeZone: checked((text) => (isTimeZone(text) ? undefined : 'no time zone has this name; write one such as Europe/Berlin')),
  days: z.array(z.enum(DAYS)).min(1).max(7),
  from: timeOfDay,
  to: timeOfDay,
  outside: z.enum(['ask', 'deny']).default('ask'),
}) satisfies z.ZodType<Hours>;

/** What a policy says of names, for layers and for examples of rules alike. */
export const contextFields = {
  protectedBranches: globs.exactOptional(),
  sensitiveFiles: globs.exactOptional(),
  production: z
    .partialRecord(z.enum(PRODUCTION_SIGNS), globs)
    .check((context) => {
      (context.value.variable ?? []).forEach((sign, at) => {
        if (!/^!?[A-Za-z_]\w*=./.test(sign))
          context.issues.push({ code: 'custom', message: 'a variable is `NAME=glob`', input: sign, path: ['variable', at] });
      });
    })
    .exactOptional(),
};

const withheld = {
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a kind’s name is lower case letters, digits and hyphens'),
  class: z.enum(WITHHELD).default('secret'),
};

/** What is taken out of the log beside what always is (docs/redaction.md). */
const redact = z
  .array(
    z.union([
      z.strictObject({ ...withheld, pattern: checked(patternFault) }),
      z.strictObject({ ...withheld, fields: z.array(z.string().min(2).max(100)).min(1).max(100) }),
      z.strictObject({ personal: z.enum(PERSONAL_KINDS) }),
    ]),
  )
  .max(100);

/** What an agent may do that another one starts (docs/capabilities.md). */
const subagentGrant = z
  .strictObject({
    type: z.enum(RESOURCE_TYPES),
    resource: checked(globFault),
    operations: z.array(z.string()).min(1).max(10),
    constraints: z
      .custom<Constraints>(isConstraints, { error: ({ input }) => constraintFault(input) ?? 'these are no constraints' })
      .exactOptional(),
  })
  .check((context) => {
    const { type, operations } = context.value;
    const strange = operations.filter((name) => !OPERATIONS[type].includes(name));
    if (strange.length > 0)
      context.issues.push({
        code: 'custom',
        message: `${type} has no operation ${strange.join(', ')}; it has ${OPERATIONS[type].join(', ')}`,
        input: operations,
        path: ['operations'],
      });
  });
const agentType = z.string().min(1).max(100);

/** One call and no other, as it was made (docs/suggest.md). */
const exceptedCall = z.strictObject({
  rules: z.array(z.string().min(1).max(100)).min(1).max(20),
  tool: z.string().min(1).max(200),
  input: z.custom<JsonObject>(isObject, { error: 'what the tool is given, by its fields: { command: "git push --force" }' }),
  in: z.string().max(4096).regex(/^\//, 'the folder that the call is made in, from / on'),
  by: z.array(z.string().min(1).max(200)).min(1).max(50).exactOptional(),
  because: z.string().trim().min(3).max(500),
}) satisfies z.ZodType<ExceptedCall>;

/** A layer's file (docs/policy-format.md). Every field may be left out. */
export const policySchema = z.strictObject({
  version: z.literal(1),
  mode: z.enum(MODES).exactOptional(),
  profile: z.enum(PROFILES).exactOptional(),
  autoApprove: z.enum(AUTO_APPROVALS).exactOptional(),
  unusual: z.enum(UNUSUAL).exactOptional(),
  rules: z.record(z.string().max(100), z.enum(STANCES)).exactOptional(),
  roles: z.record(roleName, role).exactOptional(),
  ceiling: permissions.min(1, 'an empty ceiling would hold nobody down; to grant nothing write ["!*"]').exactOptional(),
  ...contextFields,
  hours: hours.exactOptional(),
  sessions: z.strictObject({ lifetime: duration }).exactOptional(),
  audit: z
    .strictObject({
      echo: z.enum(ECHOES).exactOptional(),
      seal: z.enum(SEALED).exactOptional(),
      keep: duration.exactOptional(),
      cap: amount(parseSize, 'A size: 500MB, 1GB').exactOptional(),
    })
    .exactOptional(),
  strikes: z.strictObject({ after: z.int().min(2).max(1000), within: duration }).exactOptional(),
  redact: redact.exactOptional(),
  exceptions: z
    .strictObject({
      proofs: z.array(z.enum(PROOFS)).exactOptional(),
      longest: duration.exactOptional(),
      calls: z.array(exceptedCall).max(500).exactOptional(),
    })
    .exactOptional(),
  capabilities: z
    .strictObject({
      required: z.boolean().exactOptional(),
      subagents: z.record(agentType, z.array(subagentGrant).max(50)).exactOptional(),
    })
    .exactOptional(),
  git: gitSchema.exactOptional(),
});
export type PolicyFile = z.output<typeof policySchema>;
export type WithheldFile = z.output<typeof redact>[number];
export type RoleFile = z.output<typeof role>;

/** For editors: `# yaml-language-server: $schema=…` above a file. */
export const policyJsonSchema = (): object => ({
  title: 'A layer of a Hookwarden policy',
  ...z.toJSONSchema(policySchema, { io: 'input', unrepresentable: 'any' }),
});
