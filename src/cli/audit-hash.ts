import { readSync } from 'node:fs';
import { encodingsOf } from '../audit/encodings.ts';
import { digestOf } from '../audit/redact.ts';
import { codeOf } from '../domain/error-code.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { withheldSpans } from '../domain/secrets/redact.ts';
import type { Installation } from '../state/installation.ts';
import type { AuditReader } from '../state/reader.ts';
import { withReader } from './audit-reader.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { table } from './terminal.ts';

const MAX_VALUE = 65_536;
const TOKEN = /⟦(?:secret|confidential):[a-z0-9-]{1,60}:([0-9a-f]{8})⟧/g;

/** The tokens that stand for a value in the log, and how many records hold them; exits with 1 where none does, as grep does. */
export async function hash(input: CliInput): Promise<ExitCode> {
  if (input.texts('record').length > 0)
    return fail('the value comes on standard input: an argument would stand in the list of processes and in the history of the shell');
  if (process.stdin.isTTY) process.stderr.write('The value, then Enter and Ctrl-D:\n');
  const value = readValue();
  if (!value.ok) return fail(value.error);
  const done = await withReader((reader, { pepper }) => countTokens(reader, pepper, value.value));
  if (!done.ok) return fail(done.error.message);
  const { digests, found } = done.value;
  const tokens = [...found].map(([token, { records, first, last }]) => ({ token, records, first, last }));
  if (input.flag('json')) print(JSON.stringify({ digests, tokens }));
  else if (tokens.length === 0) print(`no record holds it; its token would end in :${digests[0]}⟧`);
  else
    print(
      table(
        ['token', 'records', 'first', 'last'],
        tokens.map(({ token, records, first, last }) => [token, records, first, last].map(String)),
        90,
      ),
    );
  return tokens.length === 0 ? 1 : 0;
}

/** Without the line end that `echo` or Enter puts behind it. */
function readValue(): Result<string, string> {
  const bytes = Buffer.alloc(MAX_VALUE + 1);
  let length = 0;
  try {
    for (let read = 1; read > 0 && length < bytes.length; length += read) read = readSync(0, bytes, length, bytes.length - length, null);
  } catch (error) {
    if (codeOf(error) !== 'EOF') return err(`standard input cannot be read (${codeOf(error)})`);
  }
  if (length > MAX_VALUE) return err(`the value is longer than ${MAX_VALUE} bytes`);
  const value = bytes.toString('utf8', 0, length).replace(/\r?\n$/, '');
  return value === '' ? err('nothing came on standard input: the value is read from there') : ok(value);
}

interface Held {
  readonly records: number;
  /** Sequence numbers. */
  readonly first: number;
  readonly last: number;
}

interface Counted {
  /** Of the value, of what is secret in it, and of its encoded forms. */
  readonly digests: readonly string[];
  readonly found: ReadonlyMap<string, Held>;
}

function countTokens(reader: AuditReader, pepper: Installation['pepper'], value: string): Counted {
  const inside = withheldSpans(value).map((span) => span.value ?? value.slice(span.start, span.end));
  const digests = [...new Set([value, ...inside].flatMap(formsOf).map((form) => digestOf(pepper, form)))];
  const found = new Map<string, Held>();
  for (const { sequence, body } of reader.from(0)) {
    const text = body?.includes('⟦') ? body.toString('utf8') : '';
    const tokens = new Set([...text.matchAll(TOKEN)].filter(([, digest = '']) => digests.includes(digest)).map(([token]) => token));
    for (const token of tokens) {
      const before = found.get(token);
      found.set(token, { records: (before?.records ?? 0) + 1, first: before?.first ?? sequence, last: sequence });
    }
  }
  return { digests, found };
}

/** As it may have been written: base64 with its padding too. */
const formsOf = (value: string): readonly string[] => [
  ...encodingsOf(value),
  Buffer.from(value).toString('base64'),
  Buffer.from(`${value}\n`).toString('base64'),
];
