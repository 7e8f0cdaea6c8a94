import { changedFamily, type ProgramFamily } from './family.ts';
import { compilers } from './packages/compilers.ts';
import { javascriptPackages } from './packages/javascript.ts';
import { languages } from './packages/languages.ts';
import { pythonPackages } from './packages/python.ts';
import { runners } from './packages/runners.ts';
import { machineWide, withLookalikes, withRegistries } from './packages/surroundings.ts';
import { systemPackages } from './packages/system.ts';

const installers = [javascriptPackages, pythonPackages, languages];

/** Programs that get, remove and publish packages, or run what a project says under a name. */
export const packages: readonly ProgramFamily[] = [
  ...installers.map((installer) => changedFamily(installer, (table) => withLookalikes(withRegistries(table)))),
  changedFamily(systemPackages, machineWide),
  runners,
  compilers,
];
