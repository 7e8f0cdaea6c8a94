import { err, ok, type Result } from '../domain/result.ts';
import { readLayers } from '../hook/layers.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { compilePolicy } from '../policy/compile.ts';
import { nearest } from '../policy/fault.ts';
import { localFolders } from './machine.ts';

const NO_PROJECT = '/nonexistent';

/** A role that the managed or the user's layer defines, or that is built in: a principal is not of one project. */
export function knownRole(name: string): Result<string, string> {
  const sources = readLayers(localFolders().config, NO_PROJECT);
  const compiled = sources.ok ? compilePolicy(sources.value, BUILTIN) : undefined;
  const names = Object.keys(compiled?.ok ? compiled.value.roles : BUILTIN.roles);
  if (names.includes(name)) return ok(name);
  const likely = nearest(name, names);
  return err(`there is no role "${name}"; ${likely === undefined ? `the roles are ${names.join(', ')}` : `did you mean "${likely}"?`}`);
}

/** What a name is called by in commands and records: `Ticket robot` is `ticket-robot`. */
export function idOf(name: string): Result<string, string> {
  const id = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._]+/g, '-')
    .replaceAll(/^[-._]+|-+$/g, '')
    .slice(0, 60);
  return id === '' ? err(`"${name.slice(0, 40)}" has no letter or digit that an id could be made of`) : ok(id);
}
