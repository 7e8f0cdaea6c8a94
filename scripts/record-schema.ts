import { z } from 'zod';
import { DECISIONS, MODES, SEVERITIES } from '../src/domain/decision.ts';
import { OUTCOMES } from '../src/domain/outcome.ts';
import { LABELS } from '../src/domain/session.ts';

const STAGES = ['validation', 'authentication', 'authorization', 'governance', 'audit'] as const;
const KINDS = ['call', 'event', 'admin', 'incident', 'spooled'] as const;

const microseconds = z.int().min(0);
const name = (says: string) => z.string().max(200).describe(says);
const sha256 = (says: string) => z.string().describe(says);

const finding = z.strictObject({
  stage: z.enum(STAGES),
  ruleId: name('A rule, or what a stage says itself: `validation.duplicate-key`'),
  severity: z.enum(SEVERITIES),
  decision: z.enum(DECISIONS),
  message: z.string().max(2000).describe('What was found and where'),
  instead: z.string().max(2000).optional().describe('A safer way forward'),
  incomplete: z.boolean().optional().describe('An unknown counted as a match, or an analysis stopped early'),
});

/** A stored record, for those who read exported ones; encodeRecord makes no other. What a reader does not know it may pass over, while `schema` is 1. */
export const recordSchema = z.strictObject({
  schema: z.literal(1).describe('Raised when a reader of older records could misread newer ones'),
  install: z.string().describe('The installation'),
  sequence: z.int().min(0).describe('The number of the record, and of its leaf in the tree, from 0'),
  id: z.string().describe('What other records and commands call it'),
  time: microseconds.describe('Microseconds since 1970, UTC'),
  kind: z.enum(KINDS).describe('A call that was judged, another event, an act of administration, an incident, or a denial that came late'),
  session: name('As the host names it').optional(),
  toolUseId: name('As the host names it').optional(),
  traceparent: name('Of W3C Trace Context, where the host hands one on').optional(),
  principal: z
    .strictObject({ id: z.string(), name: z.string(), role: z.string(), keyId: z.string() })
    .optional()
    .describe('Who presented the key; absent where none was accepted'),
  host: name('The agent').optional(),
  event: name('By its name in Claude Code').optional(),
  tool: name('By its name in Claude Code').optional(),
  subject: z.record(z.string(), z.unknown()).describe('The event or the act, redacted; `omitted` where it was too large'),
  findings: z.array(finding).max(64),
  decision: z.enum(DECISIONS),
  mode: z.enum(MODES),
  stage: z.enum(STAGES).describe('The last that was reached'),
  risk: z.number().min(0).max(100),
  timings: z.partialRecord(z.enum(STAGES), z.number()).describe('Microseconds in each stage'),
  policy: sha256('SHA-256 of the compiled policy that judged it'),
  program: z.string().describe('The version that wrote it'),
  callHash: sha256('SHA-256 over session, tool use and input').optional(),
  labels: z
    .array(z.strictObject({ name: z.enum(LABELS), about: z.string().max(200).optional() }))
    .optional()
    .describe('What the session remembers of it'),
  outcome: z
    .strictObject({
      result: z.enum(OUTCOMES),
      edited: z.boolean().optional().describe('A person has changed the input'),
      record: z.string().optional().describe('The record that judged the call'),
      decision: z.enum(DECISIONS).optional(),
      input: z.enum(['same', 'changed']).optional().describe('Whether what ran is what was judged'),
    })
    .optional()
    .describe('What became of a call'),
  capabilities: z.array(z.string().max(200)).max(64).optional().describe('Those that it relied on'),
  sealed: z
    .strictObject({ key: z.string().describe('The data key'), sha256: sha256('Over the whole box') })
    .optional()
    .describe('Of the input that is kept sealed beside it'),
  sessionRecords: z
    .strictObject({ from: z.int().min(0), count: z.int().min(0) })
    .optional()
    .describe('Of a session that ends: the first of its records, and how many'),
});

export const recordJsonSchema = (): object => ({ title: 'A record of Hookwarden’s audit log', ...z.toJSONSchema(recordSchema) });
