import type { Policy } from '../domain/policy.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { compilePolicy } from '../policy/compile.ts';
import { describeFault } from '../policy/fault.ts';
import { valuesOf } from '../policy/values.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { layerOfFile } from './local-policy.ts';
import { table } from './terminal.ts';

/** What would change if the second file took the place of the first, each as the user's layer over what is built in. */
export function diff(input: CliInput): ExitCode {
  const [before, after] = [input.text('file'), input.text('more')];
  if (before === undefined || after === undefined || input.texts('more').length > 1)
    return fail('say which two files: hookwarden policy diff A B');
  const compiled = [before, after].map(compileFile);
  const [left, right] = compiled;
  if (!left || !right || 'fault' in left || 'fault' in right)
    return fail(compiled.flatMap((one) => ('fault' in one ? [one.fault] : [])).join('\n'));
  const changes = [...new Set([...left.values.keys(), ...right.values.keys()])]
    .map((field) => ({ field, before: left.values.get(field) ?? '', after: right.values.get(field) ?? '' }))
    .filter((change) => change.before !== change.after);
  if (input.flag('json')) print(JSON.stringify(changes));
  else if (changes.length === 0) print('Both come to the same.');
  else
    print(
      table(
        ['field', before, after],
        changes.map((change) => [change.field, change.before, change.after]),
      ),
    );
  return changes.length === 0 ? 0 : 1;
}

function compileFile(path: string): { readonly values: ReadonlyMap<string, string> } | { readonly fault: string } {
  const source = layerOfFile(path);
  if (!source.ok) return { fault: source.error };
  const compiled = compilePolicy([source.value], BUILTIN);
  return compiled.ok ? { values: named(compiled.value) } : { fault: compiled.error.map(describeFault).join('\n') };
}

const named = (policy: Policy): ReadonlyMap<string, string> => new Map(valuesOf(policy).map(({ field, value }) => [field, value]));
