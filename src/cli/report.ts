import { writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { codeOf } from '../domain/error-code.ts';
import { VERSION } from '../domain/version.ts';
import { systemRandom } from '../hook/machine.ts';
import { homeOf } from '../state/folders.ts';
import type { AuditReader } from '../state/reader.ts';
import { findRecord, withReader } from './audit-reader.ts';
import { bodyOf } from './audit-record.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { falsePositiveBundle } from './report-bundle.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('what', { choices: ['false-positive'], demandOption: true, describe: 'What the report is of' })
      .positional('record', { type: 'string', demandOption: true, describe: 'The record’s number or id, as `audit list` shows it' })
      .option('out', { type: 'string', describe: 'Write it into this new file; default: print it' })
      .epilogue(
        'A bundle for an issue: versions, the rules that spoke, the call and the policy’s hash. Secrets, your name, your home folder and the ' +
          'machine’s name are taken out; nothing is sent anywhere. Read it before you attach it.',
      ),
  run: async (input) => {
    const done = await withReader((reader) => report(reader, input));
    return done.ok ? done.value : fail(done.error.message);
  },
};

function report(reader: AuditReader, input: CliInput): ExitCode {
  const found = findRecord(reader, input);
  if (!found.ok) return fail(found.error);
  const body = bodyOf(found.value);
  if (!body) return fail(`record ${found.value.sequence} has lost its content; only its checksum is kept`);
  const text = JSON.stringify(
    falsePositiveBundle(body, {
      version: VERSION,
      node: process.versions.node,
      platform: process.platform,
      arch: process.arch,
      home: homeOf(process.env['HOME']),
      user: userInfo().username,
      machine: hostname(),
      pepper: systemRandom.bytes(32),
    }),
    undefined,
    2,
  );
  const out = input.text('out');
  if (out === undefined) {
    print(text);
    return 0;
  }
  try {
    writeFileSync(out, `${text}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    return fail(codeOf(error) === 'EEXIST' ? `${out} is there already` : `${out} cannot be written (${codeOf(error)})`);
  }
  print(`Written to ${out}. Read it, then attach it to an issue.`);
  return 0;
}
