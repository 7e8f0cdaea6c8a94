/** Where the line ends that begins or goes on at `at`. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

const COMMENT_EDGE = /\/\*|\*\//g;

/** Behind the comment that begins at `at`; at the text's end where nothing closes it. */
export function endOfBlockComment(text: string, at: number, nested: boolean): number {
  if (!nested) {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? text.length : end + 2;
  }
  COMMENT_EDGE.lastIndex = at;
  let open = 0;
  for (let edge = COMMENT_EDGE.exec(text); edge !== null; edge = COMMENT_EDGE.exec(text)) {
    open += edge[0] === '/*' ? 1 : -1;
    if (open === 0) return edge.index + 2;
  }
  return text.length;
}

/** Where the quote closes that opens at `at`; doubled it stands for itself. */
export function endOfQuoted(text: string, at: number, close: string, backslash: boolean): number {
  for (let end = at + 1; end < text.length; end++) {
    const letter = text.charAt(end);
    if (letter === '\\' && backslash) end++;
    else if (letter === close) {
      if (text.charAt(end + 1) !== close) return end;
      end++;
    }
  }
  return text.length;
}

export function unquoted(inside: string, close: string, backslash: boolean): string {
  const single = inside.includes(close) ? inside.replaceAll(close + close, close) : inside;
  return backslash && single.includes('\\') ? single.replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter) : single;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

const DOLLAR_TAG = /\$(?:[\p{L}_][\p{L}\p{N}_]{0,62})?\$/uy;

/** `$tag$ … $tag$`; undefined where no such quote opens at `at`. */
export function endOfDollarQuote(
  text: string,
  at: number,
): { readonly from: number; readonly to: number; readonly end: number } | undefined {
  DOLLAR_TAG.lastIndex = at;
  const tag = DOLLAR_TAG.exec(text)?.[0];
  if (tag === undefined) return undefined;
  const from = at + tag.length;
  const close = text.indexOf(tag, from);
  return close < 0 ? { from, to: text.length, end: text.length } : { from, to: close, end: close + tag.length };
}
