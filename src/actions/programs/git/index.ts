import type { ProgramTable } from '../../command.ts';

export const git: ProgramTable = {};
