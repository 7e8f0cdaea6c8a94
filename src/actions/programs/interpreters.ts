import type { ProgramTable } from '../command.ts';

export const interpreters: ProgramTable = {};
