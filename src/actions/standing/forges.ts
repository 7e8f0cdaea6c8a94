import { HOLE } from '../command.ts';
import type { Standing } from './form.ts';
import { listOptions, readListed } from './options.ts';

const API = listOptions(
  '-X= --method= -H= --header= -q= --jq= -t= --template= -i --include --paginate --slurp --silent --cache= --hostname= -p= --preview= -f= -F= --raw-field= --field= --verbose',
);
/** Nothing that is sent but what says how the answer should look. */
const HEADER = /^(?:Accept|X-GitHub-Api-Version):/i;

/** A GET, or a GraphQL query: with fields and without a method anything else is a POST. */
export function ghApiCheck(words: readonly string[]): Standing {
  const read = readListed(words, API);
  const path = read?.operands[0];
  if (!read || path === undefined || read.operands.length > 1 || path.startsWith(HOLE)) return 'unknown';
  const values = pairs(words);
  const method = values.find(([name]) => name === '-X' || name === '--method')?.[1].toUpperCase();
  if (values.some(([name, value]) => (name === '-H' || name === '--header') && !HEADER.test(value))) return 'unknown';
  const fields = values.filter(([name]) => /^(?:-f|-F|--field|--raw-field)$/.test(name)).map(([, value]) => value);
  if (fields.some((field) => /^[\w[\]]+=@/.test(field))) return 'unknown';
  if (/^\/?graphql$/.test(path)) return isQuery(fields) ? 'works' : 'unknown';
  if (/^https?:/.test(path) || /secrets|token|credential/i.test(path)) return 'unknown';
  if (method === 'GET') return 'works';
  return method === undefined && fields.length === 0 ? 'works' : 'unknown';
}

/** `query {` or `{`, and no other operation behind it. */
function isQuery(fields: readonly string[]): boolean {
  const query = fields
    .find((field) => field.startsWith('query='))
    ?.slice('query='.length)
    .trim();
  return query !== undefined && /^(?:query\b|\{)/.test(query) && !/\b(?:mutation|subscription)\b/.test(query);
}

function pairs(words: readonly string[]): readonly (readonly [string, string])[] {
  return words.flatMap((word, i): readonly (readonly [string, string])[] => {
    const long = /^(--[\w-]+)=([\s\S]*)$/.exec(word);
    if (long) return [[long[1] ?? '', long[2] ?? '']];
    const short = /^(-[XHfF])([\s\S]+)$/.exec(word);
    if (short) return [[short[1] ?? '', (short[2] ?? '').replace(/^=/, '')]];
    return word.startsWith('-') ? [[word, words[i + 1] ?? '']] : [];
  });
}
