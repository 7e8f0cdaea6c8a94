import { backups } from './data/backups.ts';
import { consoles } from './data/consoles.ts';
import { manyMachines } from './data/fleets.ts';
import { jobs } from './data/jobs.ts';
import { messaging } from './data/messaging.ts';
import { objects } from './data/objects.ts';
import { search } from './data/search.ts';
import { vaults } from './data/vaults.ts';
import { sqlClients } from './databases/clients.ts';
import { documents } from './databases/documents.ts';
import { migrations } from './databases/migrations.ts';
import { servers } from './databases/servers.ts';
import type { ProgramFamily } from './family.ts';

/** Databases and whatever else keeps data for others. Some programs are known elsewhere, too, by another side of theirs. */
export const data: readonly ProgramFamily[] = [
  backups,
  consoles,
  documents,
  jobs,
  manyMachines,
  messaging,
  migrations,
  objects,
  search,
  servers,
  sqlClients,
  vaults,
];
