import type { ProgramTable } from '../command.ts';

export const archives: ProgramTable = {};
