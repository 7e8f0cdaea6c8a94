import { decodePunycode } from './punycode.ts';

const LATIN = /\p{Script=Latin}/u;
const LOOKALIKE_SCRIPT = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/u;
/** Letters of other scripts that most fonts draw like Latin ones. */
const LOOKALIKE_LETTERS = /^[аеорсухіјѕһԁԛԝӏѵгпտսօոԍькѡαορυνικτωχ0-9-]+$/u;
/** Forms that a resolver folds to ASCII: full width, mathematical, circled. */
const FOLDED = /[\uff01-\uff5e\u{1d400}-\u{1d7ff}\u2460-\u24ff\u2100-\u214f\u3002\uff61\u2024]/u;

/** Whether a host name imitates another by letters of a second script, in Unicode or as `xn--`. */
export function homographIn(host: string): boolean {
  if (/^[\0-\x7f]*$/.test(host) && !/xn--/i.test(host)) return false;
  if (FOLDED.test(host)) return true;
  return host.split('.').slice(0, 32).some(isLookalikeLabel);
}

function isLookalikeLabel(label: string): boolean {
  const shown = /^xn--/i.test(label) ? decodePunycode(label.slice(4).toLowerCase()) : label.toLowerCase();
  if (shown === undefined || !LOOKALIKE_SCRIPT.test(shown)) return false;
  return LATIN.test(shown) || LOOKALIKE_LETTERS.test(shown);
}
