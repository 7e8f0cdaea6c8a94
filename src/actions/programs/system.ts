import type { ProgramTable } from '../command.ts';

export const system: ProgramTable = {};
