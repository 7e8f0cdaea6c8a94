import { existsSync, readdirSync } from 'node:fs';
import { parseVerifierKey } from '../../src/audit/note.ts';
import { verifyLog } from '../../src/audit/verify.ts';
import { isObject } from '../../src/domain/json.ts';
import { databaseIn } from '../../src/state/folders.ts';
import { readInstallation, verifierKeyOf } from '../../src/state/installation.ts';
import { openReader } from '../../src/state/reader.ts';
import { spoolIn } from '../../src/state/spool.ts';
import { unwrap } from './installation.ts';
import type { Installed } from './installed.ts';
import { HANGING_MS } from './launch.ts';

/** A log that was there before something happened to it. */
export interface Anchored extends Installed {
  /** The signed head that it had. */
  readonly head: string;
}

const readerOf = ({ folders, installId }: Installed) => unwrap(openReader(databaseIn(folders), installId, HANGING_MS));

/** Whoever closes the database as the last one empties its write-ahead log, too. */
export function anchored(installed: Installed): Anchored {
  const reader = readerOf(installed);
  const head = reader.head()?.note ?? '';
  reader.close();
  return { ...installed, head };
}

interface LogLeft {
  readonly problems: readonly string[];
  /** The tool uses that its latest records tell of. */
  readonly calls: ReadonlySet<unknown>;
}

/** The whole log, held against the head that it had. */
export function logLeft(installed: Installed, head: string): LogLeft {
  const installation = unwrap(readInstallation(installed.folders.config));
  const reader = readerOf(installed);
  const key = unwrap(parseVerifierKey(verifierKeyOf(installation)));
  const anchors = [{ name: 'the log as it was', note: head }];
  const found = verifyLog(reader, { key, installId: installation.id, anchors });
  const calls = new Set<unknown>();
  for (const { body } of reader.list(1000)) {
    const record: unknown = JSON.parse(String(body));
    if (isObject(record)) calls.add(record['toolUseId']);
  }
  reader.close();
  return { problems: found.problems.map(({ message }) => message), calls };
}

/** Whether a denial has yet to be taken into the log. */
export function waitsInSpool({ folders }: Installed): boolean {
  const folder = spoolIn(folders.runtime);
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.denied'));
}
