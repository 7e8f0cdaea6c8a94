const MOST_HELD = 8;

/** What stands in a file or a variable, parted by white space. */
export function heldTexts(given = ''): readonly string[] {
  const texts = given.split(/\s+/).filter((text) => text !== '');
  // One too many is none: whoever cut the list would choose which of them count.
  return texts.length > MOST_HELD ? ['too-many'] : texts;
}
