import type { ProgramFamily } from './family.ts';
import { clouds } from './infrastructure/clouds.ts';
import { clusters } from './infrastructure/clusters.ts';
import { directories } from './infrastructure/directories.ts';
import { provisioning } from './infrastructure/provisioning.ts';

/** What runs or is kept elsewhere: clouds, clusters, directories of accounts. */
export const infrastructure: readonly ProgramFamily[] = [clouds, provisioning, clusters, directories];
