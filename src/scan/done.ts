import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isObject, type JsonObject, parseJson, stringAt } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type Aggregate, isAggregate } from './aggregate.ts';
import { isJudgedBy, type JudgedBy, judgedApart } from './judged-by.ts';
import type { Source } from './sources.ts';

/** What earlier runs have read, kept as lines of JSON in one file. */
export interface Done {
  /** What a run that was interrupted had counted; whoever goes on with it counts that, too. What it had judged otherwise is read again. */
  readonly counted: readonly Aggregate[];
  readonly has: (source: Source) => boolean;
  readonly add: (source: Source, aggregate: Aggregate) => void;
  /** The run is over: the next one begins behind it. */
  readonly end: () => void;
}

const MAX_BYTES = 512 * 1024 * 1024;

/** What tells a log from what it was when it was read: one that has grown since is read again. */
const identityOf = ({ path, bytes, modified }: Source): string => `${resolve(path)} ${bytes} ${modified}`;

/** `takesUp`: what a run that was interrupted had counted is all that is needed of it; else its logs are read again. */
export function openDone(path: string, judgedBy: JudgedBy, takesUp: boolean): Result<Done, string> {
  const known = new Set<string>();
  const counted: Aggregate[] = [];
  /** Since the last run that came to its end: by log, what was counted of it if that is taken up. */
  const underWay = new Map<string, Aggregate | undefined>();
  try {
    const kept = existsSync(path) ? readFileSync(path).subarray(0, MAX_BYTES).toString('utf8') : '';
    for (const line of kept.split('\n')) {
      const entry = parseJson(line);
      if (line === '') continue;
      // The last line may have been cut off when the run was; what it would have said is read again.
      if (!isObject(entry)) continue;
      const source = stringAt(entry, 'source');
      if (entry['scan'] === 'end') {
        for (const over of underWay.keys()) known.add(over);
        underWay.clear();
      } else if (source === undefined) return err(`${path} is not what --state has written`);
      else underWay.set(source, takesUp ? judgedAlike(entry, judgedBy) : undefined);
    }
    // What was cut off stays a line of its own.
    appendFileSync(path, kept === '' || kept.endsWith('\n') ? '' : '\n', { mode: 0o600 });
  } catch (error) {
    return err(`${path} cannot be used: ${error instanceof Error ? error.message : 'an error'}`);
  }
  for (const [source, aggregate] of underWay) {
    if (aggregate === undefined) continue;
    known.add(source);
    counted.push(aggregate);
  }
  const write = (entry: object): void => appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  return ok({
    counted,
    has: (source) => source.path !== '-' && known.has(identityOf(source)),
    add: (source, aggregate) => {
      if (source.path !== '-') write({ source: identityOf(source), judgedBy, aggregate });
    },
    end: () => write({ scan: 'end' }),
  });
}

function judgedAlike({ judgedBy, aggregate }: JsonObject, now: JudgedBy): Aggregate | undefined {
  return isAggregate(aggregate) && isJudgedBy(judgedBy) && judgedApart(judgedBy, now) === undefined ? aggregate : undefined;
}
