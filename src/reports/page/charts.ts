import { DECISIONS } from '../../domain/decision.ts';
import { shown } from '../shown.ts';
import { lengthOf, minute, type Stretches, startOf } from '../stretches.ts';
import { type Counted, countBy, countByTime, type Share, totalOf, wordsOf } from './counts.ts';
import type { PageData } from './data.ts';
import { element, part, shape } from './dom.ts';
import type { Choice, Filter } from './filter.ts';

const WIDTH = 720;
const HEIGHT = 120;
/** So that one denied call is seen beside thousands that were allowed. */
const LEAST = 3;

/** Columns of calls over time, and the same as a table. */
export function drawTimeline(data: PageData, selected: readonly number[]): void {
  const counted = countByTime(data, selected);
  if (!counted) {
    part('timeline').replaceChildren(element('p', {}, 'None of these calls has a time.'));
    return;
  }
  const { stretches, shares } = counted;
  const most = Math.max(...shares.map(totalOf));
  const width = WIDTH / shares.length;
  const columns = shares.flatMap((share, at) => {
    if (totalOf(share) === 0) return [];
    const title = shape('title', {}, `${minute(startOf(stretches, at))}: ${wordsOf(share)}`);
    return [shape('g', {}, title, ...stacked(share, most, at * width, Math.max(1, width - 1)))];
  });
  const label = `Calls by time, ${lengthOf(stretches)} a column: ${wordsOf(sumOf(shares))}. The table below says the same.`;
  const chart = shape(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': label, preserveAspectRatio: 'none' },
    ...columns,
  );
  const marks = [minute(stretches.begin), `${lengthOf(stretches)} a column, UTC`, minute(startOf(stretches, stretches.count))];
  const axis = element('p', { class: 'axis' }, ...marks.map((mark) => element('span', {}, mark)));
  part('timeline').replaceChildren(chart, axis, legend(), timeTable(stretches, shares));
}

function stacked(share: Share, most: number, x: number, width: number): readonly SVGElement[] {
  let y = HEIGHT;
  return DECISIONS.flatMap((decision, at) => {
    const count = share[at] ?? 0;
    if (count === 0) return [];
    const height = Math.max(LEAST, (count / most) * (HEIGHT - DECISIONS.length * LEAST));
    y -= height;
    return [shape('rect', { class: decision, x: x.toFixed(2), y: y.toFixed(2), width: width.toFixed(2), height: height.toFixed(2) })];
  });
}

const sumOf = (shares: readonly Share[]): Share =>
  shares.reduce((sum: Share, share) => [sum[0] + share[0], sum[1] + share[1], sum[2] + share[2]], [0, 0, 0]);

function legend(): HTMLElement {
  const entries = DECISIONS.map((decision) =>
    element('span', {}, element('span', { class: `swatch ${decision}`, 'aria-hidden': 'true' }), WORDS[decision]),
  );
  return element('p', { class: 'legend' }, ...entries);
}

const WORDS = { allow: 'allowed', ask: 'would be asked about', deny: 'would be denied' } as const;

function timeTable(stretches: Stretches, shares: readonly Share[]): HTMLElement {
  const rows = shares.flatMap((share, at) => {
    if (totalOf(share) === 0) return [];
    const head = element('th', { scope: 'row' }, minute(startOf(stretches, at)));
    return [element('tr', {}, head, ...share.map((count) => element('td', {}, String(count))))];
  });
  const head = element('tr', {}, ...['from (UTC)', ...DECISIONS].map((name) => element('th', { scope: 'col' }, name)));
  const table = element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows));
  const scroll = element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Calls by time' }, table);
  return element('details', {}, element('summary', {}, 'As a table'), scroll);
}

const CHARTS: readonly (readonly [Counted, string])[] = [
  ['rule', 'Rules'],
  ['project', 'Projects'],
  ['tool', 'Tools'],
  ['session', 'Sessions'],
];
const MOST_BARS = 10;

/** A list for each kind of name; each entry is a button that shows only its calls, or all of them again. */
export function drawBars(
  data: PageData,
  selected: readonly number[],
  { chosen }: Filter,
  choose: (by: Choice, name: string | undefined) => void,
): void {
  const figures = CHARTS.map(([by, title]) => {
    const counts = countBy(data, selected, by);
    const most = Math.max(1, ...counts.slice(0, MOST_BARS).map(([, share]) => totalOf(share)));
    const entries = counts.slice(0, MOST_BARS).map(([name, share]) => {
      const pressed = chosen[by] === name;
      const button = element(
        'button',
        { type: 'button', 'aria-pressed': String(pressed), 'data-by': by, title: shown(name) },
        element('span', { class: 'name' }, shown(name)),
        element('span', { class: 'count' }, wordsOf(share)),
        bar(share, most),
      );
      button.addEventListener('click', () => choose(by, pressed ? undefined : name));
      return element('li', {}, button);
    });
    const rest = counts.length > MOST_BARS ? [element('p', { class: 'rest' }, `and ${counts.length - MOST_BARS} more`)] : [];
    const none = counts.length === 0 ? [element('p', { class: 'rest' }, 'none')] : [];
    return element('section', {}, element('h3', {}, title), element('ol', {}, ...entries), ...rest, ...none);
  });
  const before = document.activeElement;
  const focused = before instanceof HTMLButtonElement && part('bars').contains(before) ? before : undefined;
  part('bars').replaceChildren(...figures);
  if (focused) buttonLike(focused)?.focus();
}

/** The new button in the place of one that was drawn before, so that the keyboard goes on from there. */
const buttonLike = ({ title, dataset }: HTMLButtonElement): HTMLButtonElement | undefined =>
  [...part('bars').querySelectorAll('button')].find((button) => button.title === title && button.dataset['by'] === dataset['by']);

function bar(share: Share, most: number): SVGElement {
  let x = 0;
  const pieces = [...DECISIONS.entries()].reverse().flatMap(([at, decision]) => {
    const count = share[at] ?? 0;
    if (count === 0) return [];
    const width = Math.max(1, (count / most) * 94);
    const piece = shape('rect', { class: decision, x: x.toFixed(2), y: 0, width: width.toFixed(2), height: 6 });
    x += width;
    return [piece];
  });
  return shape('svg', { viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, ...pieces);
}
