import { chmodSync, chownSync, mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { credentialFile } from '../../../src/state/credential.ts';
import { databaseIn } from '../../../src/state/folders.ts';
import { installationFile } from '../../../src/state/installation.ts';
import type { Installed } from '../installed.ts';
import { type Condition, suffering } from './condition.ts';

type Of = (installed: Installed) => string;

const STATE: Of = ({ folders }) => folders.state;
const CONFIG: Of = ({ folders }) => folders.config;
const DATABASE: Of = ({ folders }) => databaseIn(folders);
const INSTALLATION: Of = ({ folders }) => installationFile(folders.config);
const CREDENTIAL: Of = ({ folders }) => credentialFile(folders.config);

const elsewhere = (path: string): string => `${path}.elsewhere`;

const linked = (name: string, of: Of, denied: RegExp): Condition => ({
  kind: 'symbolic links',
  name,
  find: suffering({
    impose: (installed) => {
      renameSync(of(installed), elsewhere(of(installed)));
      return void symlinkSync(elsewhere(of(installed)), of(installed));
    },
    lift: (installed) => {
      unlinkSync(of(installed));
      renameSync(elsewhere(of(installed)), of(installed));
    },
    denied,
  }),
});

/** Where all of it lies is the person's own affair. */
const linkedHome: Condition = {
  kind: 'symbolic links',
  name: 'a folder above',
  find: suffering({
    prepare: (home) => {
      mkdirSync(elsewhere(home), { recursive: true, mode: 0o700 });
      symlinkSync(elsewhere(home), home);
    },
    impose: () => undefined,
    lift: () => undefined,
    clear: (home) => rmSync(elsewhere(home), { recursive: true, force: true }),
    harmless: true,
  }),
};

/** `nobody`, nearly everywhere. */
const SOMEBODY = 65_534;

function canGiveAway(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-owner-'));
  try {
    chownSync(folder, SOMEBODY, SOMEBODY);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}

const lacksOwner = canGiveAway() ? undefined : 'right to give files to another user';

const foreign = (name: string, of: Of): Condition => ({
  kind: 'what belongs to another user',
  name,
  lacks: lacksOwner,
  find: suffering({
    impose: (installed) => void chownSync(of(installed), SOMEBODY, SOMEBODY),
    lift: (installed) => chownSync(of(installed), process.getuid?.() ?? 0, process.getgid?.() ?? 0),
    denied: /belongs to user 65534/,
  }),
});

const open = (name: string, of: Of, mode: number): Condition => ({
  kind: 'what others can reach',
  name,
  find: suffering({
    impose: (installed) => void chmodSync(of(installed), mode),
    lift: (installed) =>
      chmodSync(of(installed), of(installed) === STATE(installed) || of(installed) === CONFIG(installed) ? 0o700 : 0o600),
    denied: /chmod [67]00/,
  }),
});

/** A denial is kept in the runtime folder, so that what stands there in the hook's way takes effect only beside another trouble. */
const withoutSpool: Condition = {
  kind: 'symbolic links',
  name: 'the runtime folder, and the database',
  find: suffering({
    impose: (installed) => {
      const { runtime } = installed.folders;
      mkdirSync(dirname(runtime), { recursive: true });
      symlinkSync('/tmp', runtime);
      return void symlinkSync(elsewhere(runtime), join(installed.folders.state, 'hookwarden.db-journal'));
    },
    lift: ({ folders }) => {
      unlinkSync(folders.runtime);
      unlinkSync(join(folders.state, 'hookwarden.db-journal'));
    },
    denied: /not recorded/,
  }),
};

export const FOLDERS: readonly Condition[] = [
  linked('the state folder', STATE, /\[audit\.unsafe\]/),
  linked('the configuration folder', CONFIG, /\[audit\.[a-z]+\]/),
  linked('the database', DATABASE, /\[audit\.unsafe\]/),
  linked('the installation', INSTALLATION, /\[audit\.unsafe\]/),
  linked('the credential', CREDENTIAL, /\[audit\.unsafe\]/),
  withoutSpool,
  linkedHome,
  foreign('the state folder', STATE),
  foreign('the configuration folder', CONFIG),
  foreign('the database', DATABASE),
  foreign('the installation', INSTALLATION),
  foreign('the credential', CREDENTIAL),
  open('the state folder', STATE, 0o777),
  open('the configuration folder', CONFIG, 0o777),
  open('the database', DATABASE, 0o666),
  open('the installation', INSTALLATION, 0o644),
  open('the credential', CREDENTIAL, 0o640),
];
