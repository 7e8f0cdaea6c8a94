/** `high`: by its form alone a secret. `low`: by the name it is given, or of a form that other things have too. */
export type Confidence = 'high' | 'low';

export interface Match {
  readonly start: number;
  readonly end: number;
  /** `none`: of the form, but a placeholder or not random. */
  readonly confidence: Confidence | 'none';
}

/** What a kind of secret looks like. */
export interface Shape {
  readonly name: string;
  /** Literal texts, three characters at least, one of which stands where a secret of this kind is looked for. */
  readonly keywords: readonly string[];
  /** The keywords fit in either case. */
  readonly foldsCase?: boolean;
  /** A keyword found inside a longer word counts as well. */
  readonly insideWords?: boolean;
  /** Reads a bounded window around the keyword; undefined where it is none. */
  readonly match: (text: string, at: number) => Match | undefined;
}
