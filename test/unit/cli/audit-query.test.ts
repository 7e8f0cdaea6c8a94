import { expect, it } from 'vitest';
import { parseQuery } from '../../../src/audit/query.ts';
import { firstOf, newestFirst, oldestFirst, queryOf } from '../../../src/cli/audit-query.ts';
import { inputOf } from '../../../src/cli/command.ts';
import { openReader } from '../../../src/state/reader.ts';
import { connect } from '../../../src/state/sqlite.ts';
import { NOW as BEGUN, draft, freshInstallation, unwrap } from '../../support/installation.ts';

const HOUR = 3_600_000_000;
/** The log itself began with a record of its key, long before. */
const NOW = BEGUN + 20 * HOUR;

/** A log whose records were written at these times, the first one aside. */
function logOf(times: readonly number[]) {
  const fresh = freshInstallation();
  const store = unwrap(fresh.open());
  for (const time of times) unwrap(store.append(draft({ time }), { rate: false }));
  store.close();
  return fresh;
}

it('finds what is young enough, though the clock was set back in between', () => {
  const fresh = logOf([NOW - 9 * HOUR, NOW - HOUR, NOW - 9 * HOUR, NOW - 8 * HOUR, NOW - HOUR / 2]);
  const reader = unwrap(openReader(fresh.database, fresh.installation.id, 1000));
  const query = unwrap(parseQuery('kind:call since:2h', NOW));
  expect([...newestFirst(reader, query)].map(({ record }) => record.sequence)).toEqual([5, 2]);
  expect(firstOf(reader, query)).toBe(2);
  expect([...oldestFirst(reader, query, 2)].map(({ record }) => record.sequence)).toEqual([2, 5]);
  const between = unwrap(parseQuery('kind:call since:10h until:8h', NOW));
  expect([...newestFirst(reader, between)].map(({ record }) => record.sequence)).toEqual([3, 1]);
  reader.close();
});

it('reads no further once a thousand in a row are too old', () => {
  const fresh = logOf([NOW, ...Array.from({ length: 1002 }, () => NOW - 9 * HOUR)]);
  const reader = unwrap(openReader(fresh.database, fresh.installation.id, 1000));
  const query = unwrap(parseQuery('since:2h', NOW));
  expect([...newestFirst(reader, query)]).toEqual([]);
  expect(firstOf(reader, query)).toBe(Number.MAX_SAFE_INTEGER);
  reader.close();
}, 30_000);

it('a record that has lost its content is listed, and answers to nothing that is asked', () => {
  const fresh = logOf([NOW, NOW]);
  const db = unwrap(connect(fresh.database, 1000));
  db.exec('UPDATE records SET body = NULL WHERE sequence = 1');
  db.close();
  const reader = unwrap(openReader(fresh.database, fresh.installation.id, 1000));
  const found = (text: string) => [...newestFirst(reader, unwrap(parseQuery(text, NOW)))].map(({ record }) => record.sequence);
  expect([found(''), found('kind:call'), found('since:2h')]).toEqual([[2, 1, 0], [2], [2]]);
  reader.close();
});

it('options are words of the query, whatever they hold', () => {
  const query = queryOf(inputOf({ record: ['decision:allow'], principal: 'Ada "the" L', rule: 'git.*' }), NOW);
  expect(query.ok && [...query.value.fields]).toEqual(['decision', 'principal', 'rule']);
  expect(queryOf(inputOf({ since: 'soon' }), NOW)).toMatchObject({ ok: false, error: expect.stringMatching(/"soon" is no time/) });
});
