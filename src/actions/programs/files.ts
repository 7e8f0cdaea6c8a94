import type { ProgramTable } from '../command.ts';

export const files: ProgramTable = {};
