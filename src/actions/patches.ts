import type { EffectKind } from '../domain/effect.ts';
import type { Replacement } from './agents/edits.ts';

interface PatchedFile {
  readonly kind: EffectKind;
  readonly path: string;
  readonly added: string;
  /** Piece by piece, what each hunk replaces with what; of a new file, all of it. */
  readonly edits: readonly Replacement[];
}

const MAX_FILES = 512;
const HEADING = /^\*\*\* (Add File|Update File|Delete File|Move to): (.+)$/;

/** The files named by a patch in the `*** Begin Patch` form, with the lines that it adds to each. */
export function parsePatch(patch: string): readonly PatchedFile[] {
  const files: { kind: EffectKind; path: string; added: string[]; hunks: { old: string[]; new: string[] }[] }[] = [];
  for (const line of patch.split('\n')) {
    const [, what, path] = HEADING.exec(line.trimEnd()) ?? [];
    if (what !== undefined && path !== undefined) {
      if (files.length >= MAX_FILES) break;
      files.push({ kind: what === 'Delete File' ? 'file.delete' : 'file.write', path, added: [], hunks: [{ old: [], new: [] }] });
      continue;
    }
    const file = files.at(-1);
    const hunk = file?.hunks.at(-1);
    if (!file || !hunk) continue;
    if (line.startsWith('@@')) file.hunks.push({ old: [], new: [] });
    if (line.startsWith('+')) file.added.push(line.slice(1));
    if (/^[+ ]/.test(line)) hunk.new.push(line.slice(1));
    if (/^[- ]/.test(line)) hunk.old.push(line.slice(1));
  }
  return files.map(({ kind, path, added, hunks }) => ({
    kind,
    path,
    added: added.join('\n'),
    edits: hunks
      .filter((hunk) => hunk.new.length + hunk.old.length > 0)
      .map((hunk) => ({ old: hunk.old.join('\n'), new: hunk.new.join('\n') })),
  }));
}

/** The lines that a unified diff adds, by the file's name as it stands there. */
export function addedByDiff(diff: string): ReadonlyMap<string, string> {
  const files = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of diff.split('\n')) {
    const path = /^\+\+\+ ([^\t\n]+)/.exec(line)?.[1];
    if (path !== undefined) {
      if (files.size >= MAX_FILES) break;
      current = [];
      files.set(path.trimEnd(), current);
    } else if (line.startsWith('+')) current?.push(line.slice(1));
  }
  return new Map([...files].map(([path, added]) => [path, added.join('\n')]));
}
