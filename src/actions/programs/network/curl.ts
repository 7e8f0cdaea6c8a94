import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import { networkEffects, parseAddress } from '../../addresses.ts';
import { type Command, literal, type Outcome, type Program, type Setting, type Word } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { pathOperand } from '../../paths.ts';
import { isKnown, withValue } from '../../words.ts';
import { textOf } from '../effects.ts';
import {
  type Body,
  inFolder,
  isDiscarded,
  isStandardOutput,
  nameFromUrl,
  readEffect,
  transfer,
  withScheme,
  writeEffect,
} from './transfer.ts';

const VALUES: readonly string[] =
  `A user-agent b cookie c cookie-jar C continue-at d data data-ascii data-binary data-raw data-urlencode json D dump-header e referer
  E cert F form form-string H header proxy-header K config m max-time o output output-dir P ftp-port Q quote r range s3 t telnet-option
  T upload-file u user U proxy-user w write-out x proxy preproxy socks4 socks4a socks5 socks5-hostname X request y speed-time Y speed-limit
  z time-cond url url-query key key-type cert-type cacert capath crlfile ciphers tls13-ciphers connect-timeout connect-to resolve retry
  retry-delay retry-max-time limit-rate max-filesize max-redirs interface local-port unix-socket abstract-unix-socket netrc-file
  trace trace-ascii stderr variable etag-save etag-compare hsts alt-svc doh-url dns-servers dns-interface aws-sigv4 oauth2-bearer pass
  mail-from mail-rcpt mail-auth noproxy pinnedpubkey proto proto-default proto-redir range request-target service-name create-file-mode
  expand-data expand-url expand-output expand-header keepalive-time happy-eyeballs-timeout-ms parallel-max rate tls-max libcurl`.split(
    /\s+/,
  );
const SWITCHES: readonly string[] =
  `get head insecure location silent show-error verbose fail remote-name remote-name-all remote-header-name create-dirs compressed include
  netrc netrc-optional next parallel no-progress-meter progress-bar globoff location-trusted anyauth basic digest`.split(/\s+/);

const SPEC = { values: VALUES, switches: SWITCHES };

/** Options that name a file which is read and of which something goes over the wire. */
const DATA = ['d', 'data', 'data-ascii', 'data-binary', 'json', 'expand-data'] as const;
const WRITTEN_FILES = ['c', 'cookie-jar', 'D', 'dump-header', 'trace', 'trace-ascii', 'etag-save', 'hsts', 'alt-svc', 'libcurl'] as const;
const PROXIES = ['x', 'proxy', 'preproxy', 'socks4', 'socks4a', 'socks5', 'socks5-hostname', 'doh-url'] as const;

export const curl: Program = (command, setting) => {
  const given = command.words.slice(1);
  const alone = readOptions(given, SPEC);
  const more = configured(alone, command, setting);
  const options = more.length > 0 ? readOptions([...given, ...more], SPEC) : alone;
  const urls = [...options.operands, ...options.all('url', 'expand-url')].flatMap(expandBraces).map(withScheme);
  const isFile = (url: Word) => parseAddress(url.value).scheme === 'file';
  const remote = urls.filter((url) => !isFile(url));
  const outputs = outputsOf(options, remote);
  const body = bodyOf(options);
  const isRaw = remote.some((url) => /^(?:telnet|dict|gopher)$/.test(parseAddress(url.value).scheme ?? ''));
  const what = {
    urls: remote,
    body: isRaw ? { ...body, stdin: body.stdin || command.stdin !== undefined } : body,
    outputs,
    ...methodOf(options, body),
    flags: [...flagsOf(options), ...(isRaw ? (['raw-socket'] as const) : [])],
    more: sideEffects(options, setting),
  };
  const outcome = transfer(what, command, setting);
  return withLocalFiles(outcome, urls.filter(isFile), outputs, setting);
};

const MAX_CONFIG = 65_536;
const MAX_CONFIG_LINES = 256;

/** The options in the files that `-K` names, one a line, as words of the command line. */
function configured(options: Options, command: Command, setting: Setting): readonly Word[] {
  return options.all('K', 'config').flatMap((file) => {
    const text = file.value === '-' ? command.stdin?.text : textOf(file, setting, MAX_CONFIG);
    return text === undefined ? [] : text.split('\n', MAX_CONFIG_LINES).flatMap(optionIn);
  });
}

/** `url = "…"`, `data @file`, `-o file`. */
function optionIn(line: string): readonly Word[] {
  const [, name = '', quotedValue, plainValue] =
    /^\s*(-{0,2}[\w][\w.-]*)\s*(?:[=:]\s*|\s)?(?:"((?:[^"\\]|\\.)*)"|([^\s#].*?))?\s*$/.exec(line) ?? [];
  if (name === '') return [];
  const option = literal(name.startsWith('-') ? name : `--${name}`);
  const value = quotedValue?.replace(/\\(.)/g, '$1') ?? plainValue;
  return value === undefined ? [option] : [option, literal(value)];
}

function bodyOf(options: Options): Body {
  const files: Word[] = [];
  const texts: Word[] = [...options.all('data-raw', 'form-string', 'url-query')];
  const sort = (words: readonly Word[], fileIn: (written: string) => string | undefined) => {
    for (const word of words) {
      const file = fileIn(word.value);
      if (file === undefined) texts.push(word);
      else files.push(withValue(word, file));
    }
  };
  const afterAt = (written: string) => (written.startsWith('@') ? written.slice(1) : undefined);
  sort(options.all(...DATA), afterAt);
  sort(options.all('data-urlencode'), (written) => /^[^=@]*@(.+)$/s.exec(written)?.[1]);
  sort(options.all('F', 'form').flatMap(formParts), afterAt);
  sort(options.all('T', 'upload-file'), (written) => written);
  sort(
    options.all('H', 'header').filter((word) => word.value.startsWith('@')),
    afterAt,
  );
  sort(
    options.all('b', 'cookie').filter((word) => !/^$|=/.test(word.value)),
    (written) => written,
  );
  sort(
    options.all('variable').filter((word) => /^[^=@]+@/.test(word.value)),
    (written) => written.replace(/^[^@]*@/, ''),
  );
  const fromDisk = files.filter((word) => word.value !== '-' && word.value !== '.');
  return { files: fromDisk, texts, stdin: fromDisk.length < files.length };
}

/** `name=@one,two;type=…` names files, and so does `name=<file`. */
function formParts(word: Word): readonly Word[] {
  const names = /^[^=]*=[@<](.+)$/s.exec(word.value)?.[1];
  if (names === undefined) return [withValue(word, ` ${word.value}`)];
  return names
    .split(',')
    .slice(0, 32)
    .map((name) => withValue(word, `@${name.replace(/;.*$/s, '').replace(/^"|"$/g, '')}`));
}

/** Nothing where a variable says it: the request could be any. */
function methodOf(options: Options, body: Body): { readonly method?: string } {
  const asked = options.value('X', 'request');
  if (asked) return isKnown(asked) ? { method: asked.value.toUpperCase() } : {};
  if (options.has('I', 'head')) return { method: 'HEAD' };
  if (options.has('T', 'upload-file')) return { method: 'PUT' };
  const sends = (body.files.length > 0 || body.texts.length > 0 || body.stdin) && !options.has('G', 'get');
  return { method: sends ? 'POST' : 'GET' };
}

function flagsOf(options: Options): readonly EffectFlag[] {
  const method = options.value('X', 'request')?.value.toUpperCase();
  return [...(options.has('k', 'insecure') ? (['insecure'] as const) : []), ...(method === 'DELETE' ? (['delete'] as const) : [])];
}

function outputsOf(options: Options, urls: readonly Word[]): readonly Word[] {
  const folder = options.value('output-dir');
  const written = options
    .all('o', 'output', 'expand-output')
    .map((name) => (name.value.startsWith('/') || isStandardOutput(name) ? name : inFolder(folder, name)));
  const named = options.has('O', 'remote-name', 'remote-name-all')
    ? urls.map((url) => inFolder(folder, nameFromUrl(url, 'curl_response')))
    : [];
  return [...written, ...named];
}

/** What happens besides the request itself: files of its own, other hosts on the way, local sockets. */
function sideEffects(options: Options, setting: Setting): readonly Effect[] {
  const effects: Effect[] = options
    .all(...WRITTEN_FILES)
    .filter((word) => !isStandardOutput(word) && !isDiscarded(word) && word.value !== '%')
    .map((word) => writeEffect(word, setting));
  for (const word of options.all(...PROXIES)) effects.push(...networkEffects('net.request', word));
  for (const word of options.all('resolve', 'connect-to')) {
    const target = word.value.split(':').slice(2).join(':').replace(/^\+/, '');
    if (target !== '') effects.push(...networkEffects('net.request', withValue(word, `//${target}`)));
  }
  for (const word of options.all('K', 'config')) if (word.value !== '-') effects.push(readEffect(word, setting));
  for (const word of options.all('unix-socket')) {
    effects.push({ kind: 'net.request', operand: pathOperand(word, setting), note: 'over a local socket' });
    const changes = !['GET', 'HEAD', ''].includes(options.value('X', 'request')?.value ?? '') || options.has(...DATA);
    if (/docker|podman|containerd|crio/.test(word.value) && changes)
      effects.push({ kind: 'infra.change', note: 'commands a container engine over its socket' });
  }
  return effects;
}

/** `file://` needs no network: a read, and a copy where there is an output. */
function withLocalFiles(outcome: Outcome, urls: readonly Word[], outputs: readonly Word[], setting: Setting): Outcome {
  const [first] = urls;
  if (first === undefined) return outcome;
  const paths = urls.map((url) => withValue(url, parseAddress(url.value).path.replace(/^\/\/[^/]*/, '')));
  const path = paths[0] ?? literal('');
  const effects = [...paths.map((word) => readEffect(word, setting)), ...(outcome.effects ?? [])];
  const files = outputs.filter((word) => !isStandardOutput(word) && !isDiscarded(word));
  const isOnlyLocal = !(outcome.effects ?? []).some((effect) => effect.kind.startsWith('net.'));
  if (!isOnlyLocal) return { ...outcome, effects };
  return {
    effects,
    stdout: { origin: files.length > 0 ? 'dynamic' : 'file', path },
    writes: files.map((word) => ({ path: word, stream: { origin: 'file', path } })),
  };
}

/** curl expands `{a,b}` in addresses itself; only the first few are followed. */
function expandBraces(url: Word): readonly Word[] {
  const braces = /^([^{}]*)\{([^{}]{1,200})\}(.*)$/s.exec(url.value);
  if (!braces) return [url];
  const [, head = '', body = '', tail = ''] = braces;
  return body
    .split(',')
    .slice(0, 16)
    .map((part) => withValue(url, `${head}${part}${tail}`));
}
