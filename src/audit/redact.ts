import { createHmac } from 'node:crypto';
import type { Finding } from '../domain/finding.ts';
import { isObject, type JsonValue } from '../domain/json.ts';
import type { RecordDraft } from '../domain/ports.ts';
import { NOTHING_MORE, type Withholding } from '../domain/secrets/additions.ts';
import { redactSecrets } from '../domain/secrets/redact.ts';
import { isRecognisable } from '../domain/secrets/repeated.ts';
import type { Token } from '../domain/secrets/span.ts';
import { encodingsOf } from './encodings.ts';
import { redactValue } from './redact-value.ts';

export interface Redaction {
  readonly text: (text: string, more?: Withholding) => string;
  readonly value: (value: JsonValue, more?: Withholding) => JsonValue;
  /** What comes out says nothing of what `draft.withheld` adds, and is of any more redaction unchanged. */
  readonly draft: (draft: RecordDraft) => RecordDraft;
}

const MAX_STRING = 8192;
/** Read beyond the cut, so that a secret that the cut would go through is seen whole. */
const OVERLAP = 4096;
const MAX_KNOWN = 64;
const OWN_KEY = /hw_[0-9A-Za-z]{8}_[0-9A-Za-z]{8,60}(?:_[0-9A-Za-z]{0,6})?/g;

/** The same for one value always, keyed so that a guess cannot be tried against it: 32 bits of HMAC-SHA256, hexadecimal. */
export const digestOf = (pepper: Uint8Array, value: string): string =>
  createHmac('sha256', pepper).update(`redact:${value}`).digest('hex').slice(0, 8);

/**
 * Takes out what must not be stored, before it is stored. One secret always gets one token, so that its uses can be told
 * together without it. `presented` is secret wherever it stands.
 */
export function redaction(pepper: Uint8Array, presented: readonly string[] = []): Redaction {
  const always = new Map(
    presented.filter((secret) => secret.length >= 8).map((secret) => [secret, tokenText('secret', 'known', pepper, secret)]),
  );
  const pass = (known: Known, more: Withholding): Pass => {
    const token: Token = ({ kind, class: withheld }, value) => {
      const made = tokenText(withheld, kind, pepper, value);
      if (isRecognisable(value) && known.size < MAX_KNOWN) known.set(value, made);
      return made;
    };
    return { token, text: (given) => cutText(given, (start, limit) => redactWhole(start, limit, always, token, more)), more };
  };
  return {
    text: (given, more = NOTHING_MORE) => pass(new Map(), more).text(given),
    value: (given, more = NOTHING_MORE) => redactValue(given, pass(new Map(), more)),
    draft: (draft) => {
      const known: Known = new Map();
      const first = pass(known, draft.withheld ?? NOTHING_MORE);
      const redacted = mapDraft(draft, first.text, (value) => redactValue(value, first));
      // What one field has shown to be secret is taken out of the others, whichever came first.
      return known.size === 0 ? redacted : mapDraft(redacted, withoutKnown(known), (value) => mapStrings(value, withoutKnown(known)));
    },
  };
}

type Known = Map<string, string>;

/** One reading of a text or a record, with what the policy adds. */
export interface Pass {
  readonly token: Token;
  readonly text: (text: string) => string;
  readonly more: Withholding;
}

const tokenText = (withheld: string, kind: string, pepper: Uint8Array, value: string): string =>
  `⟦${withheld}:${kind}:${digestOf(pepper, value)}⟧`;

function cutText(given: string, redact: (text: string, limit: number) => string): string {
  if (given.length <= MAX_STRING) return redact(given, given.length);
  return `${redact(given.slice(0, MAX_STRING + OVERLAP), MAX_STRING)}… [${given.length - MAX_STRING} more characters]`;
}

function redactWhole(given: string, limit: number, always: ReadonlyMap<string, string>, token: Token, more: Withholding): string {
  let cut: Cut = { text: given, limit };
  for (const [secret, made] of always) cut = replaceIn(cut, secret, () => made);
  // Most texts hold none: then the pattern is not even made ready, which a call that lives for moments would feel.
  if (cut.text.includes('hw_')) cut = replaceIn(cut, OWN_KEY, (key) => token({ kind: 'hookwarden-key', class: 'secret' }, key));
  return redactSecrets(cut.text, token, more, cut.limit);
}

/** A text, and where it is to be cut. */
interface Cut {
  readonly text: string;
  readonly limit: number;
}

/** The limit stays at the same character, else a token that is longer than what it stands for would push the end of the text out. */
function replaceIn({ text, limit }: Cut, pattern: string | RegExp, tokenOf: (found: string) => string): Cut {
  let moved = limit;
  const replaced = text.replaceAll(pattern, (found: string, at: number) => {
    const made = tokenOf(found);
    if (at < limit) moved += made.length - Math.min(found.length, limit - at);
    return made;
  });
  return { text: replaced, limit: moved };
}

/** Everything in a draft that comes from outside. */
function mapDraft(
  { withheld: _withheld, ...draft }: RecordDraft,
  text: (text: string) => string,
  value: (value: JsonValue) => JsonValue,
): RecordDraft {
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
    ...(draft.session !== undefined && { session: text(draft.session) }),
    ...(draft.tool !== undefined && { tool: text(draft.tool) }),
    ...(draft.event !== undefined && { event: text(draft.event) }),
    ...(draft.toolUseId !== undefined && { toolUseId: text(draft.toolUseId) }),
    // A name that holds a secret is of no use without it, and of none to anybody else.
    ...(draft.labels && { labels: draft.labels.filter(({ about }) => about === undefined || text(about) === about) }),
    ...(draft.traceparent !== undefined && { traceparent: text(draft.traceparent) }),
  };
}

function withoutKnown(known: ReadonlyMap<string, string>): (text: string) => string {
  const forms = [...known].flatMap(([value, made]) => encodingsOf(value).map((form) => [form, made] as const));
  return (given) => forms.reduce((text, [form, made]) => (text.includes(form) ? text.replaceAll(form, made) : text), given);
}

/** With another text in the place of each, of names too. */
export function mapStrings(value: JsonValue, text: (text: string) => string): JsonValue {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, text));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [text(name), inner === undefined ? inner : mapStrings(inner, text)]),
  );
}
