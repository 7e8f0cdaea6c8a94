import type { Policy } from '../../../src/domain/policy.ts';
import { compileLayers } from '../../../src/policy/compile.ts';
import { describeFault } from '../../../src/policy/fault.ts';
import type { LayerName } from '../../../src/policy/layer.ts';
import type { MetLayers } from '../../../src/policy/layers.ts';

export interface Source {
  readonly layer: LayerName;
  readonly kind: 'policy' | 'rules';
  readonly trusted?: boolean;
  readonly path: string;
  readonly bytes: Uint8Array;
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A layer's settings, below `version: 1`. */
export const layer = (name: LayerName, text: string): Source => ({
  layer: name,
  kind: 'policy',
  path: `/${name}/policy.yaml`,
  bytes: encoded(`version: 1\n${text}`),
});

export const ruleFile = (name: LayerName, text: string): Source => ({
  layer: name,
  kind: 'rules',
  path: `/${name}/rules/own.yaml`,
  bytes: encoded(text),
});

export const trusted = (source: Source): Source => ({ ...source, trusted: true });

export function met(builtin: Policy, ...sources: readonly Source[]): MetLayers {
  const result = compileLayers(sources, builtin);
  if (!result.ok) throw new Error(result.error.map(describeFault).join('\n'));
  return result.value;
}

export function faults(builtin: Policy, ...sources: readonly Source[]): readonly string[] {
  const result = compileLayers(sources, builtin);
  return result.ok ? [] : result.error.map(describeFault);
}
