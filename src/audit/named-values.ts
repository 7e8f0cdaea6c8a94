/** What stands in a secret's place; `shape` says how it was known. */
export type Token = (shape: string, secret: string) => string;

const NAME = 'password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential';
/** A value is no variable, no substitution, and not yet redacted. */
const VALUE = '(?![$⟦<`(])[^\\s"\'&;|<>`]';
/** Without one of these nothing below can match, and most texts have none. */
const LEAD = /pass|pwd|secret|token|key|credential|authorization|cookie|-u|mysql|mariadb|identified|:\/\//i;

interface Context {
  readonly shape: string;
  /** Two groups: what stays, and the secret. Linear: bounded repeats, no nesting. */
  readonly pattern: RegExp;
}

const CONTEXTS: readonly Context[] = [
  {
    shape: 'authorization',
    pattern:
      /(\bauthorization["']?\s{0,3}[:=]\s{0,3}["']?(?:(?:bearer|basic|token|digest|negotiate|apikey)\s{1,3})?)(?![$⟦]|(?:bearer|basic|token|digest|negotiate|apikey)\s)([^\s"'&;|<>`]{4,})/gi,
  },
  { shape: 'cookie', pattern: /(\b(?:set-)?cookie:\s{0,3})(?![$⟦])([^"'\n]{4,2000})/gi },
  {
    shape: 'assigned',
    pattern: new RegExp(`((?<!⟦)(?:${NAME})[a-z0-9_-]{0,20}["']?\\s{0,3}[=:]\\s{0,3})(?![$⟦])("[^"\\n]{1,500}"|'[^'\\n]{1,500}')`, 'gi'),
  },
  { shape: 'assigned', pattern: new RegExp(`((?<!⟦)(?:${NAME})[a-z0-9_-]{0,20}["']?\\s{0,3}[=:]\\s{0,3})(${VALUE}{3,})`, 'gi') },
  { shape: 'option', pattern: new RegExp(`(--?[a-z0-9-]{0,20}(?:${NAME})\\s{1,3}["']?)(?![-$])(${VALUE}{3,})`, 'gi') },
  { shape: 'option', pattern: /((?:\s-u|--user)(?:\s{1,3}|=)["']?[^\s:"'$]{1,64}:)(?![$⟦/])([^\s"']{1,256})/g },
  {
    shape: 'option',
    pattern: /(\b(?:mysql|mysqldump|mysqladmin|mariadb|sshpass)\b[^|;&\n]{0,200}?\s-p\s?)(?![$⟦\s-])([^\s"';|&]{1,256})/g,
  },
  {
    shape: 'said',
    pattern: /(\b(?:password|passphrase|identified\s{1,3}by)\s{1,3}(?:is:?\s{1,3})?)(?!["'][$⟦])("[^"\n]{1,500}"|'[^'\n]{1,500}')/gi,
  },
  { shape: 'said', pattern: new RegExp(`(\\b(?:${NAME})\\s{1,3}is:?\\s{1,3})(?=\\S{0,40}\\d)(${VALUE}{4,})`, 'gi') },
  { shape: 'netrc', pattern: new RegExp(`(\\blogin\\s{1,9}\\S{1,100}\\s{1,9}password\\s{1,9})(${VALUE}{1,256})`, 'gi') },
  {
    shape: 'piped',
    pattern: new RegExp(
      `(\\b(?:echo|printf)\\s{1,3}(?:-n\\s{1,3})?["']?)(${VALUE}{3,256})(?=["']?\\s{0,3}\\|[^|\\n]{0,200}--password-stdin)`,
      'gi',
    ),
  },
  // With a slash in it, which does not belong there, the password ends no sooner than at the last sign before the host.
  { shape: 'url', pattern: /(:\/\/[^\s/:@"'<>]{0,64}:)(?![$⟦{<]|\d{1,5}[/?#])([^\s@"'<>⟦]{1,500})(?=@[a-z0-9[])/gi },
];

/** Words of code that a secret's name is often followed by. */
const PLAIN =
  /^["']?(?:string|number|boolean|bool|str|bytes|null|none|undefined|true|false|required|optional|process\.env.*|os\.environ.*)["']?[,)}\]]?$/i;

/**
 * Takes out what stands where a secret stands, whatever it looks like. The finder of secrets in `domain/secrets` weighs how likely
 * a value is one, for it accuses; a record only loses a word by mistake, so that here a weak password goes as well.
 */
export function redactNamedValues(text: string, token: Token): string {
  if (!LEAD.test(text)) return text;
  return CONTEXTS.reduce(
    (out, { shape, pattern }) =>
      out.replace(pattern, (match: string, before: string, secret: string) =>
        PLAIN.test(secret) || secret.includes('⟦secret:') ? match : before + token(shape, secret),
      ),
    text,
  );
}
