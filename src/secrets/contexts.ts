import { looksRandom } from '../domain/secrets/likelihood.ts';
import type { Match, Shape } from '../domain/secrets/shape.ts';
import { isMixedCase, isPlainPassword, isStandIn, strengthOf } from './value.ts';

/** What the first group of a sticky pattern reads, where `isSecret` agrees. */
const groupOf =
  (pattern: RegExp, isSecret: (value: string) => boolean, confidence: Match['confidence'] = 'low') =>
  (text: string, at: number): Match | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    const value = found?.[1];
    if (!found || value === undefined) return undefined;
    const end = at + found[0].length;
    return { start: end - value.length, end, confidence: isSecret(value) ? confidence : 'none' };
  };

const isAny = (value: string): boolean => !isStandIn(value);
const isPassword = (value: string): boolean => strengthOf(value) !== 'none' || isMixedCase(value);

/** What stands before a keyword belongs to the token. */
const tailOf =
  (before: RegExp, longest: number, tail: RegExp) =>
  (text: string, at: number): Match | undefined => {
    tail.lastIndex = at;
    const end = tail.exec(text)?.[0];
    const start = before.exec(text.slice(Math.max(0, at - longest), at))?.[1];
    if (end === undefined || start === undefined) return undefined;
    return { start: at - start.length, end: at + end.length, confidence: looksRandom(start + end) ? 'high' : 'none' };
  };

const SECRET_MANIFEST = /kind:[ \t]{1,4}Secret[ \t]*\r?\n/y;
/** A key of the manifest's `data:` or `stringData:`, with a base64 or quoted value that fills the line. */
const ENTRY = /\n(?:data|stringData):[ \t]*\r?\n[ \t]{1,8}[\w.-]{1,80}:[ \t]{0,4}(["']?)([^\s"'{}$|>&*#]{4,2048})\1[ \t]*(?:\r?\n|$)/;
const MANIFEST_WINDOW = 2048;

/** `kind: Secret` with a value in it: base64 is no encryption. */
function matchManifest(text: string, at: number): Match | undefined {
  SECRET_MANIFEST.lastIndex = at;
  if (!SECRET_MANIFEST.test(text)) return undefined;
  const rest = text.slice(at, at + MANIFEST_WINDOW);
  const found = ENTRY.exec(rest.split(/\n---/)[0] ?? '');
  const value = found?.[2];
  if (!found || value === undefined || isStandIn(value)) return undefined;
  const start = at + found.index + found[0].lastIndexOf(value);
  return { start, end: start + value.length, confidence: 'low' };
}

const BASE64 = /[0-9A-Za-z+/]{80,65536}={0,2}/y;
const HEADING_LENGTH = 80;

/** `-----BEGIN … PRIVATE KEY-----` in base64, as configurations carry it. */
function matchEncodedKey(text: string, at: number): Match | undefined {
  const heading = text.slice(at, at + HEADING_LENGTH);
  if (!/^[0-9A-Za-z+/]{80}$/.test(heading) || !/PRIVATE KEY-----/.test(atob(heading))) return undefined;
  BASE64.lastIndex = at;
  const block = BASE64.exec(text)?.[0] ?? heading;
  return { start: at, end: at + block.length, confidence: 'high' };
}

/** `user = …`, `password = …`, one line each with nothing else on it, comments between them: a file of settings. */
const LOGIN_LINES =
  /(?<=(?:^|\n)[ \t]{0,8})user(?:name)?[ \t]{0,8}[=:][ \t]{0,8}[^\s"'`(){}[\],;]{1,64}[ \t]{0,8}\r?\n(?:[ \t]{0,8}(?:#|;|\/\/)[^\n]{0,120}\n){0,3}[ \t]{0,8}pass(?:word|wd)?[ \t]{0,8}[=:][ \t]{0,8}([^\s"'`(){}[\],;.]{4,64})(?=[ \t]{0,8}(?:\r?\n|$))/y;

const KEY_STORE_HEAD = /\x02\x01\x030[\s\S]{1,5}?\x06\t\*[\s\S]{2,5}?[\r\n]\x01\x07/y;
const KEY_STORE_LENGTH = 64;

/** PKCS #12 (RFC 7292, section 4): version 3, then data in an envelope; where it was read as text, bytes beyond ASCII are any sign. */
function matchKeyStore(text: string, at: number): Match | undefined {
  KEY_STORE_HEAD.lastIndex = at;
  if (!/(?:^|\n)0[\s\S]{1,5}$/.test(text.slice(Math.max(0, at - 7), at)) || !KEY_STORE_HEAD.test(text)) return undefined;
  return { start: at, end: Math.min(text.length, at + KEY_STORE_LENGTH), confidence: 'low' };
}

const word = (name: string, keywords: readonly string[], match: Shape['match']): Shape => ({ name, keywords, match });
const anywhere = (name: string, keywords: readonly string[], match: Shape['match']): Shape => ({
  name,
  keywords,
  match,
  insideWords: true,
});

/** Secrets told by where they stand: options of programs, files of a known form, hashes that name their method. */
export const contexts: readonly Shape[] = [
  anywhere('private-key', ['LS0tLS1CRUdJTi'], matchEncodedKey),
  anywhere('kubernetes-secret', ['kind: Secret', 'kind:  Secret'], matchManifest),
  anywhere(
    'password-hash',
    ['$1$', '$2a$', '$2b$', '$2y$', '$5$', '$6$', '$8$', '$9$', '$y$', '$argon2', '$krb5'],
    groupOf(
      /(\$(?:1\$[0-9A-Za-z./]{1,8}\$[0-9A-Za-z./]{22}|2[aby]\$\d\d\$[0-9A-Za-z./]{53}|[56]\$(?:rounds=\d{1,9}\$)?[0-9A-Za-z./]{1,16}\$[0-9A-Za-z./]{43,86}|[89]\$[0-9A-Za-z./]{14}\$[0-9A-Za-z./]{43}|y\$[0-9A-Za-z./]{1,8}\$[0-9A-Za-z./]{1,86}\$[0-9A-Za-z./]{43}|argon2(?:id|i|d)\$v=\d{1,3}\$[a-z0-9=,]{5,60}\$[0-9A-Za-z+/]{8,90}\$[0-9A-Za-z+/]{16,120}|krb5(?:asrep|tgs)\$\d{2}\$[^\s$]{1,200}\$[0-9a-f$]{32,4096}))(?![0-9A-Za-z./])/y,
      () => true,
    ),
  ),
  word(
    'password-in-command',
    ['curl'],
    groupOf(
      /curl\b(?:[^\r\n|;\\]|\r(?!\n)|\\(?:\r?\n|[^\r\n])|\r?\n(?=[ \t]{1,8}-)){0,400}?(?<=\s)(?:-u|--user)[ =]{0,2}["']?[^\s"':$]{0,96}:["']?([^\s"']{3,128})/y,
      isPassword,
    ),
  ),
  word('password-in-command', ['sshpass'], groupOf(/sshpass\s{1,4}-p\s{0,4}["']?([^\s"']{3,128})/y, isPassword)),
  {
    name: 'password-in-command',
    keywords: ['psexec'],
    foldsCase: true,
    match: groupOf(/psexec[^\n]{0,160}?\s-p\s{1,4}["']?([^\s"'%]{3,128})/iy, isAny),
  },
  word(
    'password-in-command',
    ['htpasswd'],
    groupOf(
      /htpasswd\s{1,4}-[a-zA-Z]{0,6}b[a-zA-Z]{0,6}\s{1,4}(?:[^\s|;&]{1,200}\s{1,4}){1,2}?["']?([^\s"'|;&]{3,128})["']?[ \t]{0,4}(?=$|[\r\n|;&])/y,
      isAny,
    ),
  ),
  word(
    'password-in-command',
    ['mysql', 'mariadb'],
    groupOf(/(?:mysql|mariadb)[a-z-]{0,12}\s[^\n|;&]{0,160}?(?<=\s)-p["']?([^\s"'|;&-][^\s"'|;&]{5,127})/y, isPassword),
  ),
  word('password-in-command', ['redis-cli'], groupOf(/redis-cli\s[^\n|;&]{0,160}?(?<=\s)-a\s{1,4}["']?([^\s"'|;&]{6,128})/y, isPassword)),
  word(
    'password-in-command',
    ['net user'],
    groupOf(/net user\s{1,4}[^\s/|;&]{1,64}\s{1,4}["']?([^\s"'/*|;&]{3,128})["']?[^\n|;&]{0,80}?\/add\b/iy, isAny),
  ),
  {
    name: 'password-in-query',
    keywords: ['identified by', 'identified with'],
    foldsCase: true,
    match: groupOf(/identified (?:with [a-z0-9_]{1,40} )?by\s{1,4}["']([^\s"']{4,128})["']/iy, isAny),
  },
  word('named-secret', ['user'], groupOf(LOGIN_LINES, isPlainPassword)),
  anywhere('key-store', ['\x02\x01\x03'], matchKeyStore),
  word('password-in-netrc', ['login'], groupOf(/login\s{1,8}\S{1,128}\s{1,40}password\s{1,8}(\S{4,256})/y, isAny)),
  {
    name: 'connection-string',
    keywords: ['uid=', 'user id=', 'user='],
    foldsCase: true,
    match: groupOf(/(?:uid|user id|user)=[^;\n"']{1,80};\s{0,4}(?:pwd|password)=([^;\s"'{}$<]{3,128})/iy, isAny),
  },
  {
    name: 'sonar-token',
    keywords: ['sonar'],
    foldsCase: true,
    insideWords: true,
    match: groupOf(/sonar[._]?(?:login|token)["']?\s{0,4}[:=]\s{0,4}["']?([0-9a-f]{40})(?![0-9A-Za-z])/iy, looksRandom),
  },
  {
    name: 'wandb-key',
    keywords: ['wandb'],
    foldsCase: true,
    match: groupOf(/wandb[^\n]{0,40}?\b([0-9a-f]{40})(?![0-9A-Za-z])/iy, looksRandom),
  },
  anywhere('thingsboard-token', ['/telemetry'], tailOf(/\/api\/v1\/([0-9A-Za-z]{20})$/, 28, /(?=\/telemetry)/y)),
  anywhere(
    'azure-resource-key',
    ['AZDO', 'AzFu', 'AzSe', 'ACDb', '+ASt', 'JQQJ99'],
    tailOf(/(?:^|[^0-9A-Za-z+/])([0-9A-Za-z+/]{42,76})$/, 80, /[0-9A-Za-z+/]{6,36}={0,2}(?![0-9A-Za-z+/=])/y),
  ),
  anywhere('maxmind-key', ['_mmk'], tailOf(/(?:^|[^0-9A-Za-z])([0-9A-Za-z]{6}_[0-9A-Za-z]{29})$/, 40, /_mmk(?![0-9A-Za-z])/y)),
  anywhere('mailchimp-key', ['-us'], tailOf(/(?:^|[^0-9A-Za-z])([0-9a-f]{32})$/, 36, /-us\d{1,2}(?![0-9A-Za-z-])/y)),
  anywhere('vault-legacy-token', [': s.', '= s.', '"s.'], groupOf(/["=: ]{1,2}(s\.[0-9A-Za-z]{24})(?![0-9A-Za-z_.-])/y, looksRandom)),
  anywhere('twilio-key', ['"SK', "'SK", '=SK', ' SK'], groupOf(/.(SK[0-9a-f]{32})(?![0-9A-Za-z])/y, looksRandom, 'high')),
];
