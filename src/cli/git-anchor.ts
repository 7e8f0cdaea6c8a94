import type { Anchor } from '../audit/anchors.ts';
import { originOf } from '../audit/checkpoint.ts';
import { ok, type Result } from '../domain/result.ts';
import { readNotes, writeNote } from '../git/notes.ts';
import { GIT_DEFAULTS } from '../policy/git-defaults.ts';
import { withReader } from './audit-reader.ts';
import type { ExitCode } from './command.ts';
import { gitHere } from './git-here.ts';
import { reportFault, say } from './git-report.ts';
import { localPolicy } from './local-policy.ts';

/** After a commit: its note gets the head of the audit log, where the policy wants it. The commit is made; nothing here undoes it. */
export async function anchorCommit(): Promise<ExitCode> {
  const here = await gitHere();
  if (!here.ok) return complain(here.error.message);
  const { git, repository } = here.value;
  const policy = localPolicy(repository.root);
  if (!policy.ok) return complain(policy.error);
  if ((policy.value.git ?? GIT_DEFAULTS).anchor !== 'notes') return complain('the policy does not ask for notes (git.anchor: notes)');
  const note = await withReader((reader) => reader.head()?.note);
  if (!note.ok) return complain(note.error.message);
  if (note.value === undefined) return complain('the log has no head');
  const written = await writeNote(git, note.value, process.env);
  if (written.ok) return 0;
  reportFault(written.error);
  return 3;
}

function complain(why: string): ExitCode {
  say(`hookwarden: the commit got no note of the audit log: ${why}`);
  return 3;
}

/** The heads that commits of this repository remember of this installation's log; those of other logs are others' business. */
export async function gitAnchors(installId: string): Promise<Result<readonly Anchor[], string>> {
  const here = await gitHere();
  if (!here.ok) return { ok: false, error: here.error.message };
  const notes = await readNotes(here.value.git);
  if (!notes.ok) return { ok: false, error: notes.error.message };
  const own = notes.value.filter(({ text }) => text.startsWith(`${originOf(installId)}\n`));
  return ok(own.map(({ commit, text }) => ({ name: `the note of commit ${commit.slice(0, 12)}`, note: text })));
}
