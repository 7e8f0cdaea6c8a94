import type { ProgramTable } from '../command.ts';

export const find: ProgramTable = {};
