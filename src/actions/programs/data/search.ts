import type { Effect } from '../../../domain/effect.ts';
import { parseAddress } from '../../addresses.ts';
import type { Command, Program, ProgramTable, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { nameOperand, programName, withValue } from '../../words.ts';

/** Ports and names that servers of search, documents and queues answer under. */
const SERVER =
  /:(?:9200|9243|7700|8983|5601|5984|6333|8108|15672)$|(?:elastic|opensearch|meili|solr|kibana|couch|qdrant|typesense|rabbit)/i;
/** What takes away an index, a collection or a queue as a whole. */
const WHOLE =
  /^\/(?:(?:_all|[^/?_][^/?]*)\/?$|(?:indexes|collections|api\/queues\/[^/]+|api\/vhosts)\/[^/]+(?:\/documents)?\/?$|(?:_data_stream|_index_template|_snapshot)\/)/;

interface Request {
  readonly method: string;
  readonly url: Word;
  readonly body: string;
}

/** `curl -XDELETE http://es:9200/orders`: what an index holds goes with it. */
function effectOf({ method, url, body }: Request): Effect | undefined {
  const { host = '', port = '', path } = parseAddress(/^[a-z]+:\/\//i.test(url.value) ? url.value : `http://${url.value}`);
  if (!SERVER.test(`${host}:${port}`)) return undefined;
  const described = { operand: nameOperand(withValue(url, path === '' ? '/' : path)), note: `${method} ${path}` };
  if (/\/_delete_by_query\b/.test(path) || (/\/update\b/.test(path) && /<delete>|"delete"/.test(path + body))) {
    const all = /match_all|\*:\*/.test(path + body) || body === '';
    return all ? { kind: 'db.truncate', ...described } : { kind: 'db.write', ...described, flags: ['delete'] };
  }
  if (method !== 'DELETE' || !WHOLE.test(path)) return undefined;
  if (path.startsWith('/_snapshot/')) return { kind: 'storage.delete', ...described, flags: ['recovery'] };
  const kind = path.includes('/documents') ? 'db.truncate' : 'db.drop';
  return { kind, ...described, ...(/^\/(?:_all|[^/]*\*)/.test(path) && { flags: ['all'] }) };
}

const curl: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: [
      'X',
      'request',
      'd',
      'data',
      'data-raw',
      'data-binary',
      'json',
      'H',
      'header',
      'u',
      'user',
      'o',
      'output',
      'm',
      'url',
      'w',
      'T',
      'F',
      'A',
      'e',
    ],
  });
  const bodies = options.all('d', 'data', 'data-raw', 'data-binary', 'json').map((word) => word.value);
  const method = options.value('X', 'request')?.value.toUpperCase() ?? (bodies.length > 0 ? 'POST' : 'GET');
  return requested(command, [...options.operands, ...options.all('url')], method, bodies.join('&'));
};

const httpie: Program = (command) => {
  const operands = readOptions(command.words.slice(1), { values: ['a', 'auth', 'o', 'output', 'raw'] }).operands;
  const [first, ...rest] = operands;
  const method = first && /^[A-Z]{3,7}$/.test(first.value) ? first.value : '';
  return method === '' ? {} : requested(command, rest.slice(0, 1), method, rest.map((word) => word.value).join(' '));
};

function requested(command: Command, urls: readonly Word[], method: string, body: string) {
  const effects = urls.slice(0, 8).flatMap((url) => effectOf({ method, url, body }) ?? []);
  return { effects: effects.map((effect) => ({ ...effect, note: `${programName(command.words[0])} ${effect.note ?? ''}` })) };
}

/** Servers that are spoken to by URL. */
export const search: ProgramTable = { curl, http: httpie, https: httpie, xh: httpie };
