// What the tests import as `vitest` while mutants are held against them: they are gathered here instead of being run, so that each can be run by
// itself, as often as there are mutants, without being loaded again.
export { expect } from 'vitest';

type Body = (...row: readonly unknown[]) => unknown;
interface Gathered {
  readonly id: string;
  readonly body: () => unknown;
}

export const gathered: Gathered[] = [];
const suites: string[] = [];
const finishing: (() => unknown)[] = [];

/** What `it` and `describe` are given besides: bounds of time, which Stryker has for the whole of a mutant. */
type Rest = readonly unknown[];
const bodyIn = (rest: Rest): Body => {
  for (const part of rest) if (typeof part === 'function') return (...row) => part(...row);
  throw new Error('a test without a body');
};

/** How many tests have a name. Rows of a table share theirs before their values are put in; a number of the name's own stays when other tests are added. */
const namesakes = new Map<string, number>();
const gather = (name: string, body: () => unknown): void => {
  const full = [...suites, name].join(' > ');
  const nth = namesakes.get(full) ?? 0;
  namesakes.set(full, nth + 1);
  gathered.push({ id: `${full} #${nth}`, body });
};
const within = (name: string, body: () => unknown): void => {
  suites.push(name);
  body();
  suites.pop();
};

type Each = (rows: readonly unknown[]) => (name: string, ...rest: Rest) => void;
const eachWith =
  (add: typeof gather): Each =>
  (rows) =>
  (name, ...rest) => {
    const body = bodyIn(rest);
    for (const row of rows) add(name, () => (Array.isArray(row) ? body(...row) : body(row)));
  };

type Declare = ((name: string, ...rest: Rest) => void) & { readonly each: Each; readonly skipIf: (skipped: unknown) => Declare };
const declaring = (add: typeof gather): Declare =>
  Object.assign((name: string, ...rest: Rest): void => add(name, bodyIn(rest)), {
    each: eachWith(add),
    skipIf: (skipped: unknown): Declare => declaring(skipped ? () => undefined : add),
  });

export const it = declaring(gather);
export { it as test };
export const describe = declaring(within);
export const onTestFinished = (done: () => unknown): number => finishing.push(done);

/** Undefined where the test passes, else what it said. */
export async function faultOf({ body }: Gathered): Promise<string | undefined> {
  try {
    await body();
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    for (const done of finishing.splice(0)) await done();
  }
}
