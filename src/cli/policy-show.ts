import type { LayerSource } from '../policy/artefact.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { compileLayers } from '../policy/compile.ts';
import { describeFault } from '../policy/fault.ts';
import type { Origin, Place } from '../policy/meet.ts';
import { policyJsonSchema } from '../policy/policy-file.ts';
import { valuesOf } from '../policy/values.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { describeLayer, localLayers, projectHere } from './local-policy.ts';
import { coloured, table } from './terminal.ts';

/** What holds in this project, where each value comes from, and what was said in vain. */
export function show(input: CliInput): ExitCode {
  const project = projectHere(input);
  const sources = localLayers(project);
  if (!sources.ok) return fail(sources.error);
  const met = compileLayers(sources.value, BUILTIN);
  if (!met.ok) return fail(met.error.map(describeFault).join('\n'));
  const { policy, origins } = met.value;
  const said = new Map(origins.map((origin) => [origin.field, origin]));
  const values = valuesOf(policy).filter(({ field }) => input.flag('effective') || said.has(field));
  const missing = origins.filter(({ field }) => !values.some((value) => value.field === field));
  const rows = [
    ...values.map((value) => ({ ...value, origin: said.get(value.field) })),
    ...missing.map((origin) => ({ ...origin, origin })),
  ];
  if (input.flag('json')) {
    print(
      JSON.stringify({
        project,
        hash: policy.hash,
        layers: sources.value.map(({ layer, path, trusted }) => ({ layer, path, trusted })),
        values: rows,
      }),
    );
    return 0;
  }
  print(layersFound(project, sources.value));
  if (rows.length > 0)
    print(
      `\n${table(
        ['value', 'is', 'from'],
        rows.map(({ field, value, origin }) => [field, value, from(origin)]),
        90,
      )}`,
    );
  const dropped = droppedValues(origins);
  if (dropped !== '') print(`\n${dropped}`);
  return 0;
}

/** What layers say and what does not count, with the reason; empty where all of it counts. */
export function droppedValues(origins: readonly Origin[]): string {
  const dropped = origins.flatMap((origin) => origin.dropped.map((one) => [origin.field, one.value, at(one), one.why]));
  return dropped.length === 0 ? '' : `${coloured('bold', 'Dropped')}\n${table(['value', 'said', 'at', 'why'], dropped, 90)}`;
}

function layersFound(project: string, sources: readonly LayerSource[]): string {
  const lines = sources.map((source) => `  ${describeLayer(source)}`);
  return [`Project ${project}`, ...(lines.length === 0 ? ['  no layer: what is built in holds'] : lines)].join('\n');
}

const at = ({ layer, path, line }: Place): string => `${layer} ${path}:${line}`;
const from = (origin: Origin | undefined): string => (origin && origin.from.length > 0 ? origin.from.map(at).join(', ') : 'built in');

/** The JSON Schema of a layer's file, for editors. */
export function printSchema(): ExitCode {
  print(JSON.stringify(policyJsonSchema(), null, 2));
  return 0;
}
