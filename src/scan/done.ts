import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type Aggregate, isAggregate } from './aggregate.ts';
import type { Source } from './sources.ts';

/** What earlier runs have read, kept as lines of JSON in one file. */
export interface Done {
  /** What a run that was interrupted had counted; whoever goes on with it counts that, too. */
  readonly counted: readonly Aggregate[];
  readonly has: (source: Source) => boolean;
  readonly add: (source: Source, aggregate: Aggregate) => void;
  /** The run is over: the next one begins behind it. */
  readonly end: () => void;
}

const MAX_BYTES = 512 * 1024 * 1024;

/** What tells a log from what it was when it was read: one that has grown since is read again. */
const identityOf = ({ path, bytes, modified }: Source): string => `${resolve(path)} ${bytes} ${modified}`;

export function openDone(path: string): Result<Done, string> {
  const known = new Set<string>();
  let counted: Aggregate[] = [];
  try {
    const kept = existsSync(path) ? readFileSync(path).subarray(0, MAX_BYTES).toString('utf8') : '';
    for (const line of kept.split('\n')) {
      const entry = parseJson(line);
      if (line === '') continue;
      // The last line may have been cut off when the run was; what it would have said is read again.
      if (!isObject(entry)) continue;
      if (entry['scan'] === 'end') counted = [];
      else if (typeof entry['source'] !== 'string') return err(`${path} is not what --state has written`);
      else {
        known.add(stringAt(entry, 'source') ?? '');
        if (isAggregate(entry['aggregate'])) counted.push(entry['aggregate']);
      }
    }
    // What was cut off stays a line of its own.
    appendFileSync(path, kept === '' || kept.endsWith('\n') ? '' : '\n', { mode: 0o600 });
  } catch (error) {
    return err(`${path} cannot be used: ${error instanceof Error ? error.message : 'an error'}`);
  }
  const write = (entry: object): void => appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  return ok({
    counted,
    has: (source) => source.path !== '-' && known.has(identityOf(source)),
    add: (source, aggregate) => {
      if (source.path !== '-') write({ source: identityOf(source), aggregate });
    },
    end: () => write({ scan: 'end' }),
  });
}
