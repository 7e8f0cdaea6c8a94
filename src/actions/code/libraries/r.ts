import { environmentVariable } from '../environment.ts';
import { joinPath } from '../folding.ts';
import { argument, type Call, type Library, type Operation } from '../library.ts';
import { downloads, requests } from '../network.ts';
import {
  changesFolder,
  copies,
  deletes,
  evaluates,
  listsFolder,
  moves,
  named,
  prints,
  reads,
  runArgv,
  runsFile,
  runsShell,
  touches,
  touchesAll,
  writes,
} from '../operations.ts';
import { joinText, known, listOf, textOf, UNKNOWN, unknown } from '../values.ts';

const removesEach: Operation = (call) => {
  const recursive = call.named.has('recursive');
  for (const path of call.positional.flatMap((each) => listOf(each) ?? [each]))
    deletes(call, path, ...(recursive ? (['recursive'] as const) : []));
  return undefined;
};

const spawns: Operation = (call) => {
  const rest = argument(call, 1, 'args');
  runArgv(call, [argument(call, 0, 'command') ?? UNKNOWN, ...(listOf(rest) ?? (rest ? [rest] : []))]);
  return undefined;
};

const sources: Operation = (call) => {
  const [path] = call.positional;
  if (!/^https?:/.test(textOf(path).text)) return runsFile('r')(call);
  requests(0)(call);
  call.reading.effect('code.eval', undefined, ['downloaded']);
  return undefined;
};

export const rLibrary = (): Library => ({
  language: 'r',
  transparent: ['base::', 'base.', 'utils.'],
  values: { TRUE: () => ({ kind: 'number', value: 1 }) },
  operations: {
    ...named(removesEach, 'unlink', 'file.remove', 'fs.file_delete', 'fs.dir_delete'),
    'file.rename': moves(0, 1),
    'file.copy': copies(0, 1),
    ...named(touchesAll('file.write', 'create'), 'dir.create', 'file.create'),
    'Sys.chmod': touches('file.chmod', 0),
    setwd: changesFolder,
    ...named(listsFolder, 'list.files', 'dir'),
    ...named(reads(0), 'readLines', 'readRDS', 'read.csv', 'read.table', 'scan', 'load', 'readr.read_csv'),
    ...named(writes(1, 0), 'writeLines', 'saveRDS', 'write.csv', 'write.table'),
    ...named(runsShell(0), 'system', 'shell', 'shell.exec', 'pipe'),
    ...named(spawns, 'system2', 'processx.run'),
    source: sources,
    parse: (call) => call.named.get('text') ?? UNKNOWN,
    eval: evaluates(0, 'r'),
    'download.file': downloads(0, 1),
    ...named(requests(0), 'url', 'httr.GET', 'curl.curl_fetch_memory'),
    ...named(
      requests(0, (call: Call) => [call.named.get('body') ?? UNKNOWN]),
      'httr.POST',
      'httr.PUT',
    ),
    'Sys.getenv': (call) =>
      call.positional[0] ? environmentVariable(textOf(call.positional[0]).text, call.reading) : unknown('environment'),
    c: (call) => ({ kind: 'list', items: call.positional }),
    'file.path': (call) => joinPath(call.positional),
    paste0: (call) => joinText(call.positional, ''),
    paste: (call) => joinText(call.positional, textOf(call.named.get('sep') ?? known(' ')).text),
    ...named(prints, 'print', 'cat', 'message'),
  },
});
