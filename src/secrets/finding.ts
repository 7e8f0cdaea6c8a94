import type { PlacedFinding } from '../domain/placed-finding.ts';

/** A secret in a text; the rule is `secrets.` and the kind's name, the fingerprint is over rule, path and secret. */
export interface SecretFinding extends PlacedFinding {
  /** `certain`: by form or checksum alone. `likely`: by the name that it is given, or of a form that other things have too. */
  readonly certainty: 'certain' | 'likely';
  /** Its line with every secret masked, at most 120 characters, control characters escaped. */
  readonly excerpt: string;
}

/** Where a secret stands in a text, in UTF-16 units. */
export interface Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly certainty: SecretFinding['certainty'];
}
