import type { ProgramFamily } from './family.ts';
import { copying } from './files/copying.ts';
import { creation } from './files/creation.ts';
import { permissions } from './files/permissions.ts';
import { removal } from './files/removal.ts';

export const files: readonly ProgramFamily[] = [removal, copying, creation, permissions];
