import type { ProgramTable } from '../command.ts';

export const text: ProgramTable = {};
