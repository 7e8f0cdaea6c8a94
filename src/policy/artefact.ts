import { hash, timingSafeEqual } from 'node:crypto';
import type { OwnRules, Policy } from '../domain/policy.ts';
import type { Rule } from '../domain/rule.ts';
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

/** A keyed hash of fixed length over the text, with the installation's secret. */
export type Mac = (text: string) => string;

/** Stands for one layer as it lies there; hexadecimal. It is what a person vouches for. */
export const layerDigest = (sources: readonly LayerSource[]): string => digest('', sources);

/** Stands for one state of all layers, the shipped rules and the program; hexadecimal. It becomes the policy's hash. */
export const layersKey = (sources: readonly LayerSource[], builtin: Policy): string => digest(`${VERSION}\n${builtin.hash}\n`, sources);

function digest(start: string, sources: readonly LayerSource[]): string {
  const parts = sources.flatMap(({ layer, kind, trusted = false, path, bytes }) => [
    Buffer.from(`${layer}\n${kind}\n${trusted}\n${path.length}\n${path}\n${bytes.length}\n`),
    bytes,
  ]);
  return hash('sha256', Buffer.concat([Buffer.from(start), ...parts]), 'hex');
}

/**
 * The bytes to store: a MAC over the rest; the policy without rules; then the layers' own rules, one a line, each read only when it
 * is needed. The shipped rules are in the program. The file is to be readable by its owner only.
 */
export function writeArtefact({ rules: _rules, own, ...settings }: Policy, mac: Mac): Uint8Array {
  const head = JSON.stringify({ settings, ...(own && { own: { count: own.count, byKind: own.byKind } }) });
  const lines = Array.from({ length: own?.count ?? 0 }, (_, number) => JSON.stringify(own?.at(number)));
  const body = [head, ...lines].join('\n');
  return Buffer.from(`${mac(vouched(body))}\n${body}`);
}

/** The policy in the bytes, where they are ours, whole and of this key; anything else is to be compiled anew. */
export function readArtefact(bytes: Uint8Array, key: string, mac: Mac, shipped: readonly Rule[]): Policy | undefined {
  const text = Buffer.from(bytes).toString('utf8');
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  const expected = Buffer.from(mac(vouched(body)));
  const found = Buffer.from(text.slice(0, Math.max(0, end)));
  if (found.length !== expected.length || !timingSafeEqual(found, expected)) return undefined;
  const [head = '', ...lines] = body.split('\n');
  const stored: unknown = JSON.parse(head);
  if (!isStored(stored) || stored.settings.hash !== key) return undefined;
  return { ...stored.settings, rules: shipped, ...(stored.own && { own: { ...stored.own, at: reader(lines) } }) };
}

const vouched = (body: string): string => `hookwarden policy ${VERSION}\n${body}`;

interface Stored {
  readonly settings: Omit<Policy, 'rules' | 'own'>;
  readonly own?: Omit<OwnRules, 'at'>;
}

/** The MAC vouches for the shape: only `writeArtefact` of this version made it. */
function isStored(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && 'settings' in value;
}

function reader(lines: readonly string[]): OwnRules['at'] {
  const read = new Map<number, Rule>();
  return (number) => {
    const known = read.get(number);
    if (known) return known;
    const rule: unknown = JSON.parse(lines[number] ?? 'null');
    if (!isRule(rule)) throw new RangeError(`the compiled policy has no rule ${number}`);
    read.set(number, rule);
    return rule;
  };
}

const isRule = (value: unknown): value is Rule => typeof value === 'object' && value !== null && 'when' in value;
