import type { ProgramTable } from '../command.ts';

export const network: ProgramTable = {};
