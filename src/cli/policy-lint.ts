import { BUILTIN } from '../policy/builtin.ts';
import { compilePolicy } from '../policy/compile.ts';
import { describeFault } from '../policy/fault.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { layerOfFile, localLayers, projectHere } from './local-policy.ts';

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
  const compiled = compilePolicy(sources.value, BUILTIN);
  const faults = compiled.ok ? [] : compiled.error;
  if (input.flag('json')) print(JSON.stringify(faults));
  else if (faults.length > 0) for (const fault of faults) print(describeFault(fault));
  else
    print(
      sources.value.length === 0
        ? 'No layer is here: what is built in holds.'
        : `${sources.value.map(({ path }) => path).join('\n')}\nNothing is wrong.`,
    );
  return faults.length > 0 ? 1 : 0;
}
