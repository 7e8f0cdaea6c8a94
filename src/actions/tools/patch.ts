import { type Analysis, NO_ACTIONS } from '../../domain/action.ts';
import type { EffectKind } from '../../domain/effect.ts';
import { stringAt } from '../../domain/json.ts';
import { lostBy } from '../agents/changes.ts';
import { edited, isWatched, type Replacement } from '../agents/edits.ts';
import type { Setting } from '../command.ts';
import { analyzeContent } from '../content/index.ts';
import { pathOperand } from '../paths.ts';
import { joinAnalyses, oneAction, pathWord, type ToolReader } from './tool.ts';

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
function parsePatch(patch: string): readonly PatchedFile[] {
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

function analyzePatch(patch: string, tool: string, setting: Setting): Analysis {
  return joinAnalyses(
    parsePatch(patch).map(({ kind, path, added, edits }) => {
      const operand = pathOperand(pathWord(path, setting), setting);
      const lost = kind === 'file.write' && edits.length > 0 && isWatched(operand) ? lostBy(edited(operand, setting, edits), operand) : [];
      const file = oneAction(tool, [{ kind, operand }, ...lost]);
      return added === '' ? file : joinAnalyses([file, analyzeContent(added, operand, tool, setting)]);
    }),
  );
}

export const applyPatch: ToolReader = (call, setting) => {
  const patch = stringAt(call.input, 'command') ?? stringAt(call.input, 'input') ?? stringAt(call.input, 'patch');
  return patch === undefined ? NO_ACTIONS : analyzePatch(patch, call.name, setting);
};
