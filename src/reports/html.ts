import { createHash } from 'node:crypto';
import page from '../../dist/report-page.json' with { type: 'json' };
import { VERSION } from '../domain/version.ts';
import { writtenOut } from '../domain/written-out.ts';
import type { Aggregate } from '../scan/aggregate.ts';
import type { Problem } from '../scan/row.ts';
import type { PageData } from './page/data.ts';
import { shown } from './shown.ts';

/**
 * A page that needs nothing but itself: its script and its style are the only ones that its policy lets run, by their hashes, and it may load nothing.
 * Handed out in pieces, so that no second copy of the calls is made.
 */
export function writeHtml(aggregate: Aggregate, data: PageData, out: (text: string) => void): void {
  out(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${hashOf(page.script)}; style-src ${hashOf(page.style)}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>What agents did, judged by Hookwarden</title>
<style>${page.style}</style>
</head>
<body>
<a class="skip" href="#calls">To the calls</a>
<header>
<h1>What agents did, judged afterwards</h1>
<p>${escaped(scopeOf(aggregate))}</p>
${figuresOf(aggregate)}
</header>
<main>
<h2 id="filters-title">Choose calls</h2>
<form id="filters" role="search" aria-labelledby="filters-title"></form>
<p id="status" role="status"></p>
<noscript><p>Charts and the list of calls need scripts; the figures above do not.</p></noscript>
${sampleNote(data)}<h2>When</h2>
<div id="timeline"></div>
<h2>What and where</h2>
<div id="bars"></div>
<h2 id="calls-title">Calls</h2>
<div id="calls" tabindex="-1" role="region" aria-labelledby="calls-title">
<table>
<caption>Open a call to see why it was judged so, and where it was recorded.</caption>
<thead><tr>${HEADS.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody id="list"></tbody>
</table>
</div>
<nav id="pages" aria-label="Pages of calls"></nav>
${problemsOf(aggregate.problems)}</main>
<footer>Hookwarden ${VERSION}. Nothing in this file is loaded from anywhere, and nothing is sent.</footer>
<script type="application/json" id="data">`);
  writeData(data, out);
  out(`</script>
<script>${page.script}</script>
</body>
</html>
`);
}

const HEADS = ['decision', 'risk', 'time (UTC)', 'tool', 'what it would do', 'project'] as const;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** As text or in quotes, in one line. */
const escaped = (text: string): string => shown(text).replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);

/** A column at a time. In the text of a script element only `<` can begin anything but text. */
function writeData({ calls, names, ...rest }: PageData, out: (text: string) => void): void {
  const json = (value: unknown): string => writtenOut(JSON.stringify(value)).replaceAll('<', '\\u003c');
  out('{"calls":{');
  for (const [at, [name, column]] of Object.entries(calls).entries()) out(`${at === 0 ? '' : ','}${json(name)}:${json(column)}`);
  out(`},"names":${json(names)},${json(rest).slice(1)}`);
}

const number = (count: number): string => count.toLocaleString('en');

const counted = (count: number, what: string): string => `${number(count)} ${what}${count === 1 ? '' : 's'}`;

function scopeOf({ sources, total, sessions, hours }: Aggregate): string {
  const times = Object.keys(hours).sort();
  const [first, last] = [times[0], times.at(-1)];
  const when = first === undefined || last === undefined ? '' : `, ${first.replace('T', ' ')}:00 to ${last.replace('T', ' ')}:59 UTC`;
  return `${counted(total.calls, 'call')} in ${counted(Object.keys(sessions).length, 'session')}, from ${counted(sources.count, 'log')}${when}`;
}

function figuresOf({ total, outcomes }: Aggregate): string {
  const figures = [
    ['would be denied', total.deny, 'deny'],
    ['would be asked about', total.ask, 'ask'],
    ['no objection', total.calls - total.ask - total.deny, 'allow'],
    ['would be stopped, ran then', outcomes.ran.deny + outcomes.ran.ask, 'ran'],
  ] as const;
  const cards = figures.map(([name, count, kind]) => `<div><dt>${name}</dt><dd class="${kind}">${number(count)}</dd></div>`);
  return `<dl class="figures">${cards.join('')}</dl>`;
}

function sampleNote({ every, leftOut }: PageData): string {
  const notes = [
    ...(every > 1
      ? [`Of calls without a finding one in ${number(every)} is listed here, and stands for ${number(every)} in the charts.`]
      : []),
    ...(leftOut > 0 ? [`${number(leftOut)} calls with findings had no room here: scan fewer logs at once, or use another format.`] : []),
  ];
  return notes.length === 0 ? '' : `<p class="note">${notes.join(' ')}</p>\n`;
}

function problemsOf({ count, first }: Aggregate['problems']): string {
  if (count === 0) return '';
  const entries = first.map(
    ({ source, line, reason }: Problem) => `<li>${escaped(`${source}${line > 0 ? `:${line}` : ''}: ${reason}`)}</li>`,
  );
  const more = count > first.length ? `<li>and ${number(count - first.length)} more</li>` : '';
  return `<h2>Not read</h2>\n<details><summary>${counted(count, 'place')} that could not be read</summary><ul>${entries.join('')}${more}</ul></details>\n`;
}
