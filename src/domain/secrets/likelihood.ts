const PLACEHOLDER =
  /example|sample|placeholder|change[-_]?me|replace[-_]?(?:me|with|this)|^your|[-_]your[-_]|your[-_]?(?:api|key|token|secret|password)|dummy|fake|mock|redacted|censored|masked|hidden|insert|^todo|^none$|^null$|^nil$|^true$|^false$|^undefined$|secret[-_]?here|key[-_]?here|token[-_]?here|goes[-_]?here|^[<[({$%#@!]|[⟦⟧…]|\.\.\.|\*{3}|x{6,}|0{8,}|1234567|abcdefg|deadbeef|^(?:foo|bar|baz|test|demo|secret|password|passwd|token|admin|root|user|string|value|letmein)\d{0,4}$/i;

/** What stands for a secret in documents, templates and tests. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) || /^(.)\1*$/s.test(value) || hasLongRun(value);
}

function hasLongRun(value: string): boolean {
  let run = 1;
  for (let i = 1; i < value.length; i++) {
    run = value.charCodeAt(i) === value.charCodeAt(i - 1) ? run + 1 : 1;
    if (run >= 8) return true;
  }
  return false;
}

const MAX_SAMPLE = 512;

/** Shannon's entropy in bits a character, of the first few hundred. */
export function entropy(value: string): number {
  const sample = value.length > MAX_SAMPLE ? value.slice(0, MAX_SAMPLE) : value;
  const counts = new Map<string, number>();
  for (const letter of sample) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / sample.length) * Math.log2(count / sample.length);
  return bits;
}

/** Random enough for a generated secret: short texts cannot reach the entropy that long ones do. */
export const looksRandom = (value: string): boolean => entropy(value) >= (value.length >= 24 ? 3 : value.length >= 12 ? 2.5 : 2);
