/** What a name says that its value is. */
export type Role = 'secret' | 'password' | 'none';

/** `apiKey`, `API_KEY`, `acmeTOKEN`, `x-api-key`: the words that a name is made of, in lower case. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]{2,})(key|token|secret|access|private|password)/g, '$1 $2')
    .replace(/([A-Z]{2,})([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

const PASSWORD = /^(?:password|passwd|passphrase|passcode|pwd|pass|pw)\d?$|(?:password|passwd|passphrase)$/;
const SECRET =
  /^(?:secrets?|tokens?|credentials?|apikey|authkey|secretkey|accesskey|privatekey|authtoken|accesstoken|pat|creds?|auth)\d?$|(?:secret|token|apikey|secretkey|accesskey|privatekey|credential)$/;
const KEY = /^keys?\d?$|[a-z]{3}key$/;
/** Before `key`: something that is no secret. */
const OPEN_KEY =
  /^(?:public|pub|primary|foreign|sort|partition|cache|idempotency|hash|object|row|dedup|lookup|message|translation|i18n|storage|query|index|map|shortcut|hot|arrow|schema|registry|unique|composite|candidate|natural|surrogate|group|routing|range|config|option|localization|data|item|field|column|json|dict|form|event|react|state|param|context|widget|page|list|node|edge|tree|mon|tur|whis|hoc|joc|don|lic|recv|host|known|default|name|enter|tab|escape|delete|any|press|modifier|ctrl|alt|meta|shift|function|fingerprint)$/;
const WORD_IN_KEY = /^(?:monkey|turkey|whiskey|hockey|jockey|donkey|hotkey|passkey|keykey|lackey|mickey|turnkey|latchkey|lowkey)s?$/;
/** Names of keys that are known to open something; any other needs a value that can be nothing else. */
const STRONG_KEY =
  /^(?:api|app|access|secret|private|priv|encryption|encrypt|signing|sign|auth|master|account|service|deploy|deployment|license|client|server|shared|session|admin|storage|subscription|integration|webhook|bot|user|live|test|prod|hmac|aes|jwt|consumer|function|x)$/;
/** A name that ends so says something about the secret, and is not the secret. */
const ABOUT =
  /^(?:id|ids|name|names|type|types|file|files|path|paths|dir|folder|url|urls|uri|host|domain|length|len|size|count|limit|limits|expiry|expires|expiration|expired|ttl|age|format|policy|field|prefix|suffix|label|version|class|provider|store|vault|pair|pairs|map|set|list|index|algorithm|alg|method|header|param|params|hint|regex|pattern|column|table|endpoint|server|ring|usage|used|valid|enabled|required|error|reset|date|time|at|event|store|manager|arn|ref|reference|variable|var|env|placeholder|description|title|help|text|doc|docs|budget|tokens|ui|view|page|form|dialog|input|output|cookie|status|state|code|codes|scope|scopes|mode|level|link|role|user|username|email|hash|digest|checksum|fingerprint|sha|sha256|md5|salt|public|pub)$/;

/** Before `code`: one that lets in. */
const SECRET_CODE = /^(?:access|auth|authorization|recovery|backup|master|security)$/;

/** Whether the value of something so named is a secret, and whether the name alone makes that sure. `lead` is the word before the name. */
export function roleOf(name: string, lead = ''): { readonly role: Role; readonly isSure: boolean } {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? lead.toLowerCase();
  if (last === 'code' && SECRET_CODE.test(before)) return { role: 'secret', isSure: false };
  if (ABOUT.test(last)) return NO_ROLE;
  if (PASSWORD.test(last)) return { role: 'password', isSure: last !== 'pw' || words.length > 1 };
  if (SECRET.test(last)) return { role: 'secret', isSure: last !== 'auth' && last !== 'pat' };
  if (KEY.test(last)) return keyRole(last, before);
  if (/^(?:access|private|api)$/.test(last)) return { role: 'secret', isSure: false };
  return NO_ROLE;
}

/** Whether something so named says something about a secret, or about something else, and is none itself. */
export const saysAbout = (name: string): boolean => ABOUT.test(wordsOf(name).at(-1) ?? '');

const NO_ROLE = { role: 'none', isSure: false } as const;

function keyRole(last: string, before: string): { readonly role: Role; readonly isSure: boolean } {
  const owner = /^keys?\d?$/.test(last) ? before : last.replace(/keys?\d?$/, '');
  if (OPEN_KEY.test(owner) || WORD_IN_KEY.test(last)) return NO_ROLE;
  return { role: 'secret', isSure: STRONG_KEY.test(owner) };
}
