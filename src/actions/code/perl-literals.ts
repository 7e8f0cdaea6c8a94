import { isNamePart, isNameStart, spanEnd } from './characters.ts';
import { afterValue, delimited, hereDocument, slashed } from './literals.ts';
import { readQuoted } from './quoted.ts';
import type { Literal, Quoting, Token } from './tokens.ts';

export const DOUBLE: Quoting = { escapes: 'all', interpolation: ['${', '$', '@'] };
export const SINGLE: Quoting = { escapes: 'quote' };
const QUOTES: Readonly<Record<string, readonly [Token['kind'], Quoting]>> = {
  q: ['text', SINGLE],
  qq: ['text', DOUBLE],
  qx: ['shell', DOUBLE],
  qw: ['words', SINGLE],
  m: ['pattern', SINGLE],
  qr: ['pattern', SINGLE],
};
const BEFORE_VALUE = new Set('split grep map join if unless and or not return while until print unlink for foreach x push'.split(' '));
/** Perl's quotes, variables, patterns, here-documents and documentation. */
export function perlLiteral(written: string, at: number, previous: Token | undefined): Literal | undefined {
  const first = written.charAt(at);
  const value = afterValue(previous, BEFORE_VALUE);
  if (first === '=' && (at === 0 || written.charAt(at - 1) === '\n') && isNameStart(written.charAt(at + 1))) {
    const cut = written.indexOf('\n=cut', at);
    return { kind: 'line', parts: [], end: cut < 0 ? written.length : cut + 5 };
  }
  if (first === '_' && (written.startsWith('__END__', at) || written.startsWith('__DATA__', at)))
    return { kind: 'line', parts: [], end: written.length };
  if (first === '<' && written.startsWith('<<', at))
    return value ? undefined : hereDocument(written, at + (written.charAt(at + 2) === '~' ? 3 : 2), true, DOUBLE);
  if (first === '<' && !value) return angle(written, at);
  if (first === '/' && !value) return slashed(written, at, SINGLE);
  if (first === '%' || first === '$' || first === '@') return first === '%' && value ? undefined : variable(written, at);
  if (!isNameStart(first) || previous?.text === '->' || previous?.text === '{') return undefined;
  const end = spanEnd(written, at, isNamePart);
  const word = written.slice(at, end);
  if (word === 's' || word === 'y' || word === 'tr') return substitution(written, end, word);
  const quote = Object.hasOwn(QUOTES, word) ? QUOTES[word] : undefined;
  const opening = spanEnd(written, end, (character) => character === ' ');
  return quote && !written.startsWith('=>', opening) ? delimited(written, opening, ...quote) : undefined;
}

/** `$x`, `@x`, `%x`, `$#x` and `${x}` are one variable here. */
function variable(written: string, at: number): Literal | undefined {
  const start = written.startsWith('$#', at) ? at + 2 : at + 1;
  const braced = written.charAt(start) === '{' ? 1 : 0;
  const end = spanEnd(written, start + braced, (character) => isNamePart(character));
  if (end === start + braced)
    return /^\$[!@&0;,/\\]/.test(written.slice(at, at + 2)) ? { kind: 'name', text: '$!', parts: [], end: at + 2 } : undefined;
  if (braced && written.charAt(end) !== '}') return undefined;
  return { kind: 'name', text: `$${written.slice(start + braced, end)}`, parts: [], end: end + braced };
}

/** `<*.c>` is a glob; `<STDIN>` and `<$in>` read a line. */
function angle(written: string, at: number): Literal | undefined {
  const match = /^<([^<>\n]{0,200})>/.exec(written.slice(at, at + 203));
  if (!match?.[1]) return undefined;
  return /[*?/.~]/.test(match[1])
    ? { kind: 'text', text: '<', parts: [match[1]], end: at + match[0].length }
    : { kind: 'number', text: 'NaN', parts: [], end: at + match[0].length };
}

/** `s/a/b/e` runs its second half. */
function substitution(written: string, at: number, word: string): Literal | undefined {
  const first = delimited(written, at, 'pattern', { escapes: 'none' });
  if (!first) return undefined;
  const open = written.charAt(at);
  const paired = '([{<'.includes(open);
  const second = paired
    ? delimited(
        written,
        spanEnd(written, first.end, (character) => character === ' '),
        'pattern',
        { escapes: 'none' },
      )
    : readQuoted(written, first.end, open, { escapes: 'none' });
  if (!second) return first;
  const end = spanEnd(written, second.end, isNameStart);
  const code =
    word === 's' && written.slice(second.end, end).includes('e')
      ? second.parts.flatMap((part) => (typeof part === 'string' ? [{ code: part }] : []))
      : [];
  return { kind: 'text', text: 's', parts: code, end };
}
