/** A place where a secret stands by the way a program, a protocol or a file is written, whatever the secret looks like. */
export interface Context {
  readonly kind: string;
  /** One of these is in each text that the pattern fits, in lower case: most patterns need not be compiled. */
  readonly words: readonly string[];
  /** Two groups: what stays, and the secret. Linear: bounded repeats, no nesting. */
  readonly pattern: RegExp;
}

/** What ends an argument of a shell. A value is no variable, no substitution, and not yet redacted. */
const BARE = '(?![$⟦<`(-])[^\\s"\'&;|<>`]';
const QUOTED = `"(?!\\$)[^"\\n]{1,500}"|'(?!\\$)[^'\\n]{1,500}'`;
const ARGUMENT = `(${QUOTED}|${BARE}{1,500})`;
/** The rest of the same command. */
const WITHIN = '[^|;&\\n]{0,300}?';

/** An option of certain programs: elsewhere the letter means something else. */
const optionOf = (programs: string, option: string): RegExp =>
  new RegExp(`((?<![\\w./-])(?:[\\w./~-]{0,60}bin/)?(?:${programs})(?:\\.exe)?(?=\\s)${WITHIN}${option})${ARGUMENT}`, 'g');

export const CONTEXTS: readonly Context[] = [
  // In a name that is put together; elsewhere its form is known.
  {
    kind: 'json-web-token',
    words: ['eyj'],
    pattern: /([_-])(eyJ[0-9A-Za-z]{10,1000}\.eyJ[0-9A-Za-z_-]{8,8192}\.[0-9A-Za-z_-]{16,1024})/g,
  },
  {
    kind: 'authorization',
    words: ['authorization'],
    pattern:
      /(\b(?:proxy-)?authorization["'`\]]{0,2}\s{0,3}[:=,]\s{0,3}["'`]?(?:(?:bearer|basic|token|digest|negotiate|apikey|bot|splunk|key)\s{1,3})?)(?![$⟦{<]|(?:bearer|basic|token|digest|negotiate|apikey)\b)([^\s"'`&;|<>]{4,4096})/gi,
  },
  {
    kind: 'authorization',
    words: ['aws4-hmac', 'signature='],
    pattern: /(\bsignature=)(?![$⟦])([0-9A-Fa-f]{32,128}|[0-9A-Za-z%+/=_-]{20,400})/gi,
  },
  { kind: 'cookie', words: ['cookie'], pattern: /(\b(?:set-)?cookie["']?:\s{0,3}["']?)(?![$⟦])([^"'\n]{4,4000})/gi },
  {
    kind: 'cookie',
    words: ['curl', 'wget', 'http'],
    pattern: /(\b(?:curl|https?|xh)\s[^|;&\n]{0,300}?\s(?:-b|--cookie)(?:\s{1,3}|=)["']?)(?![$⟦@])([^\s"'=]{1,100}=[^"'\n]{1,2000})/g,
  },
  {
    kind: 'header',
    words: ['-key', '-token', '-secret', '-auth', '-signature', '-password', '-credential'],
    pattern:
      /((?<![\w-])(?:[a-z0-9]{1,20}-){1,4}(?:key|token|secret|auth|signature|password|credentials?)["']?:\s{0,3}["']?)(?![$⟦{<(])([^\s"'`|<>]{6,4096})(?=["'`]|\s{0,3}(?:$|\n|\\))/gim,
  },
  {
    kind: 'option',
    words: ['-u', '--user', '--proxy-user'],
    pattern: new RegExp(
      `((?:\\s-[a-z]{0,6}u|--(?:proxy-)?user)(?:\\s{0,3}|=)["']?[^\\s:"'$/=-][^\\s:"'$/=]{0,64}:)(?![/\\s])${ARGUMENT}`,
      'g',
    ),
  },
  {
    kind: 'option',
    words: ['mysql', 'mariadb', 'sshpass', '7z', 'rar'],
    pattern: optionOf(
      'mysql|mysqldump|mysqladmin|mysqlimport|mysqlshow|mariadb|mariadb-dump|sshpass|7z[arz]?|u?nrar|rar',
      '\\s-h?p ?(?! )',
    ),
  },
  {
    kind: 'option',
    words: ['login', 'mongo', 'registry'],
    pattern: optionOf(
      '(?:docker|podman|nerdctl|buildah|skopeo|oras|crane|helm|az|cf|oc)\\s[^|;&\\n]{0,80}?login|mongo\\w{0,8}',
      '\\s-p[ =]?',
    ),
  },
  { kind: 'option', words: ['redis-cli', 'keydb-cli', 'valkey-cli'], pattern: optionOf('(?:redis|keydb|valkey)-cli', '\\s-a\\s{1,3}') },
  { kind: 'option', words: ['zip', 'sqlcmd', 'bcp'], pattern: optionOf('zip|unzip|zipcloak|sqlcmd|bcp', '\\s-P\\s{0,3}') },
  { kind: 'option', words: ['ldap'], pattern: optionOf('ldap(?:search|modify|add|delete|passwd|whoami)', '\\s-w\\s{1,3}') },
  {
    kind: 'option',
    words: ['smbclient', 'rpcclient', 'smbmap', 'cifs'],
    pattern: /(\s-U\s{0,3}["']?[^\s%"']{1,100}%)(?![$⟦])([^\s"']{1,200})/g,
  },
  { kind: 'option', words: ['pass:'], pattern: new RegExp(`(\\s-(?:pass|passin|passout)\\s{1,3}["']?pass:)${ARGUMENT}`, 'g') },
  {
    kind: 'option',
    words: ['htpasswd'],
    pattern: optionOf('htpasswd', '\\s-[a-zA-Z]{0,6}b[a-zA-Z]{0,6}\\s{1,3}(?:\\S{1,200}\\s{1,3}){1,2}'),
  },
  {
    kind: 'said',
    words: ['password', 'passphrase', 'identified'],
    pattern: /(\b(?:password|passphrase|identified\s{1,3}by)\s{1,3}(?:is:?\s{1,3})?)(?!["'][$⟦])("[^"\n]{1,500}"|'[^'\n]{1,500}')/gi,
  },
  {
    kind: 'said',
    words: [' is'],
    pattern: new RegExp(
      `(\\b(?:password|passwd|passphrase|passcode|pwd|secret|token|api[ _-]?key|access[ _-]?key|pin)\\s{1,3}is:?\\s{1,3})(?=\\S{0,40}\\d)(${BARE}{4,500})`,
      'gi',
    ),
  },
  { kind: 'netrc', words: ['login'], pattern: new RegExp(`(\\blogin\\s{1,9}\\S{1,100}\\s{1,9}password\\s{1,9})(${BARE}{1,256})`, 'gi') },
  {
    kind: 'piped',
    words: ['-stdin', 'sudo', 'chpasswd'],
    pattern: new RegExp(
      `(\\b(?:echo|printf)\\s{1,3}(?:-[neE]{1,3}\\s{1,3})?(?:["']%s(?:\\\\n)?["']\\s{1,3})?)${ARGUMENT}(?=\\s{0,3}\\|[^|\\n]{0,200}(?:--[\\w-]{0,20}stdin|chpasswd|sudo\\s[^|\\n]{0,20}-S))`,
      'gi',
    ),
  },
  {
    kind: 'piped',
    words: ['<<<'],
    pattern: /((?:stdin|passwd|sudo -S)[^|;&\n]{0,100}<<<\s{0,3})("[^"\n$]{1,500}"|'[^'\n]{1,500}'|[^\s"'$;|&]{3,500})/g,
  },
  // With a slash in it, which does not belong there, the password ends no sooner than at the last sign before the host.
  {
    kind: 'password-in-url',
    words: ['://'],
    pattern: /(:\/\/[^\s/:@"'<>]{0,64}:)(?![$⟦{<]|\d{1,5}[/?#])([^\s@"'<>⟦]{1,500})(?=@[a-z0-9[%_$.-])/gi,
  },
  { kind: 'password-in-url', words: ['://'], pattern: /(:\/\/)(?![$⟦{<])(?=[^\s/:@]{0,200}\d)([0-9A-Za-z_.~-]{20,200})(?=@[a-z0-9[])/gi },
  {
    kind: 'password-in-url',
    words: ['@tcp(', '@unix('],
    pattern: /((?<![\w./])[\w.-]{1,64}:)(?![$⟦{<])([^\s@"'/]{1,256})(?=@(?:tcp|unix)\()/gi,
  },
];
