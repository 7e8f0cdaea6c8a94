/**
 * Whether a path may lead to what a glob stands for, where fitting the one to the other cannot tell: the path is itself a glob
 * (`cat dir?/key`), or a folder that is taken with all that is in it (`cp -r .`). Rather yes than no.
 */
export function mayReach(glob: string, path: string, tree: boolean): boolean {
  if (!glob.startsWith('**') && glob.startsWith('/') !== path.startsWith('/')) return false;
  const wanted = segmentsOf(glob);
  const given = segmentsOf(path);
  for (const [at, segment] of wanted.entries()) {
    const own = given[at];
    if (own === undefined) return tree;
    if (segment === '**' || own === '**') return true;
    if (!mayMeet(segment, own)) return false;
  }
  return wanted.length === given.length;
}

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '' && segment !== '.');

/** Of two segments with wildcards, what stands before the first and behind the last has to agree. */
function mayMeet(left: string, right: string): boolean {
  const [start, otherStart] = [left, right].map((segment) => segment.replace(/[*?[].*$/s, ''));
  const [end, otherEnd] = [left, right].map((segment) => segment.replace(/^.*[*?\]]/s, ''));
  if (!isWild(left) && !isWild(right)) return left === right;
  return (
    agree(start ?? '', otherStart ?? '', (text, part) => text.startsWith(part)) &&
    agree(end ?? '', otherEnd ?? '', (text, part) => text.endsWith(part))
  );
}

const agree = (left: string, right: string, holds: (text: string, part: string) => boolean): boolean =>
  holds(left, right) || holds(right, left);

export const isWild = (path: string): boolean => /[*?[]/.test(path);
