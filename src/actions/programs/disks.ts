import type { ProgramTable } from '../command.ts';

export const disks: ProgramTable = {};
