/** The languages that SQL is read as; `sql` where nothing tells which. */
const SQL_DIALECTS = ['sql', 'postgresql', 'mysql', 'sqlite', 'transact-sql'] as const;
export type SqlDialect = (typeof SQL_DIALECTS)[number];

export const isSql = (language: string): language is SqlDialect => SQL_DIALECTS.some((dialect) => dialect === language);

/** Where dialects part in what is a comment, a string, a name or an end. */
export interface Traits {
  /** `\'` does not end a string. */
  readonly backslash: boolean;
  readonly nestedComments: boolean;
  /** `/*! … *\/` is code, `#` begins a comment, `--` only before a blank. */
  readonly mysqlComments: boolean;
  readonly dollarQuotes: boolean;
  readonly brackets: boolean;
  /** `"…"` is a string, not a name. */
  readonly doubleQuotedStrings: boolean;
  /** A client's own command, at the beginning of a line and of a statement. */
  readonly lineCommand?: RegExp;
  /** Client's commands that begin with a backslash anywhere: up to the end of the line, or of two characters only. */
  readonly backslashCommands?: 'line' | 'letter';
  /** A statement may end without a semicolon, where a line begins with the next one's verb. */
  readonly endsAtVerb: boolean;
  /** Whether what defines tables can be rolled back. */
  readonly undoesDefinitions: boolean;
}

const PLAIN: Traits = {
  backslash: false,
  nestedComments: false,
  mysqlComments: false,
  dollarQuotes: false,
  brackets: false,
  doubleQuotedStrings: false,
  endsAtVerb: false,
  undoesDefinitions: false,
};

const TRAITS: Readonly<Record<SqlDialect, Traits>> = {
  sql: {
    ...PLAIN,
    dollarQuotes: true,
    lineCommand:
      /\\[^\n]*|\.[a-z][^\n]*|(?:!|@{1,2})[a-z./~][^\n]*|(?:delimiter|host|spool|source|start|capture)[ \t][^\n;]*|go[ \t]*(?=\n|$)/iy,
  },
  postgresql: { ...PLAIN, nestedComments: true, dollarQuotes: true, backslashCommands: 'line', undoesDefinitions: true },
  mysql: {
    ...PLAIN,
    backslash: true,
    mysqlComments: true,
    doubleQuotedStrings: true,
    lineCommand: /\\[!.TPe][^\n]*|(?:system|source|tee|pager|delimiter|edit)[ \t][^\n]*/iy,
    backslashCommands: 'letter',
  },
  sqlite: { ...PLAIN, brackets: true, lineCommand: /\.[a-z][^\n]*/iy, undoesDefinitions: true },
  'transact-sql': {
    ...PLAIN,
    nestedComments: true,
    brackets: true,
    lineCommand: /:?!![^\n]*|:[a-z]+[^\n]*|go(?:[ \t]+\d+)?[ \t]*(?=\r?\n|$)/iy,
    endsAtVerb: true,
    undoesDefinitions: true,
  },
};

const BACKSLASHED: Traits = { ...TRAITS.mysql, dollarQuotes: true, lineCommand: /\\[^\n]*|\.[a-z][^\n]*/iy };

/** The ways in which a text may be meant. Where the dialect is not known and quotes are escaped, a backslash may or may not count. */
export function readingsOf(text: string, dialect: SqlDialect): readonly Traits[] {
  if (dialect !== 'sql') return [TRAITS[dialect]];
  return /\\['"]|\/\*M?!/.test(text) ? [TRAITS.sql, BACKSLASHED] : [TRAITS.sql];
}
