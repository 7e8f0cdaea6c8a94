import type { Operand } from '../domain/operand.ts';
import { NOTHING_MORE, type Withholding } from '../domain/secrets/additions.ts';
import { redactSecrets } from '../domain/secrets/redact.ts';
import type { Hit } from './match.ts';

const MAX_FIELD = 160;
/** Secrets are looked for before the cut, so that half of one does not slip through. */
const MAX_SEARCHED = 1024;
const OVERLAP = 3072;

/** A rule's message with what was found filled in: no secret, and nothing that can break a line or move a terminal's cursor. */
export function fillMessage(template: string, hit: Hit, withheld?: Withholding): string {
  return template.replace(/\{\{(operand|program|note|class)\}\}/g, (_whole, field) => shown(fieldOf(field, hit, template), withheld));
}

function fieldOf(field: string, { effect, action }: Hit, template: string): string {
  switch (field) {
    case 'operand':
      if (effect.operand) return describeOperand(effect.operand);
      // A note that the sentence shows already would only be said twice.
      return template.includes('{{note}}') ? 'what is there' : (effect.note ?? 'it');
    case 'program':
      return action.invocation?.program || action.tool;
    case 'note':
      return effect.note ?? action.invocation?.program ?? action.tool;
    case 'class':
      return effect.operand?.classes[0] ?? 'unknown';
    default:
      throw new Error(`no such field in a message: ${field}`);
  }
}

/** As written, and what it stands for where that is not the same. */
function describeOperand({ text, value }: Operand): string {
  return value === undefined || value === text || text.endsWith(value) || value.endsWith(`/${text}`) ? text : `${text} (${value})`;
}

/** Without secrets, cut to a length that a sentence can bear, with what is not printable written as an escape. */
export function shown(value: string, withheld: Withholding = NOTHING_MORE): string {
  const redacted = redactSecrets(value.slice(0, MAX_SEARCHED + OVERLAP), ({ kind }) => `<${kind}>`, withheld, MAX_SEARCHED);
  const cut = redacted.length > MAX_FIELD ? `${redacted.slice(0, MAX_FIELD - 1)}…` : redacted;
  if (/^[\x20-\x7e]*$/.test(cut)) return cut;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
