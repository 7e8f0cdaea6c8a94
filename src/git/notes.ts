import { ok, type Result } from '../domain/result.ts';
import type { Environment } from '../state/folders.ts';
import { readObjects } from './objects.ts';
import { type Git, type GitFault, mustAnswer } from './run.ts';

/** Where commits remember the head of the audit log. */
const REF = 'refs/notes/hookwarden';
const MAX_NOTE = 64 * 1024;
/** The newest of so many are read: each is held against the log. */
const MAX_NOTES = 1000;

/** Writes a note at the commit that was made last; its author is whoever committed. */
export async function writeNote(git: Git, text: string, environment: Environment): Promise<Result<undefined, GitFault>> {
  const who = Object.fromEntries(Object.entries(environment).filter(([name]) => /^GIT_(?:AUTHOR|COMMITTER)_/.test(name)));
  const authored: Git = { ...git, environment: { ...git.environment, ...who } };
  const written = await mustAnswer(authored, ['notes', `--ref=${REF}`, 'add', '--force', '--file=-', 'HEAD'], text);
  return written.ok ? ok(undefined) : written;
}

export interface CommitNote {
  readonly commit: string;
  readonly text: string;
}

/** The notes of all commits that have one. */
export async function readNotes(git: Git): Promise<Result<readonly CommitNote[], GitFault>> {
  const listed = await mustAnswer(git, ['notes', `--ref=${REF}`, 'list']);
  if (!listed.ok) return listed;
  const lines = listed.value
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '');
  const pairs = lines.slice(0, MAX_NOTES).map((line) => line.split(' '));
  const notes: CommitNote[] = [];
  const read = await readObjects(
    git,
    pairs.map(([blob = '']) => blob),
    MAX_NOTE,
    (object, at) => {
      if (object.kind === 'read') notes.push({ commit: pairs[at]?.[1] ?? '', text: object.bytes.toString('utf8') });
    },
  );
  return read.ok ? ok(notes) : read;
}
