import { environment } from './credentials/environment.ts';
import { stores } from './credentials/stores.ts';
import type { ProgramFamily } from './family.ts';

export const credentials: readonly ProgramFamily[] = [stores, environment];
