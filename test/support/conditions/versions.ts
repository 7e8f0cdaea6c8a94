import Database from 'better-sqlite3';
import { databaseIn } from '../../../src/state/folders.ts';
import { SCHEMA_VERSION } from '../../../src/state/schema.ts';
import { hookwarden, type Installed, install } from '../installed.ts';
import { anchored } from '../log-left.ts';
import { toVersion8 } from '../older.ts';
import { ask, type Condition, suffering, wrongAfter, wrongWith } from './condition.ts';

const NEWER = SCHEMA_VERSION + 1;
const AT_ONCE = 12;

function change({ folders }: Installed, sql: string): void {
  const db = new Database(databaseIn(folders));
  db.exec(sql);
  db.close();
}

const meta = (sql: string) => (installed: Installed) => void change(installed, `UPDATE meta SET ${sql}`);

const KIND = 'two versions on one database';

/** Another version takes the database over, and gives it back, while calls are under way. */
const under: Condition = {
  kind: KIND,
  name: `a newer one comes and goes while ${AT_ONCE} calls are under way`,
  find: async (home) => {
    const installed = anchored(install(home));
    const running = Array.from({ length: AT_ONCE }, (_, i) => ask(installed, i % 3 === 0 ? 'forbidden' : 'everyday'));
    for (let times = 0; times < 10; times++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      meta(`min_writer = ${times % 2 === 0 ? NEWER : 1}`)(installed);
    }
    const asked = await Promise.all(running);
    return {
      statuses: asked.map(({ answer }) => answer.status),
      problems: [...asked.flatMap(wrongWith), ...(await wrongAfter(installed, asked))],
    };
  },
};

/** What a person reads who asks the older program about it. */
const unread: Condition = {
  kind: KIND,
  name: 'a newer one has made what this one cannot read',
  find: async (home) => {
    const installed = anchored(install(home));
    meta(`min_reader = ${NEWER}, min_writer = ${NEWER}`)(installed);
    const denied = await ask(installed);
    const said = ['audit verify', 'audit list', 'upgrade', 'init --yes'].map((line) => ({
      line,
      ...hookwarden(installed, ...line.split(' ')),
    }));
    meta('min_reader = 1, min_writer = 1')(installed);
    const unclear = said.filter(
      ({ status, stdout, stderr }) => status === 0 || !/newer Hookwarden.*Install the newer version again/.test(stdout + stderr),
    );
    return {
      statuses: [denied.answer.status, ...said.map(({ status }) => status)],
      problems: [
        ...wrongWith(denied),
        ...unclear.map(({ line, status, stdout, stderr }) => `hookwarden ${line} ended with ${status}: ${stdout}${stderr}`),
        ...(await wrongAfter(installed, [denied])),
      ],
    };
  },
};

export const VERSIONS: readonly Condition[] = [
  {
    kind: KIND,
    name: 'a newer one that this one must not write',
    find: suffering({
      impose: meta(`min_writer = ${NEWER}`),
      lift: meta('min_writer = 1'),
      denied: /Install the newer version again.*\[audit\.newer\]/,
    }),
  },
  {
    kind: KIND,
    name: 'a newer one that has only added to it',
    find: suffering({
      impose: (installed) =>
        void change(
          installed,
          `ALTER TABLE records ADD COLUMN added TEXT; CREATE TABLE added (id INTEGER PRIMARY KEY) STRICT; UPDATE meta SET schema_version = ${NEWER}`,
        ),
      lift: () => undefined,
      harmless: true,
    }),
  },
  {
    kind: KIND,
    name: 'an older one, until it is brought up to date',
    find: suffering({
      impose: ({ folders }) => void toVersion8(databaseIn(folders)),
      lift: (installed) => {
        const { status, stdout, stderr } = hookwarden(installed, 'upgrade');
        if (status !== 0) throw new Error(`hookwarden upgrade ended with ${status}: ${stdout}${stderr}`);
      },
      denied: /hookwarden upgrade.*\[audit\.older\]/,
    }),
  },
  under,
  unread,
];
