import { createHmac } from 'node:crypto';
import type { Finding } from '../domain/finding.ts';
import { isObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import type { RecordDraft } from '../domain/ports.ts';
import { redactNamedValues, type Token } from './named-values.ts';

/** Finds secrets by their own shape and puts what `token` gives in their place. */
export type RedactShapes = (text: string, token: Token) => string;

export interface Redaction {
  readonly text: (text: string) => string;
  readonly value: (value: JsonValue) => JsonValue;
  readonly draft: (draft: RecordDraft) => RecordDraft;
}

const MAX_STRING = 8192;
/** Read beyond the cut, so that a secret that the cut would go through is seen whole. */
const OVERLAP = 4096;
const MAX_TOTAL = 48 * 1024;
const MAX_VALUES = 1000;
const MAX_DEPTH = 32;
const OWN_KEY = /hw_[0-9A-Za-z]{8}_[0-9A-Za-z]{8,60}(?:_[0-9A-Za-z]{0,6})?/g;
const SECRET_FIELD =
  /(?:password|passwd|pwd|passphrase|secret|token|authorization|apikey|accesskey|privatekey|credentials?|cookie|otp|signature)$/;

/**
 * Takes out what must not be stored, before it is stored. One secret always gets one token, so that its uses can be told
 * together without it; the token is keyed, so that a guess cannot be tried against it.
 */
export function redaction(pepper: Uint8Array, shapes: RedactShapes, known: readonly string[] = []): Redaction {
  const token: Token = (shape, secret) =>
    `⟦secret:${shape}:${createHmac('sha256', pepper).update(`redact:${secret}`).digest('hex').slice(0, 8)}⟧`;
  const secrets = known.filter((secret) => secret.length >= 8);

  const whole = (text: string): string => {
    let out = text;
    for (const secret of secrets) if (out.includes(secret)) out = out.replaceAll(secret, token('known', secret));
    out = out.replace(OWN_KEY, (key) => token('hookwarden-key', key));
    return redactNamedValues(shapes(out, token), token);
  };
  const text = (given: string): string => {
    if (given.length <= MAX_STRING) return whole(given);
    return `${whole(given.slice(0, MAX_STRING + OVERLAP)).slice(0, MAX_STRING)}… [${given.length - MAX_STRING} more characters]`;
  };
  const value = (given: JsonValue): JsonValue => boundedValue(given, text, token);
  return { text, value, draft: (draft) => redactDraft(draft, text, value) };
}

function redactDraft(draft: RecordDraft, text: (text: string) => string, value: (value: JsonValue) => JsonValue): RecordDraft {
  const subject = value(draft.subject);
  const finding = (given: Finding): Finding => ({
    ...given,
    message: text(given.message),
    ...(given.instead !== undefined && { instead: text(given.instead) }),
  });
  return {
    ...draft,
    subject: isObject(subject) ? subject : {},
    findings: draft.findings.map(finding),
    ...(draft.tool !== undefined && { tool: text(draft.tool) }),
    ...(draft.event !== undefined && { event: text(draft.event) }),
    ...(draft.toolUseId !== undefined && { toolUseId: text(draft.toolUseId) }),
    // A name that holds a secret is of no use without it, and of none to anybody else.
    ...(draft.labels && { labels: draft.labels.filter(({ about }) => about === undefined || text(about) === about) }),
    ...(draft.traceparent !== undefined && { traceparent: text(draft.traceparent) }),
  };
}

/** Redacts every string, those in fields with a telling name whole, and stops at a size that the log can bear. */
function boundedValue(root: JsonValue, text: (text: string) => string, token: Token): JsonValue {
  let room = MAX_TOTAL;
  let values = 0;
  const visit = (value: JsonValue, secret: boolean, depth: number): JsonValue => {
    values += 1;
    if (values > MAX_VALUES || depth > MAX_DEPTH || room <= 0) return '… [omitted]';
    if (typeof value === 'string') {
      const kept = secret && value !== '' ? token('field', value) : text(value).slice(0, room);
      room -= kept.length;
      return kept;
    }
    if (Array.isArray(value)) {
      return value.slice(0, MAX_VALUES).map((item, at) => visit(item, secret || isSecretOption(value[at - 1]), depth + 1));
    }
    return isObject(value) ? visitObject(value, secret, depth) : value;
  };
  const visitObject = (object: JsonObject, secret: boolean, depth: number): JsonObject => {
    const entries: [string, JsonValue][] = [];
    for (const [name, value] of Object.entries(object)) {
      if (value === undefined) continue;
      if (values > MAX_VALUES || room <= 0) break;
      const kept = text(name).slice(0, room);
      room -= kept.length;
      entries.push([kept, visit(value, secret || isSecretField(name), depth + 1)]);
    }
    return Object.fromEntries(entries);
  };
  return visit(root, false, 0);
}

/** In a list of arguments the secret stands after its option. */
const isSecretOption = (value: JsonValue | undefined): boolean =>
  typeof value === 'string' && value.startsWith('-') && !value.includes('=') && isSecretField(value);

/** `apiKey`, `API_KEY`, `x-api-key` and `db_password` are all telling. */
export function isSecretField(name: string): boolean {
  return name.length <= 100 && SECRET_FIELD.test(name.toLowerCase().replace(/[^a-z]/g, ''));
}
