import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import { parseAddress } from '../../addresses.ts';
import type { Command, Program, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { isForTests } from '../../sql/names.ts';
import { nameOperand, programName, withValue } from '../../words.ts';
import { family } from '../family.ts';

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

/** Where clouds and platforms take orders, and how a cluster's own server spells what it holds. */
const CONTROL_PLANE =
  /^(?:api\.(?:cloudflare|digitalocean|heroku|vercel|netlify|linode|vultr|scaleway|render|supabase|hetzner|fastly|github|neon|railway|pulumi|stripe)\.\w{2,6}|api\.(?:hetzner\.cloud|machines\.dev|fly\.io)|console\.neon\.tech|app\.terraform\.io|gitlab\.com|management\.azure\.com|[\w-]+\.googleapis\.com|[\w.-]+\.amazonaws\.com)$/i;
const OF_A_CLUSTER = /^\/(?:api\/v1|apis\/[\w.-]+\/v\d\w*)\/(?:namespaces|persistentvolumes|nodes|customresourcedefinitions)(?:\/|$)/;

const isHere = (host: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host);

/** `curl -XDELETE http://es:9200/orders`: what an index holds goes with it. */
function effectOf({ method, url, body }: Request): Effect | undefined {
  const { host = '', port = '', path } = parseAddress(/^[a-z]+:\/\//i.test(url.value) ? url.value : `http://${url.value}`);
  const described = { operand: nameOperand(withValue(url, path === '' ? '/' : path)), note: `${method} ${path}` };
  if (method === 'DELETE' && (CONTROL_PLANE.test(host) || OF_A_CLUSTER.test(path))) return { kind: 'infra.destroy', ...described };
  if (!SERVER.test(`${host}:${port}`)) return undefined;
  if (/\/_delete_by_query\b/.test(path) || (/\/update\b/.test(path) && /<delete>|"delete"/.test(path + body))) {
    const all = /match_all|\*:\*/.test(path + body) || body === '';
    return all ? { kind: 'db.truncate', ...described } : { kind: 'db.write', ...described, flags: ['delete'] };
  }
  if (method !== 'DELETE' || !WHOLE.test(path)) return undefined;
  if (path.startsWith('/_snapshot/')) return { kind: 'storage.delete', ...described, flags: ['recovery'] };
  const kind = path.includes('/documents') ? 'db.truncate' : 'db.drop';
  const flags: EffectFlag[] = [
    ...(/^\/(?:_all|[^/]*\*)/.test(path) ? (['all'] as const) : []),
    ...(isHere(host) && isForTests(path.slice(1)) ? (['disposable'] as const) : []),
  ];
  return { kind, ...described, ...(flags.length > 0 && { flags }) };
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
  const method = first && /^[a-z]{3,7}$/i.test(first.value) ? first.value.toUpperCase() : '';
  return method === '' ? {} : requested(command, rest.slice(0, 1), method, rest.map((word) => word.value).join(' '));
};

const wget: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: ['method', 'body-data', 'post-data', 'header', 'O', 'o', 'U', 'T', 't', 'P'],
  });
  const body = options.value('body-data', 'post-data')?.value ?? '';
  const method = options.value('method')?.value.toUpperCase() ?? (body === '' ? 'GET' : 'POST');
  return requested(command, options.operands, method, body);
};

function requested(command: Command, urls: readonly Word[], method: string, body: string) {
  const effects = urls.slice(0, 8).flatMap((url) => effectOf({ method, url, body }) ?? []);
  return { effects: effects.map((effect) => ({ ...effect, note: `${programName(command.words[0])} ${effect.note ?? ''}` })) };
}

/** Servers that are spoken to by URL. */
export const search = family('curl http https xh xhs wget', () => ({ curl, http: httpie, https: httpie, xh: httpie, xhs: httpie, wget }));
