import type { Span } from './span.ts';

/** What is confidential by its form: withheld always, or only where the policy says so. */
export const PERSONAL_KINDS = ['payment-card', 'iban', 'email-address', 'phone-number'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/** Nobody needs these in a log, and their own digits tell them from others. */
const ALWAYS: readonly PersonalKind[] = ['payment-card', 'iban'];

interface Form {
  readonly kind: PersonalKind;
  /** Wants one of these in the text. */
  readonly sign: RegExp;
  readonly pattern: RegExp;
  readonly verify?: (text: string) => boolean;
}

const FORMS: readonly Form[] = [
  {
    kind: 'payment-card',
    sign: /\d{4}/,
    // ISO/IEC 7812: issuers of cards for payment begin with 2 to 6.
    pattern: /(?<![0-9A-Za-z.+]|\d-)(?:[3-6]\d{3}|2[2-7]\d{2})(?:(?:[ -]?\d{4}){3}|[ -]?\d{6}[ -]?\d{5})(?![0-9A-Za-z-]|\.\d)/g,
    verify: (text) => !/^(\d)\1*$/.test(digitsOf(text)) && isLuhn(digitsOf(text)),
  },
  {
    kind: 'iban',
    sign: /[A-Z]{2}\d{2}/,
    pattern: /(?<![0-9A-Za-z])[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,4})?(?![0-9A-Za-z])/g,
    verify: isIban,
  },
  { kind: 'email-address', sign: /@/, pattern: /(?<![\w.+/-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w@:/-])/g },
  {
    kind: 'phone-number',
    sign: /\+\d/,
    pattern: /(?<![\w+.])\+\d{1,3}(?:[ -]?\(?\d{1,5}\)?){2,5}(?!\w)/g,
    verify: (text) => /^\d{8,15}$/.test(digitsOf(text)),
  },
];

export function personalSpans(text: string, also: readonly PersonalKind[]): readonly Span[] {
  return FORMS.flatMap(({ kind, sign, pattern, verify }) =>
    (ALWAYS.includes(kind) || also.includes(kind)) && sign.test(text)
      ? [...text.matchAll(pattern)]
          .filter(([found]) => verify === undefined || verify(found))
          .map(({ 0: found, index: start }): Span => ({ start, end: start + found.length, kind, class: 'confidential' }))
      : [],
  );
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** ISO/IEC 7812-1, annex B. */
function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits.charAt(digits.length - 1 - i)) * (i % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

/** ISO 13616: letters count from 10, the first four signs stand last, and the number is 1 modulo 97. */
function isIban(text: string): boolean {
  const bare = text.replaceAll(' ', '');
  if (bare.length < 15 || bare.length > 34) return false;
  let rest = 0;
  for (const sign of bare.slice(4) + bare.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
