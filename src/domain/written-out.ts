/** What moves a cursor, hides, turns the reading direction or breaks a line. */
const UNSEEN = /[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\udb40[\udc00-\udfff]/g;

/** Such characters as JSON writes them in its strings, so that JSON on one line stays the same JSON. */
export const writtenOut = (text: string): string =>
  text.replace(UNSEEN, (unseen) =>
    unseen
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
