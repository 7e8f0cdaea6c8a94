import { createHash, createHmac, type Hash, timingSafeEqual } from 'node:crypto';
import type { Policy } from '../domain/policy.ts';
import { VERSION } from '../domain/version.ts';
import type { LayerName } from './layer.ts';

export interface LayerSource {
  readonly layer: LayerName;
  /** The layer's settings, or one of its files of rules. */
  readonly kind: 'policy' | 'rules';
  /** A person has vouched for these very bytes (the project's layer; the others need no word). */
  readonly trusted?: boolean;
  readonly path: string;
  readonly bytes: Uint8Array;
}

const MAC_LENGTH = 64;

/** Stands for one layer as it lies there; hexadecimal. It is what a person vouches for. */
export function layerDigest(sources: readonly LayerSource[]): string {
  const hash = createHash('sha256');
  addTo(hash, sources);
  return hash.digest('hex');
}

function addTo(hash: Hash, sources: readonly LayerSource[]): void {
  for (const { layer, kind, trusted = false, path, bytes } of sources)
    hash.update(`${layer}\n${kind}\n${trusted}\n${path.length}\n${path}\n${bytes.length}\n`).update(bytes);
}

/** Stands for one state of all layers, the shipped rules and the program; hexadecimal. It becomes the policy's hash. */
export function layersKey(sources: readonly LayerSource[], builtin: Policy): string {
  const hash = createHash('sha256').update(`${VERSION}\n${builtin.hash}\n`);
  addTo(hash, sources);
  return hash.digest('hex');
}

/** The bytes to store: a MAC over the rest, then the policy. The file is to be readable by its owner only. */
export function writeArtefact(policy: Policy, macKey: Uint8Array): Uint8Array {
  const body = JSON.stringify(policy);
  return Buffer.from(`${mac(body, macKey)}\n${body}`);
}

/** The policy in the bytes, where they are ours, whole and of this key; anything else is to be compiled anew. */
export function readArtefact(bytes: Uint8Array, key: string, macKey: Uint8Array): Policy | undefined {
  const text = Buffer.from(bytes).toString('utf8');
  const body = text.slice(MAC_LENGTH + 1);
  const expected = Buffer.from(mac(body, macKey));
  const found = Buffer.from(text.slice(0, MAC_LENGTH));
  if (text[MAC_LENGTH] !== '\n' || found.length !== expected.length || !timingSafeEqual(found, expected)) return undefined;
  const policy: unknown = JSON.parse(body);
  return isPolicy(policy) && policy.hash === key ? policy : undefined;
}

const mac = (body: string, macKey: Uint8Array): string =>
  createHmac('sha256', macKey).update(`hookwarden policy ${VERSION}\n${body}`).digest('hex');

/** The MAC vouches for the shape: only `writeArtefact` of this version made it. */
function isPolicy(value: unknown): value is Policy {
  return typeof value === 'object' && value !== null && 'rules' in value && 'hash' in value;
}
