import type { ProgramTable } from '../command.ts';

export const credentials: ProgramTable = {};
