import type { Program } from '../command.ts';
import { agents } from './agents.ts';
import { encryption } from './archives/encryption.ts';
import { archives } from './archives.ts';
import { credentials } from './credentials.ts';
import { data } from './data.ts';
import { disks } from './disks.ts';
import { knows, type ProgramFamily } from './family.ts';
import { files } from './files.ts';
import { find } from './find.ts';
import { git } from './git/index.ts';
import { guards } from './guard.ts';
import { selections } from './infrastructure/selections.ts';
import { sent } from './infrastructure/sent.ts';
import { infrastructure } from './infrastructure.ts';
import { interpreters } from './interpreters.ts';
import { network } from './network.ts';
import { packages } from './packages.ts';
import { sources } from './sources.ts';
import { system } from './system.ts';
import { text } from './text.ts';
import { wrappers } from './wrappers.ts';

export const families: readonly ProgramFamily[] = [
  agents,
  ...archives,
  ...credentials,
  ...data,
  disks,
  encryption,
  ...files,
  find,
  ...git,
  guards,
  ...infrastructure,
  selections,
  interpreters,
  ...network,
  ...packages,
  sent,
  sources,
  ...system,
  ...text,
  ...wrappers,
];

const met = new Map<string, Program | undefined>();
/** Names are whatever a call says: those that are not known are as many as it likes. */
const MAX_MET = 10_000;

/** What is known of a program, by its lower-cased base name. */
export function programNamed(name: string): Program | undefined {
  if (met.has(name)) return met.get(name);
  const known = families.flatMap((family) => (knows(family, name) ? (family.table()[name] ?? []) : []));
  const [first, ...others] = known;
  const program = first && others.reduce(both, first);
  if (met.size < MAX_MET) met.set(name, program);
  return program;
}

/** A program that two tables know, each a side of it: `kubectl exec` runs a command, `kubectl get secret` reads one. */
function both(first: Program, second: Program): Program {
  return (command, setting) => {
    const [left, right] = [first(command, setting), second(command, setting)];
    const stdout = left.stdout ?? right.stdout;
    const selects = left.selects ?? right.selects;
    return {
      effects: [...(left.effects ?? []), ...(right.effects ?? [])],
      runs: [...(left.runs ?? []), ...(right.runs ?? [])],
      writes: [...(left.writes ?? []), ...(right.writes ?? [])],
      ...(stdout ? { stdout } : {}),
      ...(selects ? { selects } : {}),
    };
  };
}
