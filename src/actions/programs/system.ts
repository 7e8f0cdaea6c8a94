import type { ProgramFamily } from './family.ts';
import { accounts } from './system/accounts.ts';
import { cmdlets } from './system/cmdlets.ts';
import { endless } from './system/endless.ts';
import { firewall } from './system/firewall.ts';
import { harmless } from './system/harmless.ts';
import { kernel } from './system/kernel.ts';
import { keys } from './system/keys.ts';
import { logs } from './system/logs.ts';
import { macos } from './system/macos.ts';
import { processes } from './system/processes.ts';
import { schedule } from './system/schedule.ts';
import { services } from './system/services.ts';
import { tellers } from './system/told.ts';
import { watching } from './system/watching.ts';
import { windows } from './system/windows.ts';

export const system: readonly ProgramFamily[] = [
  harmless,
  endless,
  services,
  tellers,
  processes,
  schedule,
  firewall,
  accounts,
  cmdlets,
  kernel,
  logs,
  keys,
  macos,
  watching,
  windows,
];
