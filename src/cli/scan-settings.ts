import { parseMoment } from '../audit/query-time.ts';
import { PROFILES } from '../domain/decision.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { type Done, openDone } from '../scan/done.ts';
import { type JudgedBy, judgedBy } from '../scan/judged-by.ts';
import type { ThreadOptions } from '../scan/messages.ts';
import type { Shard } from '../scan/plan.ts';
import { policyOfSpec } from '../scan/policy.ts';
import { FORMATS } from '../scan/row.ts';
import { findSources, type Source } from '../scan/sources.ts';
import type { CliInput } from './command.ts';
import { hostsHere, placesHere } from './hosts-here.ts';
import { layerOfFile, localLayers, projectHere } from './local-policy.ts';
import { localFolders, programFolder } from './machine.ts';
import { type Importer, openImporter } from './scan-import.ts';
import { formatOf, listsCalls } from './scan-reports.ts';

/** What a scan is asked for, checked before anything is read. */
interface Settings {
  /** Without those that `--since` and `--state` leave out. */
  readonly sources: readonly Source[];
  readonly options: Omit<ThreadOptions, 'rows'>;
  readonly judgedBy: JudgedBy;
  readonly shard: Shard;
  readonly threads: number | undefined;
  readonly done?: Done;
  readonly importer?: Importer;
}

export async function settingsOf(input: CliInput): Promise<Result<Settings, string>> {
  const sources = sourcesOf(input);
  if (!sources.ok) return sources;
  const layers = layersOf(input);
  if (!layers.ok) return layers;
  const policy = { layers: layers.value, profile: PROFILES.find((name) => name === input.text('profile')) };
  const compiled = policyOfSpec(policy);
  if (!compiled.ok) return compiled;
  const judged = judgedBy(policy, compiled.value);
  const since = input.text('since') === undefined ? ok(undefined) : parseMoment(input.text('since') ?? '', systemClock.now());
  if (!since.ok) return err(`--since: ${since.error}`);
  const shard = shardOf(input.text('shard'));
  if (!shard.ok) return shard;
  const threads = input.text('threads');
  if (threads !== undefined && !/^(?:[0-9]|[1-5][0-9]|6[0-4])$/.test(threads)) return err('--threads is a number from 0 to 64');
  const state = input.text('state');
  const done = state === undefined ? ok(undefined) : openDone(state, judged, !listsCalls(formatOf(input)));
  if (!done.ok) return err(`--state: ${done.error}`);
  const importer = input.flag('import') ? await openImporter() : ok(undefined);
  if (!importer.ok) return err(`--import: ${importer.error}`);
  const isRecent = ({ path, modified }: Source): boolean => path === '-' || since.value === undefined || modified >= since.value;
  return ok({
    sources: sources.value.filter((source) => isRecent(source) && done.value?.has(source) !== true),
    options: {
      policy,
      own: { folders: localFolders(), program: programFolder() },
      home: input.text('home'),
      format: FORMATS.find((format) => format === input.text('agent')),
      since: since.value,
    },
    judgedBy: judged,
    shard: shard.value,
    threads: threads === undefined ? undefined : Number(threads),
    ...(done.value && { done: done.value }),
    ...(importer.value && { importer: importer.value }),
  });
}

/** What is named, or what the agents on this machine keep. */
function sourcesOf(input: CliInput): Result<readonly Source[], string> {
  const paths = [...input.texts('path'), ...(input.flag('stdin') ? ['-'] : [])];
  if (paths.length > 0) return findSources(paths);
  const places = placesHere(process.cwd());
  const kept = hostsHere(places).flatMap(({ wiring }) => wiring.logs?.(places) ?? []);
  const found = kept.flatMap((path) => {
    const sources = findSources([path]);
    return sources.ok ? sources.value.map((source) => ({ ...source, named: false })) : [];
  });
  return found.length > 0 ? ok(found) : err('no agent has kept logs where they are looked for; say where they are: hookwarden scan PATH…');
}

function layersOf(input: CliInput): Result<ThreadOptions['policy']['layers'], string> {
  const path = input.text('policy');
  if (path === undefined) return ok([]);
  if (path === 'current') return localLayers(projectHere(input));
  const layer = layerOfFile(path);
  return layer.ok ? ok([layer.value]) : err(`--policy: ${layer.error}`);
}

function shardOf(text: string | undefined): Result<Shard, string> {
  if (text === undefined) return ok({ of: 1, take: 0 });
  const [, number, of] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  const shard = { of: Number(of), take: Number(number) - 1 };
  return of !== undefined && shard.take >= 0 && shard.take < shard.of ? ok(shard) : err('--shard is a share such as 1/4, from 1/4 to 4/4');
}
