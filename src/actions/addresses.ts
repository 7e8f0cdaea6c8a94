import type { Effect, EffectFlag, EffectKind } from '../domain/effect.ts';
import { homographIn, spelledOut } from '../domain/homograph.ts';
import type { HostClass, Operand } from '../domain/operand.ts';
import { HOLE, type Word } from './command.ts';
import { classifyHost } from './host-classes.ts';

/** The parts of a URL, of `user@host:path` or of a bare host, as far as they are written out. */
export interface Address {
  /** Lower-cased; undefined where none is written (`data:`, a bare host). */
  readonly scheme?: string;
  /** What stands before `@`, a password included. */
  readonly user?: string;
  /** Canonical: lower-cased, percent-decoded, ASCII, IPv4 as four decimals. Undefined where it is not a host or only the run can tell. */
  readonly host?: string;
  /** As written, for what depends on its spelling. */
  readonly writtenHost: string;
  readonly port?: string;
  /** From the first `/`, `:` of `host:path`, `?` or `#`. */
  readonly path: string;
}

const SPECIAL_SCHEMES = new Set(['http', 'https', 'ws', 'wss', 'ftp']);
const BUCKET_SCHEMES = new Set(['s3', 's3a', 's3n', 'gs', 'r2', 'b2', 'oss', 'cos', 'obs', 'wasb', 'abfs', 'az', 'oci', 'swift']);
const SCHEME = /^([a-z][a-z0-9+.-]{0,30}):/i;
const PLAIN_SCHEMES = new Set(['http', 'ws', 'ftp', 'tftp', 'telnet', 'gopher', 'ldap']);

/** Reads an address the way a browser would, and a remote path the way scp would. */
export function parseAddress(written: string): Address {
  const text = written.replace(/[\t\r\n]/g, '').trim();
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase();
  const afterScheme = scheme === undefined ? text : text.slice(scheme.length + 1);
  if (scheme !== undefined && SPECIAL_SCHEMES.has(scheme) && /^[\\/]/.test(afterScheme)) {
    return { scheme, ...splitAuthority(afterScheme.replace(/^[\\/]+/, ''), /[\\/?#]/) };
  }
  if (scheme !== undefined && afterScheme.startsWith('//')) return { scheme, ...splitAuthority(afterScheme.slice(2), /[/?#]/) };
  if (text.startsWith('//')) return splitAuthority(text.slice(2), /[/?#]/);
  if (scheme === 'data' || scheme === 'mailto' || scheme === 'file') return { scheme, writtenHost: '', path: afterScheme };
  return splitAuthority(text, /[/?#]/);
}

function splitAuthority(text: string, end: RegExp): Omit<Address, 'scheme'> {
  const at = text.search(end);
  const authority = at < 0 ? text : text.slice(0, at);
  const rest = at < 0 ? '' : text.slice(at);
  const userEnd = authority.lastIndexOf('@');
  const hostPort = authority.slice(userEnd + 1);
  const { name, tail } = splitPort(hostPort);
  const host = canonicalHost(name);
  return {
    ...(userEnd >= 0 ? { user: authority.slice(0, userEnd) } : {}),
    ...(host !== undefined ? { host } : {}),
    writtenHost: name,
    ...(/^[0-9]{1,5}$/.test(tail) ? { port: tail } : {}),
    path: /^[0-9]{0,5}$/.test(tail) ? rest : `${tail}${rest}`,
  };
}

function splitPort(text: string): { name: string; tail: string } {
  const bracket = text.startsWith('[') ? text.indexOf(']') : -1;
  if (bracket > 0) return { name: text.slice(0, bracket + 1), tail: text.slice(bracket + 2) };
  const colon = text.indexOf(':');
  if (colon < 0) return { name: text, tail: '' };
  const isBareIpv6 = text.indexOf(':', colon + 1) > 0 && /^[0-9a-f:.]+$/i.test(text);
  return isBareIpv6 ? { name: `[${text}]`, tail: '' } : { name: text.slice(0, colon), tail: text.slice(colon + 1) };
}

function canonicalHost(name: string): string | undefined {
  if (name === '' || name.length > 1024 || name.includes(HOLE) || !URL.canParse(`http://${name}/`)) return undefined;
  const host = new URL(`http://${name}/`).hostname.toLowerCase();
  return host.startsWith('[') ? host.slice(1, -1) : host.replace(/\.$/, '');
}

/** A word that holds a URL, `host:path` or a bare host: `value` is the lower-cased host, `classes` its host classes. */
export function hostOperand(word: Word): Operand {
  const address = parseAddress(word.value);
  const text = word.text;
  if (address.host === undefined) {
    // `$name.example.org`: what stands behind the unknown piece still tells whose host it is.
    const suffix = address.writtenHost.slice(address.writtenHost.lastIndexOf(HOLE) + 1);
    const owner = suffix.startsWith('.') ? canonicalHost(suffix.slice(1)) : undefined;
    return { text, certainty: 'unknown', classes: owner === undefined ? [] : classifyHost(owner, address.path) };
  }
  const classes = new Set<HostClass>(classesOf(address));
  if (!word.value.includes('\\')) return { text, value: address.host, certainty: word.certainty, classes: [...classes] };
  // Programs disagree about a backslash before `@`: it is taken as both a separator and a part of the user name.
  for (const found of classesOf(parseAddress(word.value.replaceAll('\\', '')))) classes.add(found);
  return { text, certainty: 'unknown', classes: [...classes] };
}

function classesOf(address: Address): readonly HostClass[] {
  if (address.host === undefined) return [];
  // The name of a bucket is one that anybody may have taken.
  if (address.scheme !== undefined && BUCKET_SCHEMES.has(address.scheme) && !address.host.includes('.')) return ['public'];
  // A bare name without dots may be an alias of ssh or a name that a resolver completes; in a URL it is on the local network.
  const isAlias = address.scheme === undefined && !/[.:]/.test(address.host) && address.host !== 'localhost';
  return isAlias ? [] : classifyHost(address.host, address.path);
}

/** The effect on the network, with what the spelling of the address adds: no encryption, a host that imitates another. */
export function networkEffects(kind: EffectKind, word: Word, flags: readonly EffectFlag[] = []): readonly Effect[] {
  const address = parseAddress(word.value);
  const plain: readonly EffectFlag[] = address.scheme !== undefined && PLAIN_SCHEMES.has(address.scheme) ? ['plain-http'] : [];
  const operand = hostOperand(word);
  const all = [...new Set([...flags, ...plain])];
  const effect: Effect = all.length > 0 ? { kind, operand, flags: all } : { kind, operand };
  if (!homographIn(address.writtenHost)) return [effect];
  const shown: Operand = { ...operand, text: spelledOut(address.writtenHost) };
  return [effect, { kind: 'text.hidden', operand: shown, flags: ['homograph'] }];
}
