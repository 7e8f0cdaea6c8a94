import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoted } from '../detached.ts';
import type { Installed } from '../installed.ts';
import type { Condition } from './condition.ts';
import { suffering } from './condition.ts';

/** A launcher that does this first. */
function behind({ home, launcher }: Installed, line: string): string {
  const limited = join(home, 'limited');
  writeFileSync(limited, `#!/bin/sh\n${line}\nexec ${quoted(launcher)} "$@"\n`, { mode: 0o700 });
  return limited;
}

const limited = (kind: string, name: string, line: string): Condition => ({
  kind,
  name,
  find: suffering({ impose: (installed) => behind(installed, line), lift: () => undefined }),
});

/** With fewer than 11 the shell cannot even open the launcher, and ends with 2 whatever the verb; Node wants some twenty. */
const DESCRIPTORS = [12, 14, 16, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 32, 48];
/** Of address space, of which Node takes far more than it uses. */
const MEGABYTES = [64, 256, 512, 700, 1000, 1500, 2000, 4000];
/** Blocks of 512 bytes that a file may have: whoever writes more gets a signal. */
const BLOCKS = [0, 8, 64, 128, 512];

/** Where groups of processes with a bound on their memory are made: cgroup 2, then 1. */
const GROUPS = [
  { folder: '/sys/fs/cgroup', bound: 'memory.max' },
  { folder: '/sys/fs/cgroup/memory', bound: 'memory.limit_in_bytes' },
] as const;

/** The one that can be used here. */
function groupsHere(): (typeof GROUPS)[number] | undefined {
  return GROUPS.find(({ folder, bound }) => {
    try {
      accessSync(folder, constants.W_OK);
      const probe = mkdtempSync(join(folder, 'hookwarden-'));
      const usable = existsSync(join(probe, bound));
      rmdirSync(probe);
      return usable;
    } catch {
      return false;
    }
  });
}

const groups = groupsHere();

function inGroup(megabytes: number): Condition {
  let group = '';
  return {
    kind: 'memory of the group',
    name: `${megabytes} MB`,
    lacks: groups ? undefined : 'a cgroup that it may divide',
    find: suffering({
      impose: (installed) => {
        if (!groups) return undefined;
        group = mkdtempSync(join(groups.folder, 'hookwarden-'));
        writeFileSync(join(group, groups.bound), String(megabytes * 1024 * 1024));
        return behind(installed, `echo $$ >'${join(group, 'cgroup.procs')}'`);
      },
      lift: () => {
        if (readFileSync(join(group, 'cgroup.procs'), 'utf8') === '') rmdirSync(group);
      },
    }),
  };
}

export const LIMITS_OF_PROCESSES: readonly Condition[] = [
  ...DESCRIPTORS.map((count) => limited('descriptors', `${count} of them`, `ulimit -n ${count}`)),
  ...MEGABYTES.map((megabytes) => limited('address space', `${megabytes} MB`, `ulimit -v ${megabytes * 1024}`)),
  ...BLOCKS.map((blocks) => limited('size of files', `${blocks} blocks`, `ulimit -f ${blocks}`)),
  ...[8, 16, 24, 32, 40, 48, 64, 96].map(inGroup),
];
