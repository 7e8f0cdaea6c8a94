import type { Token } from './tokens.ts';

/** A place in a list of tokens. */
export interface Cursor {
  /** The token `ahead` of the next one, without taking it. */
  readonly peek: (ahead?: number) => Token;
  readonly next: () => Token;
  /** Leaves the token that was just taken. */
  readonly back: () => void;
  readonly at: (...written: readonly string[]) => boolean;
  /** Takes the next token where it is this mark or word. */
  readonly accept: (...written: readonly string[]) => boolean;
  /** Runs `read` with lines counting or not. */
  readonly within: <T>(lines: boolean, read: () => T) => T;
  /** Reads with a promise that at least one token is taken, so that a loop around it ends. */
  readonly progress: <T>(read: () => T) => T;
}

const END: Token = { kind: 'end', text: '', column: 0, spaced: true };

export function startCursor(list: readonly Token[]): Cursor {
  let position = 0;
  let lines = true;

  const skip = () => {
    while (!lines && list[position]?.kind === 'line') position++;
  };
  const peek = (ahead = 0) => {
    skip();
    return list[position + ahead] ?? END;
  };
  const next = () => {
    skip();
    return list[position++] ?? END;
  };
  const back = () => {
    position--;
  };
  const at = (...written: readonly string[]) => {
    const token = peek();
    return (token.kind === 'mark' || token.kind === 'name') && written.includes(token.text);
  };
  const accept = (...written: readonly string[]) => {
    const found = at(...written);
    if (found) position++;
    return found;
  };
  const within = <T>(counting: boolean, read: () => T): T => {
    const before = lines;
    lines = counting;
    const result = read();
    lines = before;
    return result;
  };
  const progress = <T>(read: () => T): T => {
    const before = position;
    const result = read();
    if (position === before) position++;
    return result;
  };
  return { peek, next, back, at, accept, within, progress };
}
