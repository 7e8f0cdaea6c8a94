import { CLOCK } from './clock.ts';
import type { Condition } from './condition.ts';
import { DISK } from './disk.ts';
import { FOLDERS } from './folders.ts';
import { LIMITS_OF_PROCESSES } from './limits.ts';
import { LOCKS } from './locks.ts';
import { HOME_NAMES } from './names.ts';
import { VERSIONS } from './versions.ts';

export const CONDITIONS: readonly Condition[] = [
  ...DISK,
  ...LIMITS_OF_PROCESSES,
  ...LOCKS,
  ...VERSIONS,
  ...CLOCK,
  ...FOLDERS,
  ...HOME_NAMES,
];
