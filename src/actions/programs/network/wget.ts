import type { Effect } from '../../../domain/effect.ts';
import type { Command, Outcome, Program, Run, Setting, Word } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { splitQuoted, withValue } from '../../words.ts';
import {
  type Body,
  inFolder,
  isDiscarded,
  isStandardOutput,
  nameFromUrl,
  readEffect,
  transfer,
  withScheme,
  writeEffect,
} from './transfer.ts';

const VALUES: readonly string[] =
  `O output-document P directory-prefix o output-file a append-output i input-file e execute U user-agent T timeout t tries w wait Q quota
  A accept R reject l level D domains X exclude-directories I include-directories B base post-data post-file body-data body-file method
  header user password http-user http-password ftp-user ftp-password proxy-user proxy-password referer use-askpass config load-cookies
  save-cookies certificate private-key ca-certificate ca-directory limit-rate cut-dirs waitretry dns-timeout connect-timeout read-timeout
  bind-address secure-protocol user-agent default-page max-redirect warc-file rejected-log start-pos progress`.split(/\s+/);
const SWITCHES: readonly string[] =
  `no-check-certificate spider quiet recursive mirror no-clobber continue timestamping no-verbose verbose background content-disposition
  content-on-error server-response no-proxy page-requisites convert-links no-parent show-progress`.split(/\s+/);

export const wget: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), { values: VALUES, switches: SWITCHES });
  const urls = options.operands.map(withScheme);
  const outputs = outputsOf(options, urls);
  const outcome = transfer(
    { urls, body: bodyOf(options), outputs, flags: flagsOf(options), more: logs(options, setting) },
    command,
    setting,
  );
  return { ...outcome, ...runsOf(options, outcome, command) };
};

function bodyOf(options: Options): Body {
  return { files: options.all('post-file', 'body-file'), texts: options.all('post-data', 'body-data'), stdin: false };
}

const flagsOf = (options: Options) => [
  ...(options.has('no-check-certificate') ? (['insecure'] as const) : []),
  ...(options.has('r', 'recursive', 'm', 'mirror') ? (['recursive'] as const) : []),
];

function outputsOf(options: Options, urls: readonly Word[]): readonly Word[] {
  const document = options.value('O', 'output-document');
  if (document) return [document];
  if (options.has('spider')) return [];
  return urls.map((url) => inFolder(options.value('P', 'directory-prefix'), nameFromUrl(url, 'index.html')));
}

function logs(options: Options, setting: Setting): readonly Effect[] {
  return [
    ...options
      .all('i', 'input-file', 'load-cookies', 'config')
      .filter((word) => word.value !== '-')
      .map((word) => readEffect(word, setting)),
    ...options
      .all('o', 'output-file', 'a', 'append-output', 'save-cookies', 'warc-file', 'rejected-log')
      .filter((word) => !isStandardOutput(word) && !isDiscarded(word))
      .map((word) => writeEffect(word, setting)),
  ];
}

/** `--use-askpass` and the same setting given by `-e` name a program that wget runs. */
function runsOf(options: Options, outcome: Outcome, command: Command): Outcome {
  const settings = options.all('e', 'execute').flatMap((word) => {
    const program = /^\s*use_?askpass\s*=\s*(.+)$/is.exec(word.value)?.[1];
    return program === undefined ? [] : [withValue(word, program)];
  });
  const runs = [...options.all('use-askpass'), ...settings].map(
    (word): Run => ({ kind: 'argv', argv: splitQuoted(word), wrapper: command.words[0]?.value ?? 'wget' }),
  );
  return runs.length > 0 ? { runs } : { effects: outcome.effects ?? [] };
}
