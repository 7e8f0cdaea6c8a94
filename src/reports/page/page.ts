// The script of a report's page: reads the calls that stand in the page, and shows those that are asked for.
import { drawBars, drawTimeline } from './charts.ts';
import { controls } from './controls.ts';
import { weightOf } from './counts.ts';
import type { PageData } from './data.ts';
import { part } from './dom.ts';
import { type Choice, type Filter, fromFragment, select, toFragment } from './filter.ts';
import { drawList } from './list.ts';

const data: PageData = JSON.parse(part('data').textContent ?? '');
const whole = data.calls.decision.reduce((sum, _, call) => sum + weightOf(data, call), 0);
const form = controls(data, (filter) => show(filter, true));

/** The address keeps the filter, so that what is seen can be kept as a bookmark or handed on. */
function show(filter: Filter, keep: boolean): void {
  const selected = select(data, filter);
  const count = selected.reduce((sum, call) => sum + weightOf(data, call), 0);
  drawTimeline(data, selected);
  drawBars(data, selected, filter, (by, name) => choose(filter, by, name));
  turn(selected, 0);
  part('status').textContent = `${count.toLocaleString('en')} of ${whole.toLocaleString('en')} calls`;
  if (keep) history.replaceState(null, '', `#${toFragment(filter)}`);
}

function turn(selected: readonly number[], page: number): void {
  drawList(data, selected, page, (to) => {
    turn(selected, to);
    part('calls').focus();
  });
}

function choose(filter: Filter, by: Choice, name: string | undefined): void {
  const { [by]: _, ...others } = filter.chosen;
  const next = { ...filter, chosen: name === undefined ? others : { ...others, [by]: name } };
  form.set(next);
  show(next, true);
}

function showAddressed(): void {
  const filter = fromFragment(location.hash.slice(1));
  form.set(filter);
  show(filter, false);
}

// The way past the filters is an address, too, and leaves them as they are.
addEventListener('hashchange', () => {
  if (!document.getElementById(location.hash.slice(1))) showAddressed();
});
showAddressed();
