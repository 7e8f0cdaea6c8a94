/**
 * Whether a text of words with blanks between them holds one. A list that stays a text costs a start nothing, where a set of its words
 * is read word by word.
 */
export function holdsWord(list: string, word: string): boolean {
  if (word === '' || /\s/.test(word)) return false;
  for (let at = list.indexOf(word); at >= 0; at = list.indexOf(word, at + 1)) {
    if (isEdge(list.charCodeAt(at - 1)) && isEdge(list.charCodeAt(at + word.length))) return true;
  }
  return false;
}

/** A blank, or where the list ends. */
const isEdge = (code: number): boolean => Number.isNaN(code) || code === 32 || (code >= 9 && code <= 13);
