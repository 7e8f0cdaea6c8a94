import { readingsOf } from './dialects.ts';
import { type Token, tokenize } from './tokens.ts';

const MAX_TEXT = 65_536;
const MAX_LOOKED_AT = 4_096;
const MAX_SHOWN = 512;

const NAME = '[\\w.\\0%:$]+';
const END = '(?: ?[;,(]|$| cascade| restrict| restart| on\\b)';

/** Beginnings that a sentence about tables does not have. */
const STATEMENT = new RegExp(
  [
    '^(?:select\\b.*\\bfrom\\b',
    `with(?: recursive)? ${NAME} as\\b`,
    'insert (?:or \\w+ )?into\\b',
    'replace into\\b',
    'merge into\\b',
    `update ${NAME} set\\b`,
    `delete from ${NAME}(?: ?;| ?$| where\\b| using\\b)`,
    `truncate (?:table )?(?:only )?${NAME}${END}`,
    `drop (?:table|database|schema|view|index|user|role|function|sequence|type|trigger) (?:if exists )?${NAME}${END}`,
    `alter (?:table|database|user|role|system|schema) (?:if exists )?${NAME} `,
    'create (?:temp )?(?:table|database|user|role|index|view|schema|or replace|unique)\\b',
    `copy ${NAME}(?: \\(.*\\))? (?:from|to)\\b`,
    'grant\\b.*\\bto\\b',
    'revoke\\b.*\\bfrom\\b)',
  ].join('|'),
);

/** Statements that say nothing by themselves, in front of one that does. */
const LEAD = /^(?:(?:begin(?: transaction| work)?|start transaction|use [\w.]{1,80}|set [^;]{1,200}) ?; ?){1,8}/;

/** Whether a text is a statement in SQL and not merely a sentence with its words. */
export function looksLikeSql(text: string): boolean {
  if (text.length > MAX_TEXT) return false;
  const [traits] = readingsOf(text, 'sql');
  return traits !== undefined && STATEMENT.test(inOneLine(tokenize(text.slice(0, MAX_LOOKED_AT), traits).tokens));
}

/** The statements without comments, what is quoted emptied, in lower case. */
function inOneLine(tokens: readonly Token[]): string {
  let line = '';
  let end = 0;
  for (const token of tokens.slice(0, MAX_SHOWN)) {
    line += `${token.start > end ? ' ' : ''}${token.kind === 'string' ? "''" : token.kind === 'name' ? 'name' : token.text}`;
    end = token.end;
  }
  return line.trim().replace(LEAD, '');
}
