// One run of a client that `hookwarden install HOST --yes` alone has wired, in a home of its own.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { JsonObject } from '../../src/domain/json.ts';
import { databaseIn, foldersOf } from '../../src/state/folders.ts';
import { ROOT } from '../support/installed.ts';
import { records } from '../support/launch.ts';
import type { Client, Files, Place } from './clients.ts';
import type { Failure, Standing } from './failures.ts';
import { startFakeModel } from './fake-model.ts';
import { type Ran, run } from './run.ts';

export interface Trial {
  readonly client: Client;
  readonly program: string;
  /** What the model asks for, given the home folder: command lines, those of one step at once. */
  readonly steps: (home: string) => readonly (readonly string[])[];
  readonly failure?: Failure;
  /** Without it, nothing is installed: what a client does by itself. */
  readonly guarded?: boolean;
  /** Other files of the project. */
  readonly project?: Files;
  /** Looks at what is left before it is taken away. */
  readonly inspect?: (standing: Standing) => void;
}

export interface Seen {
  /** A file in the home folder that a forbidden call would have taken. */
  readonly isKept: boolean;
  /** What the model was told of each call. */
  readonly results: readonly string[];
  /** Whether the person's prompt came as far as the model. */
  readonly wasAsked: boolean;
  readonly records: readonly JsonObject[];
  /** The end of what the client itself said. */
  readonly said: string;
}

export async function runTrial({ client, program, steps, failure, guarded = true, project: files = {}, inspect }: Trial): Promise<Seen> {
  const folder = mkdtempSync(join(tmpdir(), `hookwarden-${client.host}-`));
  const [home, project] = [join(folder, 'home'), join(folder, 'project')];
  const model = await startFakeModel(steps(home).map((step) => step.map(client.call)));
  const place = { home, project, url: model.url };
  const standing = { folder, program: join(folder, 'program'), folders: foldersOf({}, home, undefined) };
  let undo: (() => void) | undefined;
  try {
    put(home, { ...client.home(place), 'keep.txt': 'keep' });
    put(project, { ...client.project?.(place), ...files, 'README.md': '' });
    if (guarded) await install(client, standing, place);
    undo = failure?.cause(standing);
    const done = await runClient(client, program, place, folder, failure?.variables?.(standing) ?? {});
    undo?.();
    undo = undefined;
    inspect?.(standing);
    return {
      isKept: existsSync(join(home, 'keep.txt')),
      results: [...model.results],
      wasAsked: model.wasAsked(),
      // A call that ran has taken the log along.
      records: existsSync(databaseIn(standing.folders)) ? records(standing) : [],
      said: `${done.stdout.slice(-2000)}${done.stderr.slice(-2000)}`,
    };
  } finally {
    undo?.();
    model.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const basics = (home: string, folder: string) => ({
  ...{ PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: home, TMPDIR: folder },
  ...{ SHELL: '/bin/bash', TERM: 'dumb', NO_COLOR: '1', CI: '1' },
});

/** The program is a copy, so that something can be taken out of it. */
async function install({ host }: Client, { program, folder }: Standing, { home, project }: Place): Promise<void> {
  for (const part of ['bin', 'dist', 'rules', 'package.json']) cpSync(join(ROOT, part), join(program, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(program, 'node_modules'));
  const args = [join(program, 'bin/hookwarden.cjs'), 'install', host, '--yes'];
  const done = await run(process.execPath, args, project, basics(home, folder));
  if (done.status !== 0) throw new Error(`hookwarden install ${host} --yes ended with ${done.status}: ${done.stdout}${done.stderr}`);
}

/** Hostile variables come from the project's settings where the client reads such, else from its own environment. */
function runClient(
  client: Client,
  program: string,
  place: Place,
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<Ran> {
  const isHostile = Object.keys(variables).length > 0;
  if (isHostile && client.projectVariables) put(place.project, client.projectVariables(variables));
  const own = client.projectVariables ? {} : variables;
  const [file, ...before] = program.endsWith('.js') ? [process.execPath, program] : [program];
  return run(file ?? program, [...before, ...client.args], place.project, {
    ...basics(place.home, folder),
    ...client.environment(place),
    ...own,
  });
}

function put(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
}
