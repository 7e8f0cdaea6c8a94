import type { Erasure } from '../audit/erasure.ts';
import { counted } from '../domain/amounts.ts';
import { stringAt } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { eraseSealed } from '../state/erase.ts';
import { findRecord, withReader } from './audit-reader.ts';
import { bodyOf } from './audit-record.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { UNSWEPT } from './keys.ts';
import { withAdmin } from './machine.ts';
import { administerAlone } from './person.ts';

/** Destroys what is kept sealed; records, and every proof of them, stay. */
export const erase = (input: CliInput): Promise<ExitCode> => administerAlone(input, eraseAlone);

async function eraseAlone(input: CliInput): Promise<ExitCode> {
  const erasure = await erasureOf(input);
  if (!erasure.ok) return fail(erasure.error);
  const done = withAdmin((admin) => {
    const erased = admin.transact((log) => eraseSealed(log, erasure.value, systemClock.now()));
    const swept = erased.ok ? admin.sweep() : erased;
    return erased.ok ? ok({ ...erased.value, swept: swept.ok && swept.value === true }) : erased;
  });
  if (!done.ok) return fail(done.error.message);
  const { inputs, dataKeys, swept } = done.value;
  if (inputs + dataKeys === 0) print('Nothing was kept sealed there.');
  else print([`Erased: ${counted(inputs, 'sealed input')}, ${counted(dataKeys, 'data key')}.`, ...(swept ? [] : [UNSWEPT])].join('\n'));
  return 0;
}

async function erasureOf(input: CliInput): Promise<Result<Erasure, string>> {
  const [month, session, records] = [input.text('month'), input.text('session'), input.texts('record')];
  const [record] = records;
  if ([month, session, ...records].filter((given) => given !== undefined).length !== 1)
    return err('say what is to be erased, one at a time: audit erase RECORD, audit erase --session SESSION or audit erase --month 2026-01');
  if (month !== undefined)
    return /^\d{4}-(?:0[1-9]|1[0-2])$/.test(month) ? ok({ month }) : err(`--month: "${month}" is no month; write one as 2026-01`);
  if (session !== undefined) return ok({ session });
  const found = await withReader((reader) => findRecord(reader, input));
  if (!found.ok) return err(found.error.message);
  if (!found.value.ok) return found.value;
  const id = stringAt(bodyOf(found.value.value), 'id');
  return id === undefined ? err(`record ${record} has lost its content, and what was sealed beside it with it`) : ok({ record: id });
}
