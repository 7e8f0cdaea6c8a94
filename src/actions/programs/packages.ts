import type { ProgramTable } from '../command.ts';

export const packages: ProgramTable = {};
