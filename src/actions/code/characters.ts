export const isDigit = (character: string): boolean => character >= '0' && character <= '9';
export const isNameStart = (character: string): boolean =>
  (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || character === '_' || character > '\x7f';
export const isNamePart = (character: string): boolean => isNameStart(character) || isDigit(character);

/** The first position from `at` on where `belongs` no longer holds. */
export function spanEnd(text: string, at: number, belongs: (character: string) => boolean): number {
  let end = at;
  while (end < text.length && belongs(text.charAt(end))) end++;
  return end;
}
