import { DECISIONS } from '../domain/decision.ts';
import type { Finding } from '../domain/finding.ts';
import { redactSecrets } from '../domain/secrets/redact.ts';

/** Reasons on stderr stay below 2 KB, counted in UTF-8 (design §2). */
const MAX_BYTES = 2048;
const ROOM_FOR_MARK = 4;
const MAX_FINDINGS = 5;
const MAX_NAME = 80;

/** A name is somebody else's text: without secrets, and on its line, for the lines below are ours. */
export const shownName = (name: string): string =>
  redactSecrets(name, ({ kind }) => `<${kind}>`)
    .slice(0, MAX_NAME)
    .replace(/\s/g, ' ');

/** What a person and a model are told: each objection with its rule, the strictest first, and a safer way. */
export function formatReason(headline: string, findings: readonly Finding[], notice?: string): string {
  const objections = findings
    .filter((finding) => finding.decision !== 'allow')
    .toSorted((left, right) => DECISIONS.indexOf(right.decision) - DECISIONS.indexOf(left.decision));
  const lines = objections
    .slice(0, MAX_FINDINGS)
    .map(({ ruleId, message, instead }) => `- ${message} [${ruleId}]${instead === undefined ? '' : ` Instead: ${instead}`}`);
  const rest = objections.length - lines.length;
  const objected = [headline, ...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
  if (notice === undefined) return cut(objected, MAX_BYTES);
  const last = `\n${notice}`;
  return cut(objected, MAX_BYTES - Buffer.byteLength(last)) + last;
}

/** Without control characters, which could repaint a terminal, and never too long. */
function cut(text: string, most: number): string {
  const plain = text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ');
  const bytes = Buffer.from(plain);
  if (bytes.length <= most) return plain;
  const kept = bytes.subarray(0, most - ROOM_FOR_MARK).toString('utf8');
  return `${kept.replace(/\ufffd+$/, '')}…`;
}
