/** What stands in a secret's place; `shape` says how it was known. */
export type Token = (shape: string, secret: string) => string;

const NAME = 'password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential';
/** A value is no variable, no substitution, and not yet redacted. */
const VALUE = '(?![$⟦<`(])[^\\s"\'&;|<>`]';
/** The same as texts to look for. */
const NAMES = ['password', 'passwd', 'passphrase', 'pwd', 'secret', 'token', 'credential'].concat(
  ['api', 'access', 'private'].flatMap((kind) => [`${kind}key`, `${kind}_key`, `${kind}-key`]),
);

/** What stands behind a name, and in front of it, in lower case. */
type Around = (behind: string, before: string) => boolean;

/** The longest that any of them looks at. */
const REACH = 32;
const isAssigned: Around = (behind) => /^[\w-]{0,20}["']?\s{0,3}[=:]/.test(behind);
const isOption: Around = (behind, before) => before.includes('-') && /^\s/.test(behind);
const isSaid: Around = (behind) => /^\s{1,3}is/.test(behind);

interface Context {
  readonly shape: string;
  /** Wants one of the names, and this around it: the pattern says more, and takes long to compile. */
  readonly named?: Around;
  /** Of these, if any, one is in each text that the pattern fits, in lower case: most patterns need not be compiled. */
  readonly words?: readonly string[];
  /** Two groups: what stays, and the secret. Linear: bounded repeats, no nesting. */
  readonly pattern: RegExp;
}

const CONTEXTS: readonly Context[] = [
  {
    shape: 'authorization',
    words: ['authorization'],
    pattern:
      /(\bauthorization["']?\s{0,3}[:=]\s{0,3}["']?(?:(?:bearer|basic|token|digest|negotiate|apikey)\s{1,3})?)(?![$⟦]|(?:bearer|basic|token|digest|negotiate|apikey)\s)([^\s"'&;|<>`]{4,})/gi,
  },
  { shape: 'cookie', words: ['cookie:'], pattern: /(\b(?:set-)?cookie:\s{0,3})(?![$⟦])([^"'\n]{4,2000})/gi },
  {
    shape: 'assigned',
    named: isAssigned,
    pattern: new RegExp(`((?<!⟦)(?:${NAME})[a-z0-9_-]{0,20}["']?\\s{0,3}[=:]\\s{0,3})(?![$⟦])("[^"\\n]{1,500}"|'[^'\\n]{1,500}')`, 'gi'),
  },
  {
    shape: 'assigned',
    named: isAssigned,
    pattern: new RegExp(`((?<!⟦)(?:${NAME})[a-z0-9_-]{0,20}["']?\\s{0,3}[=:]\\s{0,3})(${VALUE}{3,})`, 'gi'),
  },
  {
    shape: 'option',
    named: isOption,
    pattern: new RegExp(`(--?[a-z0-9-]{0,20}(?:${NAME})\\s{1,3}["']?)(?![-$])(${VALUE}{3,})`, 'gi'),
  },
  { shape: 'option', words: ['-u'], pattern: /((?:\s-u|--user)(?:\s{1,3}|=)["']?[^\s:"'$]{1,64}:)(?![$⟦/])([^\s"']{1,256})/g },
  {
    shape: 'option',
    words: ['mysql', 'mariadb', 'sshpass'],
    pattern: /(\b(?:mysql|mysqldump|mysqladmin|mariadb|sshpass)\b[^|;&\n]{0,200}?\s-p\s?)(?![$⟦\s-])([^\s"';|&]{1,256})/g,
  },
  {
    shape: 'said',
    words: ['password', 'passphrase', 'identified'],
    pattern: /(\b(?:password|passphrase|identified\s{1,3}by)\s{1,3}(?:is:?\s{1,3})?)(?!["'][$⟦])("[^"\n]{1,500}"|'[^'\n]{1,500}')/gi,
  },
  {
    shape: 'said',
    named: isSaid,
    pattern: new RegExp(`(\\b(?:${NAME})\\s{1,3}is:?\\s{1,3})(?=\\S{0,40}\\d)(${VALUE}{4,})`, 'gi'),
  },
  {
    shape: 'netrc',
    words: ['login'],
    pattern: new RegExp(`(\\blogin\\s{1,9}\\S{1,100}\\s{1,9}password\\s{1,9})(${VALUE}{1,256})`, 'gi'),
  },
  {
    shape: 'piped',
    words: ['--password-stdin'],
    pattern: new RegExp(
      `(\\b(?:echo|printf)\\s{1,3}(?:-n\\s{1,3})?["']?)(${VALUE}{3,256})(?=["']?\\s{0,3}\\|[^|\\n]{0,200}--password-stdin)`,
      'gi',
    ),
  },
  // With a slash in it, which does not belong there, the password ends no sooner than at the last sign before the host.
  {
    shape: 'url',
    words: ['://'],
    pattern: /(:\/\/[^\s/:@"'<>]{0,64}:)(?![$⟦{<]|\d{1,5}[/?#])([^\s@"'<>⟦]{1,500})(?=@[a-z0-9[])/gi,
  },
];

/** Words of code that a secret's name is often followed by. */
const PLAIN =
  /^["']?(?:string|number|boolean|bool|str|bytes|null|none|undefined|true|false|required|optional|process\.env.*|os\.environ.*)["']?[,)}\]]?$/i;

/**
 * Takes out what stands where a secret stands, whatever it looks like. The finder of secrets in `domain/secrets` weighs how likely
 * a value is one, for it accuses; a record only loses a word by mistake, so that here a weak password goes as well.
 */
export function redactNamedValues(text: string, token: Token): string {
  const folded = text.toLowerCase();
  const holds = (word: string): boolean => folded.includes(word);
  const names = NAMES.filter(holds);
  let out = text;
  for (const { shape, named, words, pattern } of CONTEXTS) {
    if ((named && !names.some((name) => standsIn(folded, name, named))) || (words && !words.some(holds))) continue;
    out = out.replace(pattern, (match: string, before: string, secret: string) =>
      PLAIN.test(secret) || secret.includes('⟦secret:') ? match : before + token(shape, secret),
    );
  }
  return out;
}

function standsIn(folded: string, name: string, around: Around): boolean {
  for (let at = folded.indexOf(name); at >= 0; at = folded.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (around(folded.slice(end, end + REACH), folded.slice(Math.max(0, at - REACH), at))) return true;
  }
  return false;
}
