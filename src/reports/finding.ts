import type { PlacedFinding } from '../domain/placed-finding.ts';

/** What any scan finds in a file, as reports for other programs need it. */
export interface ReportedFinding extends PlacedFinding {
  /** Why it does not count: a comment's reason, or that a baseline knows it. */
  readonly suppressed?: { readonly kind: 'inSource' | 'external'; readonly reason: string };
}

/** What could not be looked at. */
export interface Unscanned {
  readonly path: string;
  readonly reason: string;
}
