import type { FoundSecret } from '../domain/secrets/find.ts';
import { allowancesIn } from './allow-comments.ts';
import { excerptOf, hiddenRanges } from './excerpt.ts';
import { findAll } from './finder.ts';
import type { SecretFinding, Span } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { wordsOf } from './kinds.ts';
import { lineIndex } from './lines.ts';
import { isPublished } from './published.ts';
import { lintSecrets } from './secretlint.ts';

export interface SourceText {
  /** With forward slashes, relative to what is scanned: part of the fingerprint. */
  readonly path: string;
  /** All of it; what is no UTF-8 replaced. */
  readonly text: string;
  /** Only what touches one of these lines (from 1) counts: the ones that a change adds. */
  readonly lines?: ReadonlySet<number>;
}

export interface TextScan {
  readonly findings: readonly SecretFinding[];
  /** What a comment lets pass: to be recorded, not reported. */
  readonly allowed: readonly { readonly finding: SecretFinding; readonly reason: string }[];
}

const NOTHING: TextScan = { findings: [], allowed: [] };

/** Every secret in a text, in order. The time is linear in the text's length, whatever it holds. */
export async function scanText(source: SourceText): Promise<TextScan> {
  const { text } = source;
  const [found, leads] = findAll(text);
  if (found.length === 0 && leads.length === 0) return NOTHING;
  const spans = merge(ownSpans(text, found), await lintSecrets(text, leads)).filter(
    ({ start, end }) => !isPublished(text.slice(start, end)),
  );
  if (spans.length === 0) return NOTHING;
  const { at } = lineIndex(text);
  const allowances = allowancesIn(text);
  const hidden = hiddenRanges(text, spans);
  const findings: SecretFinding[] = [];
  const allowed: TextScan['allowed'][number][] = [];
  for (const span of spans) {
    const finding = describe(source, span, at, hidden);
    if (!touches(finding, source.lines)) continue;
    const reason = allowances.reasonFor(finding.ruleId, finding.line);
    if (reason === undefined) findings.push(finding);
    else allowed.push({ finding, reason });
  }
  return { findings, allowed };
}

/** What examples take for a password in an address. */
const TRIVIAL = /^(?:pass|pwd?)$/i;

const ownSpans = (text: string, found: readonly FoundSecret[]): readonly Span[] =>
  found
    .filter(({ shape, start, end }) => shape !== 'password-in-url' || !TRIVIAL.test(text.slice(start, end)))
    .map(({ shape, start, end, confidence }) => ({
      name: shape,
      start,
      end,
      certainty: confidence === 'high' ? 'certain' : 'likely',
    }));

/** Two that overlap are one finding, named by the one that tells its kind most exactly. */
function merge(own: readonly Span[], others: readonly Span[]): readonly Span[] {
  if (others.length === 0) return own;
  const ours = new Set(own);
  const exactness = (span: Span): number => (span.name === 'named-secret' ? 0 : ours.has(span) ? 2 : 1);
  const merged: Span[] = [];
  for (const span of [...own, ...others].sort((left, right) => left.start - right.start || right.end - left.end)) {
    const previous = merged.at(-1);
    if (!previous || span.start >= previous.end) merged.push(span);
    else {
      const { name } = exactness(span) > exactness(previous) ? span : previous;
      const certainty = previous.certainty === 'certain' || span.certainty === 'certain' ? 'certain' : 'likely';
      const whole: Span = { name, certainty, start: previous.start, end: Math.max(previous.end, span.end) };
      if (ours.has(previous) || ours.has(span)) ours.add(whole);
      merged[merged.length - 1] = whole;
    }
  }
  return merged;
}

function describe(
  { path, text }: SourceText,
  span: Span,
  at: ReturnType<typeof lineIndex>['at'],
  hidden: ReturnType<typeof hiddenRanges>,
): SecretFinding {
  const ruleId = `secrets.${span.name}`;
  const [start, end] = [at(span.start), at(span.end)];
  return {
    ruleId,
    severity: span.certainty === 'certain' ? 'high' : 'medium',
    certainty: span.certainty,
    path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    excerpt: excerptOf(text, hidden, span),
    ...wordsOf(span.name),
    fingerprint: fingerprintOf(ruleId, path, text.slice(span.start, span.end)),
  };
}

function touches({ line, endLine }: SecretFinding, lines: ReadonlySet<number> | undefined): boolean {
  if (!lines) return true;
  for (let at = line; at <= endLine; at++) if (lines.has(at)) return true;
  return false;
}
