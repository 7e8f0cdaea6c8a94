import { expect, it } from 'vitest';
import { CLIENTS } from '../clients/clients.ts';
import { ALLOWED, FORBIDDEN, readTable, tableOf, withTable } from '../clients/table.ts';

const seen = { codex: { [FORBIDDEN]: 'stopped, reason read', [ALLOWED]: 'ran, joined' }, qwen: { [FORBIDDEN]: '**ran**' } };
const markers = '<!-- npm run test:clients writes what follows -->\n<!-- and this is its end -->';
const document = withTable(`before\n${markers}\nbehind\n`, tableOf(seen));

it('a table of clients holds what was seen, and says not run of everything else', () => {
  expect(document).toMatch(/^before\n[\s\S]*\nbehind\n$/);
  expect(document.match(/not run/g)?.length).toBe(CLIENTS.length * 10 - 3);
  expect(document).toContain('| **ran** |');
});

it('a table of clients is read back as it was written, and written anew in its place', () => {
  const nobody = Object.fromEntries(CLIENTS.map(({ host }) => [host, {}]));
  expect(readTable(document)).toEqual({ ...nobody, ...seen });
  expect(withTable(document, tableOf(seen))).toBe(document);
});

it('what was seen of another version of a client counts for nothing', () => {
  const { title = '' } = CLIENTS.find(({ host }) => host === 'codex') ?? {};
  expect(readTable(document.replace(title, 'Codex 0.1.0'))).toMatchObject({ codex: {}, qwen: seen.qwen });
});

it('a document without a place for a table stays as it is', () => {
  expect([readTable('x'), withTable('x', 'y')]).toEqual([undefined, 'x']);
});
