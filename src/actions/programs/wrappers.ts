import type { ProgramTable } from '../command.ts';

export const wrappers: ProgramTable = {};
