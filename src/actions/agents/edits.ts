import type { Operand } from '../../domain/operand.ts';
import type { Setting } from '../command.ts';
import type { FileChange } from './changes.ts';
import { EDITOR_SETTINGS, FOLDER_STARTUP } from './places.ts';

/** Larger settings count as unknown: no agent has them. */
const MAX_BYTES = 1024 * 1024;

/** Whether a file says how an agent is watched, or what every later session starts with. What lies in a temporary folder is no agent's. */
export const isWatched = ({ classes, value }: Operand): boolean =>
  !classes.includes('temp') &&
  (classes.includes('agent-hooks') ||
    classes.includes('shell-startup') ||
    (value !== undefined && (EDITOR_SETTINGS.test(value) || FOLDER_STARTUP.test(value))));

/** What the disk holds there; `null` where that cannot be told. */
export function contentNow(operand: Operand, setting: Setting): string | undefined | null {
  if (operand.value === undefined) return null;
  const content = setting.machine.files.read(operand.value, MAX_BYTES);
  return content.kind === 'text' ? content.text : content.kind === 'missing' ? undefined : null;
}

/** One replacement in a file; without `old`, text that is put somewhere into it. */
export interface Replacement {
  readonly old?: string;
  readonly new: string;
  readonly everywhere?: boolean;
}

export function replaced(operand: Operand, setting: Setting, after: string): FileChange {
  const before = contentNow(operand, setting);
  return before === null ? { kind: 'piece', before: '', after } : { kind: 'whole', before, after };
}

/** What edits make of a file: the whole of it where it is there, else the pieces that they name. */
export function edited(operand: Operand, setting: Setting, edits: readonly Replacement[]): FileChange {
  const before = contentNow(operand, setting);
  if (before === undefined && edits.length === 1 && edits[0]?.old === '') return { kind: 'whole', before, after: edits[0].new };
  if (typeof before !== 'string' || edits.some((edit) => edit.old === undefined)) {
    return { kind: 'piece', before: edits.map((edit) => edit.old ?? '').join('\n'), after: edits.map((edit) => edit.new).join('\n') };
  }
  let after = before;
  for (const { old = '', new: text, everywhere } of edits) {
    if (old === '' || !after.includes(old)) return { kind: 'unknown' };
    after = everywhere === true ? after.replaceAll(old, () => text) : after.replace(old, () => text);
  }
  return { kind: 'whole', before, after };
}
