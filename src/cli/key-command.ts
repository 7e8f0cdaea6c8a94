import { spawnSync } from 'node:child_process';
import { err, ok, type Result } from '../domain/result.ts';

/** A password manager may first ask its owner something. */
const PATIENCE_MS = 120_000;
const MAX_OUTPUT = 64 * 1024;

/** Runs one line of sh. What it asks goes to the terminal; what it prints is read here and shown nowhere. */
export function runKeyCommand(source: string, input?: string): Result<string, string> {
  const done = spawnSync('/bin/sh', ['-c', source], {
    stdio: [input === undefined ? 'inherit' : 'pipe', 'pipe', 'inherit'],
    ...(input !== undefined && { input }),
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    maxBuffer: MAX_OUTPUT,
  });
  return done.error || done.status !== 0 ? err(`\`${source}\` ended with ${done.status ?? (done.signal || 'an error')}`) : ok(done.stdout);
}
