import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../domain/amounts.ts';
import { codeOf } from '../domain/error-code.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Unscanned } from '../reports/finding.ts';
import { type Baseline, formatBaseline, parseBaseline, splitByBaseline } from '../secrets/baseline.ts';
import type { SecretFinding } from '../secrets/finding.ts';
import { type OnResult, type Scanner, scanHere, scanInThreads } from '../secrets/scanner.ts';
import { writeOut } from './audit-files.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { programFolder } from './machine.ts';
import { type Outcome, reportOf } from './secrets-report.ts';
import { fileSource, historySource, type Source, streamSource, threadsFor, unignored } from './secrets-sources.ts';
import { printable } from './terminal.ts';

const MEGABYTE = 1e6;
/** More than anybody mends one by one; the rest is counted. */
const MAX_FINDINGS = 10_000;

export async function scanSecrets(input: CliInput): Promise<ExitCode> {
  const baseline = baselineOf(input);
  if (!baseline.ok) return fail(baseline.error);
  const source = await sourceOf(input);
  if (!source.ok) return fail(source.error);
  const outcome = await scan(source.value, input);
  if (!outcome.ok) return fail(outcome.error);
  if (input.flag('write-baseline')) return keepAsBaseline(outcome.value.findings, input);
  const { fresh, known } = splitByBaseline(outcome.value.findings, baseline.value);
  const settled: Outcome = { ...outcome.value, findings: fresh, known };
  const written = writeOut(reportOf(settled, input.text('format') ?? 'table'), input);
  if (written !== 0) return written;
  return settled.findings.length > 0 || settled.unscanned.some(({ reason }) => COUNTS.test(reason)) ? 1 : 0;
}

/** Pictures and links are no place for a secret; what was to be read and could not be is not passed in silence. */
const COUNTS = /^(?:too large|missing|unreadable)/;

async function sourceOf(input: CliInput): Promise<Result<Source, string>> {
  const limits = { maxBytes: Number(input.text('max-size')) * MEGABYTE };
  if (!(limits.maxBytes > 0)) return err('--max-size is a number of megabytes');
  const history = input.text('history');
  const paths = input.texts('path');
  const lost = paths.find((path) => !existsSync(path));
  if (lost !== undefined) return err(`there is no file or folder ${printable(lost)}`);
  if (!/^(?:[0-9]|[1-5][0-9]|6[0-4])$/.test(input.text('threads') ?? '0')) return err('--threads is a number from 0 to 64');
  if ([history !== undefined, input.flag('stdin'), paths.length > 0].filter(Boolean).length > 1)
    return err('say one of: files and folders, --history, --stdin');
  if (history !== undefined) return historySource(history === '' ? undefined : history, limits);
  if (input.flag('stdin')) return ok(await streamSource('stdin', process.stdin, limits));
  if (!input.flag('gitignore')) return ok(fileSource(paths.length > 0 ? paths : ['.'], limits));
  const kept = await unignored(paths);
  return kept.ok ? ok(fileSource(kept.value, limits)) : kept;
}

async function scan(source: Source, input: CliInput): Promise<Result<Outcome, string>> {
  const found: { findings: SecretFinding[]; allowed: Outcome['allowed'][number][]; unscanned: Unscanned[] } = {
    findings: [],
    allowed: [],
    unscanned: [...source.unscanned],
  };
  let [done, more] = [0, 0];
  const onResult: OnResult = ({ path }, result) => {
    progress(++done, source.count);
    if (result.kind === 'binary') found.unscanned.push({ path, reason: 'no text' });
    else {
      for (const finding of result.scan.findings)
        if (found.findings.length < MAX_FINDINGS) found.findings.push(finding);
        else more++;
      found.allowed.push(...result.scan.allowed);
    }
  };
  const fed = await feed(source, scannerFor(source, input, onResult), (unscanned) => found.unscanned.push(unscanned));
  progress(0, 0);
  if (!fed.ok) return fed;
  const byPlace = (left: SecretFinding, right: SecretFinding): number =>
    left.path < right.path ? -1 : left.path > right.path ? 1 : left.line - right.line || left.column - right.column;
  return ok({ ...found, findings: found.findings.sort(byPlace), known: [], more, count: done, bytes: source.bytes });
}

async function feed(source: Source, scanner: Scanner, tell: (unscanned: Unscanned) => void): Promise<Result<undefined, string>> {
  const fed = await source.feed(scanner, tell);
  await scanner.finish();
  return fed;
}

function scannerFor(source: Source, input: CliInput, onResult: OnResult): Scanner {
  const wanted = input.text('threads');
  const threads = threadsFor(source.bytes, wanted === undefined ? undefined : Number(wanted));
  return threads > 0 ? scanInThreads(join(programFolder(), 'dist/secrets-worker.mjs'), threads, onResult) : scanHere(onResult);
}

const STEP = 500;

/** On a terminal only, beside the output; a total of 0 takes the line away. */
function progress(done: number, total: number): void {
  if (process.stderr.isTTY !== true || done % STEP !== 0) return;
  process.stderr.write(total === 0 ? '\r\x1b[K' : `\rscanned ${done} of ${total}`);
}

function baselineOf(input: CliInput): Result<Baseline, string> {
  const path = input.text('baseline');
  if (path === undefined && input.flag('write-baseline')) return err('say where to write it: --baseline FILE');
  if (path === undefined || input.flag('write-baseline')) return ok({ fingerprints: new Set() });
  try {
    const parsed = parseBaseline(readFileSync(path, 'utf8'));
    return parsed.ok ? parsed : err(`--baseline: ${path} ${parsed.error}`);
  } catch (error) {
    return err(`--baseline: ${path} cannot be read (${codeOf(error)}); to begin one: --write-baseline`);
  }
}

function keepAsBaseline(findings: readonly SecretFinding[], input: CliInput): ExitCode {
  const path = input.text('baseline') ?? '';
  try {
    writeFileSync(path, formatBaseline(findings));
  } catch (error) {
    return fail(`--baseline: ${path} cannot be written (${codeOf(error)})`);
  }
  print(`${counted(findings.length, 'finding')} ${findings.length === 1 ? 'is' : 'are'} known from now on: ${path}`);
  return 0;
}
