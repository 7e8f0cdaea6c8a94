import { isPlaceholder, looksRandom } from './likelihood.ts';
import type { Match, Shape } from './shape.ts';

const MAX_KEY_BLOCK = 65_536;
/** In base64: what is shorter is a stand-in; an Ed25519 key takes 64. */
const SHORTEST_KEY = 60;
const FULL_KEY = 200;
const HEADING = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y;
/** What lies between the markers of a block whose end is not there: base64, line ends as they are or escaped, lines quoted one by one. */
const BLOCK_BODY = /(?:[0-9A-Za-z+/=\s]|\\[nr]|: |,|-(?!-)|["'][ \t]{0,8}[+.,]?[ \t]{0,8}\\?\r?\n[ \t]{0,40}["']){0,65536}/y;

function matchPrivateKey(text: string, at: number): Match | undefined {
  HEADING.lastIndex = at;
  const heading = HEADING.exec(text)?.[0];
  if (heading === undefined) return undefined;
  BLOCK_BODY.lastIndex = at + heading.length;
  const body = BLOCK_BODY.exec(text)?.[0] ?? '';
  const bodyEnd = at + heading.length + body.length;
  const letters = body.replace(/\\[nr]|[^0-9A-Za-z+/=]/g, '');
  // A key's own header is full of zeros, which look like filling: only a short body can be a placeholder.
  if (letters.length < SHORTEST_KEY || (letters.length < FULL_KEY && isPlaceholder(body.trim())))
    return { start: at, end: bodyEnd, confidence: 'none' };
  const closing = /-----END [A-Z0-9 ]{0,40}-----/y;
  closing.lastIndex = bodyEnd;
  const end = closing.exec(text)?.[0].length ?? 0;
  return { start: at, end: Math.min(bodyEnd + end, at + MAX_KEY_BLOCK), confidence: 'high' };
}

const JWT = /eyJ[0-9A-Za-z_-]{10,4096}\.eyJ[0-9A-Za-z_-]{8,16384}\.[0-9A-Za-z_-]{16,4096}/y;

/** The token that documents and tests show: its subject is 1234567890. */
const DOCUMENTED_PAYLOAD = 'eyJzdWIiOiIxMjM0NTY3ODkw';

function matchJwt(text: string, at: number): Match | undefined {
  // Inside a longer run of the same letters there is no token of its own; this also keeps a megabyte of prefixes linear.
  if (at > 0 && /[0-9A-Za-z_-]/.test(text.charAt(at - 1))) return undefined;
  JWT.lastIndex = at;
  const token = JWT.exec(text)?.[0];
  if (token === undefined) return undefined;
  const confidence = token.includes(DOCUMENTED_PAYLOAD) ? 'low' : looksRandom(token) ? 'high' : 'none';
  return { start: at, end: at + token.length, confidence };
}

const USER_AND_PASSWORD = /:\/\/([^\s:@/'"`<>]{0,64}):([^\s@/'"`<>]{3,128})@[\w.[-]/y;

function matchUrlPassword(text: string, at: number): Match | undefined {
  USER_AND_PASSWORD.lastIndex = at;
  const [, user = '', password] = USER_AND_PASSWORD.exec(text) ?? [];
  if (password === undefined) return undefined;
  const start = at + 3 + user.length + 1;
  const end = start + password.length;
  if (isPlaceholder(password) || isVariable(password) || password.toLowerCase() === user.toLowerCase())
    return { start, end, confidence: 'none' };
  const isStrong = password.length >= 8 && looksRandom(password) && /\d/.test(password) && /[A-Za-z]/.test(password);
  return { start, end, confidence: isStrong ? 'high' : 'low' };
}

const AUTHORIZATION = /authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:(?:bearer|basic|token|apikey|digest)\s{1,4})?(?=[^\s"'])/iy;
const BEARER = /bearer\s{1,4}/iy;
const CREDENTIAL = /[0-9A-Za-z._~+/=:-]{16,4096}/y;

const credentialAfter =
  (lead: RegExp) =>
  (text: string, at: number): Match | undefined => {
    lead.lastIndex = at;
    const found = lead.exec(text)?.[0];
    if (found === undefined) return undefined;
    CREDENTIAL.lastIndex = at + found.length;
    const value = CREDENTIAL.exec(text)?.[0];
    if (value === undefined) return undefined;
    const start = at + found.length;
    const isSecret = !isPlaceholder(value) && !/^[a-z]+:\/\//.test(value) && /\d/.test(value) && looksRandom(value);
    return { start, end: start + value.length, confidence: !isSecret ? 'none' : value.length >= 20 ? 'high' : 'low' };
  };

const TELEGRAM = /:AA[0-9A-Za-z_-]{33}(?![0-9A-Za-z_-])/y;

/** The number of the bot stands before the keyword. */
function matchTelegram(text: string, at: number): Match | undefined {
  TELEGRAM.lastIndex = at;
  const tail = TELEGRAM.exec(text)?.[0];
  const number = /(?:^|\D)(\d{8,10})$/.exec(text.slice(Math.max(0, at - 11), at))?.[1];
  if (tail === undefined || number === undefined || isPlaceholder(tail.slice(1))) return undefined;
  return { start: at - number.length, end: at + tail.length, confidence: 'high' };
}

const AZURE_CLIENT = /[78]Q~[0-9A-Za-z_.~-]{31,34}(?![0-9A-Za-z_.~-])/y;

/** Three characters stand before the keyword. */
function matchAzureClient(text: string, at: number): Match | undefined {
  AZURE_CLIENT.lastIndex = at;
  const tail = AZURE_CLIENT.exec(text)?.[0];
  if (tail === undefined || !/^[0-9A-Za-z_.~-]{3}$/.test(text.slice(Math.max(0, at - 3), at)) || !looksRandom(tail)) return undefined;
  return { start: at - 3, end: at + tail.length, confidence: 'high' };
}

const TERRAFORM = /\.atlasv1\.[0-9A-Za-z_=-]{60,70}/y;

function matchTerraform(text: string, at: number): Match | undefined {
  TERRAFORM.lastIndex = at;
  const tail = TERRAFORM.exec(text)?.[0];
  const head = /[0-9A-Za-z]{14}$/.exec(text.slice(Math.max(0, at - 14), at))?.[0];
  return tail !== undefined && head !== undefined ? { start: at - 14, end: at + tail.length, confidence: 'high' } : undefined;
}

/** `$NAME`, `${…}`, `{{…}}`, `%s`: filled in by something else. */
export const isVariable = (value: string): boolean => /^[$%{<]|\$\{|\{\{|\$\(/.test(value);

/** Secrets told by what surrounds them or by how they are built. */
export const structures: readonly Shape[] = [
  { name: 'private-key', keywords: ['-----BEGIN'], insideWords: true, match: matchPrivateKey },
  { name: 'json-web-token', keywords: ['eyJ'], match: matchJwt },
  { name: 'password-in-url', keywords: ['://'], insideWords: true, match: matchUrlPassword },
  { name: 'authorization-header', keywords: ['authorization'], foldsCase: true, insideWords: true, match: credentialAfter(AUTHORIZATION) },
  { name: 'bearer-token', keywords: ['bearer '], foldsCase: true, match: credentialAfter(BEARER) },
  { name: 'telegram-bot-token', keywords: [':AA'], insideWords: true, match: matchTelegram },
  { name: 'azure-client-secret', keywords: ['7Q~', '8Q~'], insideWords: true, match: matchAzureClient },
  { name: 'terraform-token', keywords: ['.atlasv1.'], insideWords: true, match: matchTerraform },
];
