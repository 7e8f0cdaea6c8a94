import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../../src/domain/error-code.ts';
import type { Condition } from './condition.ts';
import { suffering } from './condition.ts';

/** Set where this process has mounts of its own (scripts/faults.ts): whatever it mounts goes with it. */
export const OWN_MOUNTS = 'HOOKWARDEN_OWN_MOUNTS';

const lacks = process.env[OWN_MOUNTS] === '1' ? undefined : 'mounts of its own (`unshare --mount`)';
const SIZE = '48m';
const INODES = 64;

/** What lies on the small disk: the state alone, so that a denial can still wait elsewhere, or all of it. */
const PLACES = { 'the state folder': 'state', 'all folders': '' } as const;
type Place = (typeof PLACES)[keyof typeof PLACES];

function run(program: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}

function mount(folder: string, options: string): void {
  mkdirSync(folder, { recursive: true });
  run('mount', '-t', 'tmpfs', '-o', `mode=0700,${options}`, 'tmpfs', folder);
}

const onSmallDisk = (place: Place, options = `size=${SIZE}`) => ({
  prepare: (home: string) => mount(join(home, place), options),
  clear: (home: string) => run('umount', '--lazy', join(home, place)),
});

const filler = (folder: string): string => join(folder, 'filler');

/** Leaves so many bytes. */
function fill(folder: string, leave: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const descriptor = openSync(filler(folder), 'w');
  const block = Buffer.alloc(bsize);
  for (let left = bavail * bsize - leave; left >= bsize; left -= bsize) writeSync(descriptor, block);
  closeSync(descriptor);
}

const nameOf = (folder: string, number: number): string => join(folder, `name-${number}`);

function useUpNames(folder: string): void {
  try {
    for (let number = 0; number < INODES; number++) writeFileSync(nameOf(folder, number), '');
  } catch (error) {
    if (codeOf(error) !== 'ENOSPC') throw error;
  }
}

const full = (name: string, place: Place): readonly Condition[] =>
  [0, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128].map((kilobytes) => ({
    kind: 'full disk',
    name: `${name}, ${kilobytes} KB left`,
    lacks,
    find: suffering({
      ...onSmallDisk(place),
      impose: ({ home }) => void fill(join(home, place), kilobytes * 1024),
      lift: ({ home }) => rmSync(filler(join(home, place))),
    }),
  }));

const noNames = (name: string, place: Place): Condition => ({
  kind: 'no file names left',
  name,
  lacks,
  find: suffering({
    ...onSmallDisk(place, `size=${SIZE},nr_inodes=${INODES}`),
    impose: ({ home }) => void useUpNames(join(home, place)),
    lift: ({ home }) => {
      for (let number = 0; number < INODES; number++) rmSync(nameOf(join(home, place), number), { force: true });
    },
  }),
});

const readOnly = (name: string, place: Place): Condition => ({
  kind: 'read-only disk',
  name,
  lacks,
  find: suffering({
    ...onSmallDisk(place),
    impose: ({ home }) => void run('mount', '-o', 'remount,ro', join(home, place)),
    lift: ({ home }) => run('mount', '-o', 'remount,rw', join(home, place)),
    denied: /\[audit\.read-only\]/,
  }),
});

export const DISK: readonly Condition[] = Object.entries(PLACES).flatMap(([name, place]) => [
  ...full(name, place),
  noNames(name, place),
  readOnly(name, place),
]);
