import type { ProgramTable } from '../command.ts';
import { compilers } from './packages/compilers.ts';
import { javascriptPackages } from './packages/javascript.ts';
import { languages } from './packages/languages.ts';
import { pythonPackages } from './packages/python.ts';
import { runners } from './packages/runners.ts';
import { machineWide, withLookalikes, withRegistries } from './packages/surroundings.ts';
import { systemPackages } from './packages/system.ts';

/** Programs that get, remove and publish packages, or run what a project says under a name. */
export const packages: ProgramTable = {
  ...withLookalikes(withRegistries({ ...javascriptPackages, ...pythonPackages, ...languages })),
  ...machineWide(systemPackages),
  ...runners,
  ...compilers,
};
