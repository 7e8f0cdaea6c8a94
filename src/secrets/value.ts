import { entropy } from '../domain/secrets/likelihood.ts';

/** How much a value looks like a secret: made by a generator, the same without a digit or but short, chosen by a person, or neither. */
export type Strength = 'generated' | 'letters' | 'short' | 'chosen' | 'none';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-z]{4}){3}-[0-9a-z]{12}$/i;
const HEX = /^[0-9a-f]+$/i;
/** What a generator writes; a password chosen by a person has more kinds of signs. */
const GENERATED_LETTERS = /^[0-9A-Za-z+/=_.~!%-]+$/;
/** What something else fills in when the text is used. */
const FILLED_IN = /^[<[({$%#@!*&|]|\$[A-Z_][A-Z_0-9]*$|\$\{|\$\(|\{\{|\}\}|%[A-Z_]+%/;
/** What the reader is to fill in, or to take for a value. */
const TO_FILL_IN =
  /<[a-z_ -]+>|\.{3}|…|⟦|⟧|\*{3}|x{5,}|y{6,}|0{8,}|1{8,}|a{8,}|(?:^|[^a-z])(?:your|my|the|some|this|insert|enter|put|add)[-_ ]?(?:[a-z]+(?:[-_ ][a-z]+){0,2}[-_ ]?)?(?:key|token|secret|password|value|here)|example|sample|placeholder|change[-_]?me|change[-_]?this|replace[-_]?(?:me|with|this)|dummy|fake|redacted|censored|masked|not[-_]?(?:a[-_]?)?real|goes[-_]?here|(?:key|token|secret|password|value)[-_]?here|^(?:none|null|nil|true|false|undefined|default|empty|required|optional|unknown|todo|tbd|n\/a)$/i;

/** What stands for a secret in a document, a template or a test, whatever it is the value of. */
export const isStandIn = (value: string): boolean => {
  const head = value.slice(0, MAX_JUDGED);
  return FILLED_IN.test(head) || TO_FILL_IN.test(head) || /^(.{1,3})\1{3,}.{0,2}$/s.test(head);
};

/** A secret of a kilobyte is told by its beginning. */
const MAX_JUDGED = 512;

/** Words joined by signs, with a number or two: a name of something, not a secret. */
const WORDS = /^[A-Za-z]{0,24}\d{0,3}(?:[_.:/~-]+(?:[A-Za-z]{1,24}\d{0,3}|\d{1,20}|v\d{4,20}))*$/;
/** A name as code writes it: `loadSecretFromVault2`. */
const CAMEL = /^[a-z]{2,19}(?:[A-Z][a-z]{2,18})*\d{0,2}$|^(?:[A-Z][a-z]{2,18})+\d{0,2}$/;
const isWords = (value: string): boolean => WORDS.test(value) || CAMEL.test(value);
const SHA_PREFIX = /^(?:sha\d{1,3}|md5)[:-]/i;
/** A path, an address, a place where the secret is kept. */
const REFERENCE =
  /^(?:[.~]?\/|[A-Za-z]:\\|(?:https?|file|env|vault|op|arn|ssm|secretsmanager|data|urn|git|ssh|jdbc):)|\.(?:json|ya?ml|pem|key|crt|txt|env|cfg|conf|ini|toml|js|ts|py|rb|go|java|sh|html?|xml|md|png|jpe?g|gif|svg)$/i;

export function strengthOf(value: string): Strength {
  if (isStandIn(value) || REFERENCE.test(value) || SHA_PREFIX.test(value)) return 'none';
  if (UUID.test(value) || isGenerated(value)) return 'generated';
  if (isLetterSoup(value)) return 'letters';
  if (isShort(value)) return 'short';
  return isChosen(value) ? 'chosen' : 'none';
}

/** Letters on end, longer than a word; where case changes, it changes more often than between words. */
function isLetterSoup(value: string): boolean {
  const longest = /^(?:[A-Za-z]{1,12}[_-]){0,2}([A-Za-z]{20,128})$/.exec(value)?.[1];
  if (longest === undefined || entropy(longest) < 2.5) return false;
  const runs = longest.match(/[A-Z]+[a-z]*|[a-z]+/g)?.length ?? 0;
  const run = longest.length / runs;
  return runs <= 1 || run < SHORTEST_WORDS || run > LONGEST_WORDS || NO_WORDS.test(longest);
}

/** More consonants on end than a word has, or more acronyms than a name has. */
const NO_WORDS = /[bcdfghjklmnpqrstvwxz]{5}|(?:[A-Z]{2,}[a-z]+){3}/;

/** On average, in a name that is made of words. */
const SHORTEST_WORDS = 3;
const LONGEST_WORDS = 16;

/** Letters and digits mixed as no word or name mixes them. */
const isShort = (value: string): boolean =>
  value.length >= 8 && value.length < 64 && /^[0-9A-Za-z]+$/.test(value) && /\d.*\d.*\d/.test(value) && !isWords(value);

function isGenerated(value: string): boolean {
  if (value.length < 16 || !GENERATED_LETTERS.test(value) || isWords(value)) return false;
  const digits = value.replace(/\D/g, '').length;
  if (HEX.test(value)) return value.length >= 20 && entropy(value) >= 2.5;
  if (digits === 0) return false;
  return entropy(value) >= 2.9;
}

/** Six characters and more, of at least two kinds, and no plain word or name. */
function isChosen(value: string): boolean {
  if (value.length < 6 || value.length > 64) return false;
  if (CAMEL.test(value) && !/\d/.test(value)) return false;
  if (isMixedCase(value)) return true;
  return /[A-Za-z]/.test(value) && /\d|[^A-Za-z_.\-:/].*[A-Za-z]/.test(value) && entropy(value) >= 2;
}

/** Letters whose case changes within what would be words. */
export const isMixedCase = (value: string): boolean =>
  /^[A-Za-z]{12,64}$/.test(value) && /[a-z][A-Z]{2,}[a-z]/.test(value) && !CAMEL.test(value) && !isStandIn(value);

/** What programs say of passwords, and name their fields and tests. */
const SAID_OF_PASSWORDS =
  /pass|pwd|secret|user|login|name|require|valid|correct|forg[eo]t|confirm|current|wrong|missing|unknown|string|crypt|hash|plain|text|field|input|admin|default|optional|disabled|enabled|hidden|visible|visibility|toggle|reset|change|update|invalid|credential|token|private|public|anonymous|prompt|generat|random|keychain|keyring|external|internal|manual|automatic|never|always|whatever|something|anything|nothing|foobar|test|strength|short|long|weak|strong/i;

/** Letters on end that are no label: a word that somebody chose. */
export const isPlainPassword = (value: string): boolean =>
  /^[a-z]{8,32}$|^[a-z]{3,16}_[a-z]{3,16}$/.test(value) && !isStandIn(value) && !SAID_OF_PASSWORDS.test(value);
