import type { Policy } from '../domain/policy.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type LayerSource, layersKey } from './artefact.ts';
import type { Fault } from './fault.ts';
import { meetLayers } from './layers.ts';
import { type Layer, readPolicyFile } from './policy-file.ts';

/** Every layer met into one policy, or everything that is wrong with any of them. Cold: the hook loads this only when a layer has changed. */
export function compilePolicy(sources: readonly LayerSource[], builtin: Policy): Result<Policy, readonly Fault[]> {
  const ids = builtin.rules.map((rule) => rule.id);
  const layers: Layer[] = [];
  const faults: Fault[] = [];
  for (const source of sources) {
    const text = decode(source);
    const read = text.ok ? readPolicyFile({ path: source.path, text: text.value }, ids) : text;
    if (read.ok) layers.push({ name: source.layer, settings: read.value });
    else faults.push(...read.error);
  }
  return faults.length > 0 ? err(faults) : ok(meetLayers(builtin, layers, layersKey(sources, builtin)));
}

function decode({ path, bytes }: LayerSource): Result<string, readonly Fault[]> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return err([{ path, line: 1, column: 1, message: 'the file is not UTF-8' }]);
  }
}
