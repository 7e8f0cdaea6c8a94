import type { Effect } from '../../domain/effect.ts';

const MAX_STATEMENTS = 64;
const MAX_TEXT = 65_536;

const NAME = '[\\w."`\\[\\]]+';
const END = '\\s*(?:[;,(]|$|cascade|restrict|restart|on\\b)';

/** Beginnings that a sentence about tables does not have. */
const STATEMENT = new RegExp(
  [
    '^(?:select\\b[\\s\\S]*\\bfrom\\b',
    `with\\s+${NAME}\\s+as\\b`,
    'insert\\s+into\\b',
    'merge\\s+into\\b',
    `update\\s+${NAME}\\s+set\\b`,
    `delete\\s+from\\s+${NAME}(?:\\s*;|\\s*$|\\s+where\\b|\\s+using\\b)`,
    `truncate\\s+(?:table\\s+)?(?:only\\s+)?${NAME}${END}`,
    `drop\\s+(?:table|database|schema|view|index|user|role|function|sequence|type|trigger)\\s+(?:if\\s+exists\\s+)?${NAME}${END}`,
    `alter\\s+(?:table|database|user|role|system|schema)\\s+(?:if\\s+exists\\s+)?${NAME}\\s`,
    `create\\s+(?:table|database|user|role|index|view|schema|or\\s+replace|unique)\\b`,
    'grant\\b[\\s\\S]*\\bto\\b',
    'revoke\\b[\\s\\S]*\\bfrom\\b)',
  ].join('|'),
  'i',
);

/** Whether a text is a statement in SQL and not merely a sentence with its words. */
export const looksLikeSql = (text: string): boolean => text.length <= MAX_TEXT && STATEMENT.test(bareSql(text.slice(0, 4_096)).trimStart());

/** What the statements of a script do, told by their leading words. */
export function sqlEffects(text: string): readonly Effect[] {
  const statements = bareSql(text.slice(0, MAX_TEXT)).split(';', MAX_STATEMENTS);
  return statements.flatMap((statement) => effectOf(statement.trim()) ?? []);
}

/** The text without comments and with string literals emptied, so that keywords are keywords. */
function bareSql(text: string): string {
  return text.replace(/--[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|'(?:[^']|'')*'/g, (match) => (match.startsWith("'") ? "''" : ' '));
}

function effectOf(statement: string): Effect | undefined {
  const words = statement.slice(0, 8_192).toLowerCase();
  const verb = /^[a-z]+/.exec(words)?.[0] ?? '';
  const note = words.slice(0, 60).replace(/\s+/g, ' ');
  switch (verb) {
    case 'drop':
      return { kind: 'db.drop', note };
    case 'truncate':
      return { kind: 'db.truncate', note };
    case 'delete':
      return { kind: 'db.write', flags: /\bwhere\b/.test(words) ? ['delete'] : ['delete', 'all'], note };
    case 'update':
      return { kind: 'db.write', flags: /\bwhere\b/.test(words) ? [] : ['all'], note };
    case 'insert':
    case 'merge':
    case 'replace':
    case 'copy':
      return { kind: 'db.write', note };
    case 'alter':
      if (!/^alter\s+(?:user|role|system|login|default\s+privileges)\b/.test(words)) {
        return { kind: /\bdrop\s+(?:column|constraint|partition)\b/.test(words) ? 'db.drop' : 'db.write', note };
      }
      return { kind: 'db.admin', note };
    case 'create':
      return { kind: /^create\s+(?:or\s+replace\s+)?(?:user|role|login)\b/.test(words) ? 'db.admin' : 'db.write', note };
    case 'grant':
    case 'revoke':
      return { kind: 'db.admin', note };
    case 'with':
      return /\b(?:delete\s+from|update\s+\S+\s+set|insert\s+into)\b/.test(words) ? { kind: 'db.write', note } : { kind: 'db.read', note };
    case 'select':
    case 'show':
    case 'explain':
    case 'describe':
      return { kind: 'db.read', note };
    default:
      return undefined;
  }
}
