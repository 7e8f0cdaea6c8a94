import { decodePunycode } from './punycode.ts';

const LATIN = /\p{Script=Latin}/u;
const LOOKALIKE_SCRIPT = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/u;
/** Letters of other scripts that most fonts draw like Latin ones. As a pattern they would have the whole bundle kept in two bytes a character. */
const LOOKALIKE_LETTERS = 'аеорсухіјѕһԁԛԝӏѵгпտսօոԍькѡαορυνικτωχ0123456789-';
/** Forms that a resolver folds to ASCII: full width, mathematical, circled. */
const FOLDED = /[\uff01-\uff5e\u{1d400}-\u{1d7ff}\u2460-\u24ff\u2100-\u214f\u3002\uff61\u2024]/u;

/** Letters of the Latin script itself that are drawn like plain ones, with and without marks. */
const PLAIN: Readonly<Record<string, string>> = {
  ı: 'i',
  ɩ: 'i',
  ɡ: 'g',
  ɑ: 'a',
  ʟ: 'l',
  ɪ: 'i',
  ʏ: 'y',
  ꜱ: 's',
  ᴏ: 'o',
  ᴀ: 'a',
  ᴄ: 'c',
  ᴇ: 'e',
  ᴍ: 'm',
  ᴘ: 'p',
  ᴛ: 't',
  ᴜ: 'u',
  ᴠ: 'v',
  ᴡ: 'w',
  ᴢ: 'z',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ħ: 'h',
  ŧ: 't',
};
/** Names that are worth imitating with a mark on a letter, where any other name may simply be spelled so. */
const FAMOUS = `amazon amazonaws anthropic apple azure bitbucket claude cloudflare debian deno docker dropbox facebook github githubusercontent gitlab gmail
  golang google googleapis homebrew huggingface icloud instagram linkedin microsoft netlify nodejs npmjs openai outlook paypal pypi python
  pythonhosted rubygems rustup slack stripe telegram ubuntu vercel whatsapp yahoo youtube`;

let famous: ReadonlySet<string> | undefined;

/** Whether a host name imitates another by letters of a second script, in Unicode or as `xn--`. */
export function homographIn(host: string): boolean {
  if (/^[\0-\x7f]*$/.test(host) && !/xn--/i.test(host)) return false;
  if (FOLDED.test(host)) return true;
  return host.split('.').slice(0, 32).some(isLookalikeLabel);
}

function isLookalikeLabel(label: string): boolean {
  const shown = /^xn--/i.test(label) ? decodePunycode(label.slice(4).toLowerCase()) : label.toLowerCase();
  if (shown === undefined) return false;
  if (!LOOKALIKE_SCRIPT.test(shown)) {
    famous ??= new Set(FAMOUS.split(/\s+/));
    return famous.has(plain(shown));
  }
  return LATIN.test(shown) || [...shown].every((letter) => LOOKALIKE_LETTERS.includes(letter));
}

/** The label as a reader who overlooks marks reads it; of a plain label nothing, since it imitates none. */
const plain = (label: string): string =>
  /[^\0-\x7f]/.test(label) ? [...label.normalize('NFKD').replace(/\p{M}/gu, '')].map((letter) => PLAIN[letter] ?? letter).join('') : '';

/** The name with every letter that is not plain written out, so that what imitates no longer looks like it. */
export const spelledOut = (host: string): string =>
  host.replace(/[^\0-\x7f]/gu, (letter) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`);

const HOST_IN_TEXT = /\bhttps?:\/\/(?:[^\s/@]{0,64}@)?([^\s/?#:"'`<>()[\]{}|\\^]{1,253})/giu;
const MAX_HOSTS = 256;

/** Hosts of that kind in the addresses of a text. */
export function homographsIn(text: string): readonly string[] {
  if (!/[^\0-\x7f]|xn--/i.test(text)) return [];
  const found = new Set<string>();
  let seen = 0;
  for (const match of text.matchAll(HOST_IN_TEXT)) {
    const host = match[1] ?? '';
    if (homographIn(host)) found.add(host);
    if (++seen >= MAX_HOSTS) break;
  }
  return [...found];
}
