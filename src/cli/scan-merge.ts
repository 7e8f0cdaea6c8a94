import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { codeOf } from '../domain/error-code.ts';
import { parseJson } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type Aggregate, isAggregate, mergeAggregates } from '../scan/aggregate.ts';

interface Part {
  readonly aggregate: Aggregate;
  readonly hash: string;
}

/** What several scans have counted, in the order of the files, as if one had. What is given twice would count twice. */
export function mergedFiles(paths: readonly string[]): Result<Aggregate, string> {
  const aggregates: Aggregate[] = [];
  const seen = new Map<string, string>();
  for (const path of paths) {
    const read = readPart(path);
    if (!read.ok) return read;
    const { aggregate, hash } = read.value;
    const same = seen.get(hash);
    // Shares in which nothing was found are all alike.
    if (same !== undefined && aggregate.sources.count > 0) return err(`${path} holds what ${same} does: each result is merged once`);
    seen.set(hash, path);
    aggregates.push(aggregate);
  }
  return aggregates.length === 0 ? err('say which results: hookwarden scan merge FILE…') : ok(mergeAggregates(aggregates));
}

function readPart(path: string): Result<Part, string> {
  try {
    const bytes = readFileSync(path);
    const aggregate = parseJson(bytes.toString('utf8'));
    if (!isAggregate(aggregate)) return err(`${path} is no result of \`hookwarden scan --save\``);
    return ok({ aggregate, hash: createHash('sha256').update(bytes).digest('hex') });
  } catch (error) {
    return err(`${path} cannot be read (${codeOf(error)})`);
  }
}
