import type { PlacedFinding } from '../domain/placed-finding.ts';

type Columns = Pick<PlacedFinding, 'column' | 'endLine' | 'endColumn'>;

/** What any scan finds, as reports for other programs need it. Without columns it is about its line as a whole. */
export interface ReportedFinding extends Omit<PlacedFinding, keyof Columns>, Partial<Columns> {
  /** What its rule says of all that it finds; where absent, the finding itself stands for that. */
  readonly rule?: { readonly title: string; readonly help: string };
  /** Why it does not count: a comment's reason, or that a baseline knows it. */
  readonly suppressed?: { readonly kind: 'inSource' | 'external'; readonly reason: string };
  /** What else is known of it, for programs. */
  readonly properties?: Readonly<Record<string, string | number>>;
}

/** What could not be looked at. */
export interface Unscanned {
  readonly path: string;
  readonly reason: string;
}
