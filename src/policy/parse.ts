import type { z } from 'zod';
import { err, ok, type Result } from '../domain/result.ts';
import { type Fault, hint } from './fault.ts';
import { readYaml, type YamlFile } from './yaml.ts';

/** A file as it was read; policy never touches the disk itself. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What a file says, and the file itself for faults that only its meaning shows. */
export interface ParsedFile<T> {
  readonly value: T;
  readonly yaml: YamlFile;
}

/** Reads one file against a schema; every fault says where it stands and, for a misspelt word, what was likely meant. */
export function parseFile<T>(file: SourceFile, schema: z.ZodType<T>): Result<ParsedFile<T>, readonly Fault[]> {
  const yaml = readYaml(file.path, file.text);
  if (!yaml.ok) return yaml;
  const parsed = schema.safeParse(yaml.value.value, { reportInput: true });
  if (parsed.success) return ok({ value: parsed.data, yaml: yaml.value });
  const words = keysOf(schema);
  return err(withoutEchoes(parsed.error.issues).flatMap((issue) => describe(issue, [], yaml.value, words)));
}

type Issue = z.core.$ZodIssue;

function describe(issue: Issue, prefix: readonly PropertyKey[], yaml: YamlFile, words: readonly string[]): readonly Fault[] {
  const keys = [...prefix, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => yaml.fault(`unknown key "${key}"${hint(key, words)}`, keys, key));
  if (issue.code === 'invalid_union') {
    const branch = closest(issue.errors);
    return branch ? withoutEchoes(branch).flatMap((inner) => describe(inner, keys, yaml, words)) : [yaml.fault(issue.message, keys)];
  }
  const at = keys.length === 0 ? 'the file' : keys.map(String).join('.');
  if (issue.code === 'invalid_value') {
    const known = issue.values.map(String);
    const choice = known.length > 6 ? '' : `; one of ${known.join(', ')}`;
    if (typeof issue.input !== 'string') return [yaml.fault(`${at}: ${standing(issue.input)} is not known${choice}`, keys)];
    return [yaml.fault(`${at}: "${issue.input.slice(0, 60)}" is not known${hint(issue.input, known) || choice}`, keys)];
  }
  if (issue.code === 'invalid_type') return [yaml.fault(`${at}: ${misplaced(issue)}`, keys)];
  return [yaml.fault(`${at}: ${issue.message}`, keys)];
}

/** By the library's names for what belongs at a place. */
const BELONGS: Readonly<Record<string, string>> = {
  object: 'names with their values (`name: value`)',
  record: 'names with their values (`name: value`)',
  array: 'a list (`[one, other]`)',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function misplaced({ expected, input, path }: z.core.$ZodIssueInvalidType): string {
  const belongs = BELONGS[expected] ?? expected;
  if (input === null || input === undefined) return path.length === 0 ? `it is empty, where ${belongs} belong` : `missing: ${belongs}`;
  return `${standing(input)} stands where ${belongs} ${belongs.startsWith('names') ? 'belong' : 'belongs'}`;
}

/** What an author wrote, in a word or two. */
function standing(input: unknown): string {
  if (input === null || input === undefined) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'string' ? `the text "${input.slice(0, 60)}"` : typeof input === 'object' ? 'a map' : String(input);
}

/** Where a key is unknown, what is missing beside it is most likely the same key: one fault is enough. */
function withoutEchoes(issues: readonly Issue[]): readonly Issue[] {
  const places = issues.filter((issue) => issue.code === 'unrecognized_keys').map((issue) => issue.path.join('.'));
  return issues.filter(
    (issue) => issue.code === 'unrecognized_keys' || issue.input !== undefined || !places.includes(issue.path.slice(0, -1).join('.')),
  );
}

/** The branch of a union that the author most likely meant: the one that got furthest before it failed. */
function closest(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const depth = (issues: readonly Issue[]): number =>
    Math.max(...issues.map((issue) => issue.path.length + (issue.code === 'invalid_union' ? 1 : 0)));
  const missing = (issues: readonly Issue[]): number =>
    issues.filter((issue) => issue.path.length <= 1 && (issue.code === 'invalid_type' || issue.code === 'unrecognized_keys')).length;
  return [...branches].sort((left, right) => missing(left) - missing(right) || depth(right) - depth(left) || left.length - right.length)[0];
}

/** Every key that the schema knows, at any depth. */
function keysOf(schema: z.core.$ZodType, seen: Set<z.core.$ZodType> = new Set()): readonly string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const definition: Readonly<Record<string, unknown>> = { ...schema._zod.def };
  return Object.values(definition)
    .flatMap((value) => schemasIn(value))
    .flatMap(([key, inner]) => [...(key === undefined ? [] : [key]), ...keysOf(inner, seen)]);
}

function schemasIn(value: unknown): readonly (readonly [string | undefined, z.core.$ZodType])[] {
  if (isSchema(value)) return [[undefined, value]];
  if (Array.isArray(value)) return value.filter(isSchema).map((inner) => [undefined, inner] as const);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (isSchema(inner) ? [[key, inner] as const] : []));
}

const isSchema = (value: unknown): value is z.core.$ZodType => typeof value === 'object' && value !== null && '_zod' in value;
