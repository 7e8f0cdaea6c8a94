import { holdsWord } from '../../domain/word-list.ts';
import type { ProgramTable } from '../command.ts';

/** Programs that are told in one place. */
export interface ProgramFamily {
  /** By lower-cased base name, with blanks between. INVARIANT: the names that the table has, and no other. */
  readonly names: string;
  readonly table: () => ProgramTable;
}

export const family = (names: string, table: () => ProgramTable): ProgramFamily => ({ names, table });

/** The same programs, each changed. */
export const changedFamily = ({ names, table }: ProgramFamily, change: (table: ProgramTable) => ProgramTable): ProgramFamily =>
  family(names, () => change(table()));

export const knows = ({ names }: ProgramFamily, name: string): boolean => holdsWord(names, name);
