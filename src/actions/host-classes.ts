import type { HostClass } from '../domain/operand.ts';
import { KNOWN_HOSTS, KNOWN_PATHS, METADATA_ADDRESSES, METADATA_NAMES, PRIVATE_SUFFIXES } from './known-hosts.ts';

/** The classes of a canonical host; the path tells a webhook from the site that takes it. Whatever can be routed is also `public`. */
export function classifyHost(host: string, path = ''): readonly HostClass[] {
  const address = ipv4Of(host) ?? ipv4InsideIpv6(host);
  if (address) return classifyIpv4(address);
  if (host.includes(':')) return classifyIpv6(host);
  if (METADATA_NAMES.has(host)) return ['metadata'];
  if (host === 'localhost' || host.endsWith('.localhost')) return ['loopback'];
  const embedded = embeddedAddress(host);
  if (embedded) return embedded;
  if (!host.includes('.') || PRIVATE_SUFFIXES.some((suffix) => host.endsWith(suffix))) return ['private'];
  return [...namedClasses(host, path), 'public'];
}

function namedClasses(host: string, path: string): readonly HostClass[] {
  const found = new Set<HostClass>();
  for (let suffix: string | undefined = host; suffix !== undefined; suffix = parentOf(suffix)) {
    const known = KNOWN_HOSTS.get(suffix);
    if (known) found.add(known);
    for (const [prefix, kind] of KNOWN_PATHS.get(suffix) ?? []) if (path.startsWith(prefix)) found.add(kind);
  }
  if (found.has('code-host') && /\/raw\//.test(path)) found.add('raw-content');
  return [...found];
}

const parentOf = (host: string): string | undefined => {
  const dot = host.indexOf('.');
  return dot < 0 ? undefined : host.slice(dot + 1);
};

/** Four bytes of a dotted quad; every other spelling has been made one by the URL parser. */
function ipv4Of(host: string): readonly number[] | undefined {
  if (!/^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$/.test(host)) return undefined;
  const bytes = host.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function classifyIpv4(bytes: readonly number[]): readonly HostClass[] {
  const [a = 0, b = 0] = bytes;
  if (METADATA_ADDRESSES.has(bytes.join('.'))) return ['metadata', 'ip'];
  if (a === 127 || a === 0) return ['loopback', 'ip'];
  const isPrivate =
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128);
  return isPrivate ? ['private', 'ip'] : ['ip', 'public'];
}

/** `::ffff:a.b.c.d`, `::a.b.c.d` and NAT64 reach the IPv4 address; the URL parser writes its bytes as two groups. */
function ipv4InsideIpv6(host: string): readonly number[] | undefined {
  const groups = /^(?:::ffff:|::ffff:0:|64:ff9b::|::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
  if (!groups) return undefined;
  const high = Number.parseInt(groups[1] ?? '', 16);
  const low = Number.parseInt(groups[2] ?? '', 16);
  return [high >> 8, high & 255, low >> 8, low & 255];
}

function classifyIpv6(host: string): readonly HostClass[] {
  if (METADATA_ADDRESSES.has(host)) return ['metadata', 'ip'];
  if (host === '::1' || host === '::') return ['loopback', 'ip'];
  return /^(?:f[cd]|fe[89ab])/.test(host) && /^[0-9a-f]{4}:/.test(host) ? ['private', 'ip'] : ['ip', 'public'];
}

/** Services whose names answer with an address written inside the name itself. */
function embeddedAddress(host: string): readonly HostClass[] | undefined {
  if (/(?:^|\.)(?:localtest\.me|lvh\.me|vcap\.me)$/.test(host)) return ['loopback'];
  const written = /(?:^|[.-])([0-9]{1,3})[.-]([0-9]{1,3})[.-]([0-9]{1,3})[.-]([0-9]{1,3})\.(?:nip|sslip|xip)\.io$/.exec(host);
  return written ? classifyIpv4(written.slice(1, 5).map(Number)) : undefined;
}
