import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { codeOf } from '../domain/error-code.ts';
import { parseJson } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type Aggregate, isAggregate, mergeAggregates } from '../scan/aggregate.ts';
import { isJudgedBy, type JudgedBy, judgedApart, type ScanResult } from '../scan/judged-by.ts';

interface Part {
  readonly path: string;
  readonly result: ScanResult;
  readonly hash: string;
}

/**
 * What several scans have counted, in the order of the files, as if one had. What is given twice would count twice, and what was judged
 * by another policy would be added to what it cannot be compared with.
 */
export function mergedFiles(paths: readonly string[]): Result<ScanResult, string> {
  const parts: Part[] = [];
  const seen = new Map<string, string>();
  for (const path of paths) {
    const read = readPart(path);
    if (!read.ok) return read;
    const { result, hash } = read.value;
    const same = seen.get(hash);
    // Shares in which nothing was found are all alike.
    if (same !== undefined && result.sources.count > 0) return err(`${path} holds what ${same} does: each result is merged once`);
    seen.set(hash, path);
    parts.push(read.value);
  }
  const [first] = parts;
  if (!first) return err('say which results: hookwarden scan merge FILE…');
  const { judgedBy } = first.result;
  for (const { path, result } of parts) {
    const apart = judgedApart(judgedBy, result.judgedBy);
    if (apart !== undefined)
      return err(`${path} was judged by ${ANOTHER[apart]} than ${first.path}: scan both by the same, then merge them`);
  }
  return ok({ ...mergeAggregates(parts.map(({ result }) => result)), judgedBy });
}

const ANOTHER: Readonly<Record<keyof JudgedBy, string>> = {
  program: 'another version of hookwarden',
  profile: 'another profile',
  policy: 'another policy',
};

function readPart(path: string): Result<Part, string> {
  try {
    const bytes = readFileSync(path);
    const saved = parseJson(bytes.toString('utf8'));
    if (!isAggregate(saved)) return err(`${path} is no result of \`hookwarden scan --save\``);
    const hash = createHash('sha256').update(bytes).digest('hex');
    return isResult(saved) ? ok({ path, result: saved, hash }) : err(`${path} does not say by which policy it was judged: scan again`);
  } catch (error) {
    return err(`${path} cannot be read (${codeOf(error)})`);
  }
}

const isResult = (saved: Aggregate): saved is ScanResult => 'judgedBy' in saved && isJudgedBy(saved.judgedBy);
