import type { Effect } from '../../domain/effect.ts';
import type { Operand } from '../../domain/operand.ts';
import { type Entry, entriesOf, entriesOfPiece, isSettingsFile } from './entries.ts';
import { isMoved } from './kinship.ts';
import { type Loss, lossByGaining, lossByLosing, lossByLosingPiece } from './meanings.ts';
import { EDITOR_SETTINGS, FOLDER_STARTUP } from './places.ts';
import { startupEffects } from './startup.ts';

/** How a file of an agent changes, as far as the call tells. */
export type FileChange =
  /** `before` is absent where there was no such file. */
  | { readonly kind: 'whole'; readonly before: string | undefined; readonly after: string }
  /** Pieces, where what stands around them is not known. */
  | { readonly kind: 'piece'; readonly before: string; readonly after: string }
  | { readonly kind: 'unknown' };

/** What an agent's hooks and questions lose by a change of one of its files; nothing where the change leaves them as they are. */
export function lostBy(change: FileChange, operand: Operand): readonly Effect[] {
  const path = operand.value ?? operand.text;
  if (operand.classes.includes('shell-startup') || FOLDER_STARTUP.test(path))
    return change.kind === 'unknown' ? [] : startupEffects(change.before ?? '', change.after, operand);
  if (EDITOR_SETTINGS.test(path)) return editorChange(change, operand);
  if (change.kind === 'unknown') return [lost('disable', operand, 'an unseen change of settings')];
  if (!isSettingsFile(path)) return programChange(change, operand);
  if (change.kind === 'piece') {
    return compared(entriesOfPiece(change.before), entriesOfPiece(change.after), lossByLosingPiece, lossByGaining, operand);
  }
  const after = entriesOf(change.after, path);
  if (!after) return [lost('disable', operand, 'settings that no agent can read')];
  if (after.length === 0) return [lost('disable', operand, 'settings emptied')];
  // Settings that nobody could read had no effect.
  return compared((change.before === undefined ? [] : entriesOf(change.before, path)) ?? [], after, lossByLosing, lossByGaining, operand);
}

/** Most settings of an editor are no agent's: what is taken out of them, or not known, is no matter of its hooks. */
function editorChange(change: FileChange, operand: Operand): readonly Effect[] {
  if (change.kind === 'unknown') return [];
  const entries = change.kind === 'piece' ? entriesOfPiece : (text: string) => entriesOf(text, '.json') ?? [];
  return compared(entries(change.before ?? ''), entries(change.after), () => undefined, lossByGaining, operand);
}

const lost = (loss: Loss, operand: Operand, note: string): Effect => ({ kind: 'agent.reconfigure', operand, flags: [loss], note });

const NOTES: Readonly<Record<Loss, string>> = {
  disable: 'hooks switched off or replaced',
  environment: 'a variable that reaches hooks',
  broad: 'questions switched off',
};

function compared(
  before: readonly Entry[],
  after: readonly Entry[],
  losing: (entry: Entry) => Loss | undefined,
  gaining: (entry: Entry) => Loss | undefined,
  operand: Operand,
): readonly Effect[] {
  const were = new Set(before.map(named));
  const are = new Set(after.map(named));
  const losses = new Map<Loss, string>();
  const gained = after.filter((entry) => !were.has(named(entry)));
  for (const entry of before) {
    const isGone = !are.has(named(entry)) && !gained.some((other) => isMoved(entry, other));
    if (isGone) note(losses, losing(entry), entry);
  }
  for (const entry of gained) note(losses, gaining(entry), entry);
  return [...losses].map(([loss, key]) => lost(loss, operand, `${NOTES[loss]} (${key})`));
}

const named = ({ key, value }: Entry): string => `${key}\0${value}`;

function note(losses: Map<Loss, string>, loss: Loss | undefined, { key }: Entry): void {
  if (loss !== undefined && !losses.has(loss)) losses.set(loss, key.slice(0, 80));
}

/** A hook's or plugin's program: whoever changes one that is there may take its teeth; a new one does nothing to the others. */
function programChange(change: Exclude<FileChange, { kind: 'unknown' }>, operand: Operand): readonly Effect[] {
  if (change.before === change.after) return [];
  if (change.before !== undefined) return [lost('disable', operand, 'the program of a hook changed')];
  return SAYS_NOTHING.test(change.after) ? [lost('disable', operand, 'a hook that lets everything pass')] : [];
}

/** A program of a hook that is there only to stand where another stood. */
const SAYS_NOTHING = /^(?:#![^\n]*)?\s*(?:exit(?: 0)?|true|:|process\.exit\(0?\);?|sys\.exit\(0?\)|import sys[;\n]\s*sys\.exit\(0?\))?\s*$/;
