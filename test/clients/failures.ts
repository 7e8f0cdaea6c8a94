// What is done to an installation between `hookwarden install` and a forbidden call.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Host } from '../../src/domain/event.ts';
import { databaseIn, type Folders } from '../../src/state/folders.ts';
import { launcherIn } from '../../src/state/launcher.ts';

/** An installation that is about to be broken. */
export interface Standing {
  readonly folders: Folders;
  /** The copy of the program that it was made from. */
  readonly program: string;
  /** Of this run alone. */
  readonly folder: string;
}

export interface Failure {
  readonly name: string;
  /** Says how it is undone, where something has to be. */
  readonly cause: (standing: Standing) => (() => void) | undefined;
  /** Variables that somebody hostile has set for the client's hooks. */
  readonly variables?: (standing: Standing) => Readonly<Record<string, string>>;
  /** The hosts that let the call run, whatever a hook does about it. */
  readonly runsOn: readonly Host[];
  /** The hosts that take a hook without a launcher for a no to the prompt, so that no call is asked for. */
  readonly promptStopsOn?: readonly Host[];
}

const nothing = (): undefined => undefined;

function script(path: string, lines: string): void {
  writeFileSync(path, `#!/bin/sh\n${lines}\n`);
  chmodSync(path, 0o755);
}

export const FAILURES: readonly Failure[] = [
  {
    name: 'state folder unreadable',
    cause: ({ folders }) => {
      chmodSync(folders.state, 0o000);
      return () => chmodSync(folders.state, 0o700);
    },
    runsOn: [],
    promptStopsOn: ['gemini'],
  },
  {
    name: 'main bundle deleted',
    cause: ({ program }) => {
      rmSync(join(program, 'dist/hook.cjs'));
      return undefined;
    },
    runsOn: [],
  },
  {
    name: 'database locked',
    cause: ({ folders }) => {
      const database = new Database(databaseIn(folders));
      database.exec('BEGIN IMMEDIATE');
      return () => database.close();
    },
    runsOn: [],
  },
  {
    name: 'policy with a syntax error',
    cause: ({ folders }) => {
      writeFileSync(join(folders.config, 'policy.yaml'), 'version: 1\nrules: [', { mode: 0o600 });
      return undefined;
    },
    runsOn: [],
  },
  {
    name: 'hostile variables',
    cause: nothing,
    variables: ({ folder }) => {
      const bin = join(folder, 'hostile-bin');
      mkdirSync(bin);
      // All that a hook's command line might look up: each would end with 0.
      for (const name of ['node', 'env', 'sh', 'bash']) script(join(bin, name), 'exit 0');
      // The client itself may be Node, and has to go on.
      writeFileSync(join(folder, 'hostile.cjs'), "if (process.argv.includes('block')) process.exit(0);");
      return {
        NODE_OPTIONS: `--require ${join(folder, 'hostile.cjs')}`,
        PATH: bin,
        HOOKWARDEN_HOME: join(folder, 'nowhere'),
        LD_PRELOAD: join(folder, 'nothing.so'),
      };
    },
    runsOn: [],
  },
  {
    name: 'launcher killed',
    cause: ({ folders }) => {
      script(launcherIn(folders), '[ "$1" = notify ] || kill -KILL $$');
      return undefined;
    },
    runsOn: [],
  },
  {
    name: 'launcher never answers',
    cause: ({ folders }) => {
      script(launcherIn(folders), '[ "$1" = notify ] || exec sleep 60');
      return undefined;
    },
    runsOn: ['codex', 'gemini', 'qwen', 'copilot'],
  },
];
