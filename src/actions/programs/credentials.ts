import type { ProgramTable } from '../command.ts';
import { environment } from './credentials/environment.ts';
import { stores } from './credentials/stores.ts';

export const credentials: ProgramTable = { ...stores, ...environment };
