import { readFileSync } from 'node:fs';
import { codeOf } from '../domain/error-code.ts';
import { parseJson } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type Aggregate, isAggregate, mergeAggregates } from '../scan/aggregate.ts';

/** What several scans have counted, in the order of the files, as if one had. */
export function mergedFiles(paths: readonly string[]): Result<Aggregate, string> {
  const aggregates: Aggregate[] = [];
  for (const path of paths) {
    const read = readAggregate(path);
    if (!read.ok) return read;
    aggregates.push(read.value);
  }
  return aggregates.length === 0 ? err('say which results: hookwarden scan merge FILE…') : ok(mergeAggregates(aggregates));
}

function readAggregate(path: string): Result<Aggregate, string> {
  try {
    const value = parseJson(readFileSync(path, 'utf8'));
    return isAggregate(value) ? ok(value) : err(`${path} is no result of \`hookwarden scan --save\``);
  } catch (error) {
    return err(`${path} cannot be read (${codeOf(error)})`);
  }
}
