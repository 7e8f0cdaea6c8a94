import type { ProgramFamily } from './family.ts';
import { editors } from './wrappers/editors.ts';
import { environment } from './wrappers/environment.ts';
import { items } from './wrappers/items.ts';
import { nixes } from './wrappers/nix.ts';
import { plain } from './wrappers/plain.ts';
import { privilege } from './wrappers/privilege.ts';
import { remote } from './wrappers/remote.ts';
import { shells } from './wrappers/shells.ts';
import { terminals } from './wrappers/terminals.ts';

/** Programs that run other commands: the shell interpreter follows what they return in `runs`. */
export const wrappers: readonly ProgramFamily[] = [plain, privilege, environment, items, shells, remote, terminals, editors, nixes];
