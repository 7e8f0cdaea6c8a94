import type { Policy } from '../domain/policy.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { RuleSource } from '../domain/rule.ts';
import { type LayerSource, layersKey } from './artefact.ts';
import type { Fault } from './fault.ts';
import { LAYERS, type Layer, type LayerName, readPolicyFile } from './layer.ts';
import { type MetLayers, meetLayers } from './layers.ts';
import { readRuleFile } from './load-rules.ts';
import type { SourceFile } from './parse.ts';

/** Every layer met into one policy, or everything that is wrong with any of them. Cold: the hook loads this only when a layer has changed. */
export function compilePolicy(sources: readonly LayerSource[], builtin: Policy): Result<Policy, readonly Fault[]> {
  const met = compileLayers(sources, builtin);
  return met.ok ? ok(met.value.policy) : met;
}

/** As `compilePolicy`, with where each value comes from. */
export function compileLayers(sources: readonly LayerSource[], builtin: Policy): Result<MetLayers, readonly Fault[]> {
  const faults: Fault[] = [];
  const keep = <T>(read: Result<T, readonly Fault[]>): T | undefined => {
    if (read.ok) return read.value;
    faults.push(...read.error);
    return undefined;
  };
  const ids = new Set(builtin.rules.map(({ id }) => id));
  const rules = new Map<LayerName, readonly RuleSource[]>();
  for (const name of LAYERS) {
    const own = sources.filter(({ layer, kind }) => layer === name && kind === 'rules');
    const read = own.flatMap((source) => keep(readOwnRules(source, ids)) ?? []);
    if (read.length > 0) rules.set(name, read);
  }
  // Without all the rules, the settings would seem to name some that are not there.
  if (faults.length > 0) return err(faults);
  const layers = LAYERS.flatMap((name) => keep(readLayer(name, sources, rules.get(name) ?? [], [...ids])) ?? []);
  if (faults.length > 0) return err(faults);
  return meetLayers(builtin, layers, layersKey(sources, builtin));
}

function readLayer(
  name: LayerName,
  sources: readonly LayerSource[],
  rules: readonly RuleSource[],
  ids: readonly string[],
): Result<readonly Layer[], readonly Fault[]> {
  const own = sources.filter(({ layer }) => layer === name);
  const [first] = own;
  if (!first) return ok([]);
  const trusted = first.trusted === true;
  const file = own.find(({ kind }) => kind === 'policy');
  if (!file) return ok([{ name, trusted, path: first.path, settings: { version: 1 }, rules, lineOf: () => 1 }]);
  const text = decode(file);
  if (!text.ok) return text;
  const read = readPolicyFile(text.value, ids);
  return read.ok ? ok([{ name, trusted, path: file.path, ...read.value, rules }]) : read;
}

/** Under these the stages speak for themselves: a rule of such a name could be waived, and with it what they refuse. */
const RESERVED: readonly string[] = [
  'validation',
  'authentication',
  'authorization',
  'capability',
  'context',
  'governance',
  'exceptions',
  'audit',
];

/** Ids join `ids`, in which they must be new: two rules of one name would be told apart by nobody. */
function readOwnRules(source: LayerSource, ids: Set<string>): Result<readonly RuleSource[], readonly Fault[]> {
  const file = decode(source);
  if (!file.ok) return file;
  const read = readRuleFile(file.value);
  if (!read.ok) return read;
  const faults: Fault[] = [];
  for (const { rule, at } of read.value) {
    const pack = rule.id.slice(0, rule.id.indexOf('.'));
    if (RESERVED.includes(pack)) faults.push({ ...at, message: `a name that begins with "${pack}." is the program’s own` });
    if (ids.has(rule.id)) faults.push({ ...at, message: `there is another rule "${rule.id}"` });
    ids.add(rule.id);
  }
  return faults.length > 0 ? err(faults) : ok(read.value.map(({ rule }) => rule));
}

function decode({ path, bytes }: LayerSource): Result<SourceFile, readonly Fault[]> {
  try {
    return ok({ path, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) });
  } catch {
    return err([{ path, line: 1, column: 1, message: 'the file is not UTF-8' }]);
  }
}
