import { describe, expect, it } from 'vitest';
import { analyzeShell } from '../../../../src/actions/shell/index.ts';
import type { Shell } from '../../../../src/domain/event.ts';
import { PROJECT, setting } from '../../../support/setting.ts';
import { traceOf } from './trace.ts';

const traced = (command: string, name: string, text: string, shell: Shell = 'bash'): readonly string[] =>
  traceOf(analyzeShell(command, shell, setting({ files: { [`${PROJECT}/${name}`]: text } })));

/** What is deleted where the file is run by its name, and what stays unread. */
const deletedBy = (name: string, text: string, shell?: Shell): readonly string[] =>
  traced(`./${name}`, name, text, shell)
    .slice(1)
    .flatMap((line) => / \| (file\.delete \S+|db\.drop \S+|opaque .*)/.exec(line)?.[1] ?? []);

const ROOT = ['file.delete /'];
const SHELL = 'd=/\nrm -rf "$d"\n';
const PYTHON = 'import shutil\nshutil.rmtree("/")\n';
const JAVASCRIPT = 'require("fs").rmSync("/", { recursive: true })\n';

describe('a file that is run by its name is read in the language of its first line', () => {
  it.each([
    ['#!/bin/sh', SHELL],
    ['#!/bin/dash', SHELL],
    ['#!/bin/ash -e', SHELL],
    ['#!/usr/bin/ksh93', SHELL],
    ['#!/bin/mksh', SHELL],
    ['#! /bin/bash -eu', 'd=(/)\nrm -rf "${d[@]}"\n'],
    ['#!\t/usr/local/bin/BASH', SHELL],
    ['#!/usr/bin/env   bash  ', SHELL],
    ['#!/bin/sh\r', SHELL],
    ['#!/bin/zsh', '=rm -rf /\n'],
    ['#!/usr/bin/env fish', 'set d /\nrm -rf $d\n'],
    ['#!/usr/bin/env pwsh', '$d = "/"\nRemove-Item -Recurse $d\n'],
    ['#!/usr/bin/env python3', PYTHON],
    ['#!/usr/bin/python3.12', PYTHON],
    ['#!/usr/bin/pypy3', PYTHON],
    ['#!/usr/bin/env node', JAVASCRIPT],
    ['#!/usr/bin/env -S  node  --no-warnings', JAVASCRIPT],
    ['#!/usr/bin/nodejs', JAVASCRIPT],
    ['#!/usr/bin/env bun', JAVASCRIPT],
    ['#!/usr/local/bin/deno', JAVASCRIPT],
    ['#!/usr/bin/env -S NODE_ENV=test tsx', JAVASCRIPT],
    ['#!/usr/bin/perl -w', 'use File::Path;\nrmtree("/");\n'],
    ['#!/usr/bin/env ruby', 'require "fileutils"\nFileUtils.rm_rf("/")\n'],
    ['#!/usr/bin/php', '<?php\nsystem("rm -rf /");\n'],
    ['#!/usr/bin/lua5.4', 'os.execute("rm -rf /")\n'],
    ['#!/usr/bin/awk -f', 'BEGIN { system("rm -rf /") }\n'],
    ['#!/usr/bin/gawk -f', 'BEGIN { system("rm -rf /") }\n'],
    ['#!/usr/bin/env Rscript', 'unlink("/", recursive = TRUE)\n'],
    ['#!/usr/bin/osascript', 'do shell script "rm -rf /"\n'],
    ['#!/usr/bin/env tclsh', 'exec rm -rf /\n'],
  ])('%s', (line, text) => {
    expect(deletedBy('tool', `${line}\n${text}`)).toEqual(ROOT);
    expect(traced('./tool', 'tool', `${line}\n${text}`)).toHaveLength(2);
  });

  it('whatever its ending says', () => {
    expect(deletedBy('tool.py', `#!/bin/sh\n${SHELL}`)).toEqual(ROOT);
  });
});

describe('a first line that says more than a language is the command that it makes of the file', () => {
  it.each([
    ['a shell of another program', '#!/bin/busybox ash', SHELL],
    ['as another user', '#!/usr/bin/sudo bash', SHELL],
    ['without a variable', '#!/usr/bin/env -u PATH bash', SHELL],
    ['a program that runs another', '#!/usr/bin/env -S npx tsx', JAVASCRIPT],
    ['a program that finds the interpreter', '#!/usr/bin/env -S uv run --script', PYTHON],
    ['a program with targets of its own', '#!/usr/bin/make -f', 'all:\n\trm -rf /\n'],
  ])('%s', (_, line, text) => {
    expect(deletedBy('tool', `${line}\n${text}`)).toEqual(ROOT);
  });

  it.each([
    ['code', `#!/usr/bin/env -S bash -c 'rm -rf /'\nls\n`],
    ['a command', '#!/usr/bin/env -S rm -rf /\n'],
  ])('and may itself be %s', (_, text) => {
    expect(deletedBy('tool', text)).toContain('file.delete /');
  });

  it('and is read in its language, too, where its words are of no use', () => {
    expect(deletedBy('tool', '#!/usr/bin/env -S ruby --external-encoding utf-8\nFileUtils.rm_rf("/")\n')).toEqual([
      'opaque ./utf-8 missing “it is not there”',
      'file.delete /',
    ]);
  });

  it('each time that it is run, and behind the first line of another', () => {
    const files = { [`${PROJECT}/outer`]: '#!/bin/busybox sh\n./inner\n./inner\n', [`${PROJECT}/inner`]: '#!/bin/busybox sh\nrm -rf /\n' };
    const trace = traceOf(analyzeShell('./outer', 'bash', setting({ files })));
    expect(trace.filter((line) => line.includes('file.delete /'))).toHaveLength(2);
  });

  it('and hands on what the file is given', () => {
    expect(traced('./tool /', 'tool', '#!/bin/busybox sh\nrm -rf "$1"\n').at(-1)).toBe(
      'tool > busybox > sh > rm -rf / | file.delete / recursive force',
    );
  });

  it.each([
    ['nothing known', '#!/opt/tool --now', []],
    ['its own file', '#!/usr/bin/env', ['tool > /usr/bin/env ./tool', 'tool > env > ./tool | exec ./tool']],
    ['a program of a name that is longer', '#!/usr/bin/shell', []],
    ['an option alone', '#!/usr/bin/env -i', ['tool > /usr/bin/env -i ./tool', 'tool > env > ./tool | exec ./tool']],
  ])('and runs nothing of the text where it leads to %s', (_, line, expected) => {
    expect(traced('./tool', 'tool', `${line}\n${SHELL}`).slice(1)).toEqual(expected);
  });
});

describe('a file without such a line', () => {
  it.each([
    ['tool', SHELL],
    ['tool.sh', SHELL],
    ['tool.bash', SHELL],
    ['tool.zsh', '=rm -rf /\n'],
    ['tool.fish', 'set d /\nrm -rf $d\n'],
    ['tool.ps1', '$d = "/"\nRemove-Item -Recurse $d\n'],
    ['.tool', SHELL],
    ['tool.d/run', SHELL],
    ['notes.txt', SHELL],
    ['tool.py', 'rm -rf /\n'],
    ['empty-line', `#!\n${SHELL}`],
    ['late', `\n#!/usr/bin/env python3\n${SHELL}`],
  ])('%s is read by the shell that starts it', (name, text) => {
    expect(deletedBy(name, text)).toEqual(ROOT);
  });

  it.each([
    ['tool.py', PYTHON],
    ['tool.js', JAVASCRIPT],
    ['TOOL.MJS', JAVASCRIPT],
    ['tool.cjs', JAVASCRIPT],
    ['tool.ts', JAVASCRIPT],
    ['tool.pl', 'use File::Path;\nrmtree("/");\n'],
    ['tool.rb', 'FileUtils.rm_rf("/")\n'],
    ['tool.php', '<?php\nsystem("rm -rf /");\n'],
    ['tool.lua', 'os.execute("rm -rf /")\n'],
  ])('%s is read in the language of its ending, too, and PowerShell reads it in that alone', (name, text) => {
    expect(deletedBy(name, text)).toEqual([...ROOT, `opaque ./${name} unreadable “it cannot be read to its end”`]);
    expect(deletedBy(name, text, 'powershell')).toEqual(ROOT);
  });

  it.each([
    ['tool.sql', 'DROP DATABASE shop;\n', ['db.drop shop']],
    ['tool.sh', SHELL, ROOT],
    ['tool.bash', SHELL, ROOT],
    ['tool', SHELL, ROOT],
    ['tool.d/run', SHELL, ROOT],
    ['.tool', SHELL, ROOT],
    ['rb', SHELL, ROOT],
    ['.rb', SHELL, ROOT],
    ['tool.cmd', SHELL, []],
  ])('%s, started from PowerShell, is what its ending says', (name, text, expected) => {
    expect(deletedBy(name, text, 'powershell')).toEqual(expected);
  });
});
