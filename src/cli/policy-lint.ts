import type { LayerSource } from '../policy/artefact.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { compileLayers } from '../policy/compile.ts';
import { describeFault } from '../policy/fault.ts';
import type { Origin } from '../policy/meet.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { layerOfFile, localLayers, projectHere } from './local-policy.ts';
import { droppedValues } from './policy-show.ts';

/** Says everything that is wrong with a file, or with all the layers found here; exits with 1 where something is. */
export function lint(input: CliInput): ExitCode {
  const file = input.text('file');
  const one = file === undefined ? undefined : layerOfFile(file);
  if (one && !one.ok) return fail(one.error);
  const sources = one ? { ok: true as const, value: [one.value] } : localLayers(projectHere(input));
  if (!sources.ok) {
    print(sources.error);
    return 1;
  }
  const met = compileLayers(sources.value, BUILTIN);
  const faults = met.ok ? [] : met.error;
  if (input.flag('json')) print(JSON.stringify(faults));
  else print(met.ok ? sound(sources.value, met.value.origins) : faults.map(describeFault).join('\n'));
  return faults.length > 0 ? 1 : 0;
}

/** A value that does not count here may count elsewhere, or once a person trusts the layer: it is told, and is no fault. */
function sound(sources: readonly LayerSource[], origins: readonly Origin[]): string {
  if (sources.length === 0) return 'No layer is here: what is built in holds.';
  const dropped = droppedValues(origins);
  return [...sources.map(({ path }) => path), 'Nothing is wrong.', ...(dropped === '' ? [] : ['', dropped])].join('\n');
}
