import { checkpointText, originOf } from '../src/audit/checkpoint.ts';
import { appendLeaf, leafHash } from '../src/audit/merkle.ts';
import { signNote } from '../src/audit/note.ts';
import { encodeRecord } from '../src/audit/record.ts';
import type { RecordDraft } from '../src/domain/ports.ts';
import type { Result } from '../src/domain/result.ts';
import { systemRandom } from '../src/hook/machine.ts';
import { databaseIn, type Folders } from '../src/state/folders.ts';
import { type Installation, readInstallation, signerOf } from '../src/state/installation.ts';
import { advanceHead, insertRecord, readHead } from '../src/state/log.ts';
import { readSessionKeys } from '../src/state/session-keys.ts';
import { immediately } from '../src/state/sqlite.ts';
import { type LogOptions, openLog } from '../src/state/store.ts';
import { openVault } from '../src/state/vault.ts';

export const START = 1_780_000_000_000_000;
const AT_ONCE = 50_000;

export function unwrap<T>(result: Result<T, { readonly message: string }>): T {
  if (result.ok) return result.value;
  throw new Error(result.error.message);
}

/** A call as agents make them: a command of 190 letters, which is their average. */
export const draft = (i: number): RecordDraft => ({
  time: START + i * 250_000,
  kind: 'call',
  session: `0f2b6c1e-7a54-4d7e-9d5b-${String(i % 500).padStart(12, '0')}`,
  toolUseId: `toolu_01${String(i).padStart(20, '0')}`,
  principal: { id: 'local', name: 'local', role: 'developer', keyId: 'AAAAAAAA' },
  host: 'claude-code',
  event: 'PreToolUse',
  tool: 'Bash',
  subject: {
    cwd: '/home/ada/projects/shop',
    tool_input: {
      command: `npm test -- --reporter=dot packages/checkout/${i} 2>&1 | tail -n 40`.padEnd(190, ' #'),
      description: 'Run the tests of one package',
    },
  },
  findings: [],
  decision: 'allow',
  mode: 'enforce',
  stage: 'governance',
  risk: 0,
  timings: { validation: 40, authentication: 90, authorization: 30, governance: 300 },
  policy: 'f'.repeat(64),
});

export interface Filled {
  readonly options: LogOptions;
  readonly installation: Installation;
}

/** Fills the log of an installation through the functions that an append uses, thousands to a transaction, with a signed note for every thousand only. */
export function fillLog(folders: Folders, records: number): Filled {
  const installation = unwrap(readInstallation(folders.config));
  const vault = openVault(installation.pepper, () => readSessionKeys(folders.config), systemRandom);
  const signer = signerOf(installation);
  const options = { database: databaseIn(folders), installId: installation.id, timeoutMs: 5000, signer, random: systemRandom, vault };
  const { db, path } = unwrap(openLog(options));
  let head = readHead(db);
  while (head && head.frontier.size < records) {
    const until = Math.min(records, head.frontier.size + AT_ONCE);
    let before = head;
    let { frontier } = head;
    immediately(db, path, () => {
      while (frontier.size < until) {
        const sequence = frontier.size;
        const body = encodeRecord(draft(sequence), { installId: installation.id, sequence, id: `r${sequence}-00000000` });
        const leaf = leafHash(body);
        const grown = appendLeaf(frontier, leaf);
        frontier = grown;
        insertRecord(db, sequence, leaf, body, grown.completed);
        if (grown.size % 1000 !== 0 && grown.size !== until) continue;
        advanceHead(db, before, grown, signNote(checkpointText(originOf(installation.id), grown), signer), START, false);
        before = readHead(db) ?? before;
      }
      return { commit: true, result: { ok: true, value: undefined } };
    });
    head = readHead(db);
  }
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return { options, installation };
}
