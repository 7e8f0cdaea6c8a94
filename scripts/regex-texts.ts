/** Patterns whose time grows faster than their text, or grows too much to be measured at length, and that never see a long one. */
export const SHORT_TEXTS: readonly {
  readonly where: string;
  /** How the pattern begins. */
  readonly begins: string;
  /** In UTF-16 units. */
  readonly longest: number;
  readonly because: string;
}[] = [
  {
    where: 'src/domain/secrets/context-table.ts',
    begins: '((?<![\\w-])(?:[a-z0-9]{1,20}-){1,4}',
    longest: 12_288,
    because: 'a record keeps 8,192 of a text, and looks at half as many more behind them',
  },
  { where: 'src/domain/secrets/contexts.ts', begins: '[,.:)\\]}]+$', longest: 500, because: 'a value of at most 500' },
  { where: 'src/domain/secrets/plain-value.ts', begins: '[,)}\\];]+$', longest: 1000, because: 'a value of at most 1,000' },
  { where: 'src/domain/secrets/plain-value.ts', begins: '[;,]+$', longest: 1000, because: 'a value of at most 1,000' },
  {
    where: 'src/domain/secrets/structures.ts',
    begins: '(?:[0-9A-Za-z+/=\\s]|\\\\[nr]',
    longest: 4096,
    because: 'it runs once behind each heading of a key, and ends at the next heading; here it runs at each character',
  },
  { where: 'src/domain/secrets/token-table.ts', begins: '-[0-9.-]*[A-Za-z]', longest: 420, because: 'a token of at most 420' },
  { where: 'src/secrets/allow-comments.ts', begins: '^\\s*(?:\\/\\/+|#+', longest: 200, because: 'the 200 before a comment' },
  {
    where: 'src/secrets/contexts.ts',
    begins: '[0-9A-Za-z+/]{80,65536}',
    longest: 4096,
    because: 'it runs behind 80 letters that are the heading of a key, and is read once; here it runs at each character',
  },
  { where: 'src/secrets/named-values.ts', begins: '\\.+$', longest: 88, because: 'a name of at most 88' },
  { where: 'src/secrets/names.ts', begins: '([A-Z]{2,})', longest: 88, because: 'a name of at most 88' },
  { where: 'src/secrets/secretlint.ts', begins: '([A-Z]+)([A-Z][a-z])', longest: 64, because: 'the name of one of its messages' },
  { where: 'src/secrets/value.ts', begins: '<[a-z_ -]+>', longest: 512, because: 'the first 512 of a value' },
  { where: 'src/secrets/value.ts', begins: '\\d|[^A-Za-z_.\\-:/].*[A-Za-z]', longest: 64, because: 'a password of at most 64' },
  { where: 'src/secrets/value.ts', begins: '[bcdfghjklmnpqrstvwxz]{5}', longest: 128, because: 'letters on end, at most 128' },
  {
    where: '@secretlint/secretlint-rule-preset-recommend',
    begins: '[^.]+$',
    longest: 256,
    because: 'the name of a property, once when a library in it is loaded',
  },
  {
    where: '@secretlint/secretlint-rule-preset-recommend',
    begins: 'hasOwnProperty|(function)',
    longest: 256,
    because: 'the text of a function of JavaScript itself, once when a library in it is loaded',
  },
];
