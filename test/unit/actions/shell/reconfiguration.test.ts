import { describe, expect, it } from 'vitest';
import { analyzeShell } from '../../../../src/actions/shell/index.ts';
import { HOME, type MemoryFiles, PROJECT, type SettingOptions, setting } from '../../../support/setting.ts';

const GUARDED = '{"hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"hookwarden block"}]}]}}';
const SETTINGS = '.claude/settings.json';
const HOOK = '.claude/hooks/check.sh';
const files: MemoryFiles = {
  [`${PROJECT}/${SETTINGS}`]: GUARDED,
  [`${PROJECT}/${HOOK}`]: '#!/bin/sh\nhookwarden block\n',
  [`${PROJECT}/same.json`]: GUARDED,
  [`${PROJECT}/bare.json`]: '{"model":"m"}',
  [`${HOME}/.bashrc`]: 'export LD_PRELOAD=/lib/known.so\n',
  [`${PROJECT}/sub/start`]: 'export LD_PRELOAD=/tmp/x.so\n',
  [`${PROJECT}/sub/.claude/hooks/a.sh`]: 'hookwarden block\n',
  '/tmp/.claude/settings.json': GUARDED,
};

/** What an agent's hooks and later sessions lose, and by which command: `kind file: note <- command`. */
const losses = (text: string, options: SettingOptions = {}): string[] =>
  analyzeShell(text, 'bash', setting({ files, ...options })).actions.flatMap(({ invocation, effects }) =>
    effects.flatMap(({ kind, operand, note }) =>
      kind === 'agent.reconfigure' || (kind === 'guard.tamper' && note !== undefined)
        ? [`${operand?.text}: ${note} <- ${invocation?.argv[0]}`]
        : [],
    ),
  );

const REPLACED = 'hooks switched off or replaced (hooks.pretooluse)';
const UNSEEN = 'an unseen change of settings';
const PRELOADED = 'LD_PRELOAD for every session';

describe('a command that writes the settings of an agent is told by what they say then', () => {
  it.each<[string, ...string[]]>([
    [`echo '{"model":"m"}' > ${SETTINGS}`, `${SETTINGS}: ${REPLACED} <- echo`],
    [`cp bare.json ${SETTINGS}`, `${SETTINGS}: ${REPLACED} <- cp`],
    [`mv bare.json ${SETTINGS}`, `${SETTINGS}: ${REPLACED} <- mv`],
    [`cat bare.json > ${SETTINGS}`, `${SETTINGS}: ${REPLACED} <- cat`],
    [`cat < bare.json > ${SETTINGS}`, `${SETTINGS}: ${REPLACED} <- cat`],
    [`cat bare.json | tee ${SETTINGS}`, `${SETTINGS}: ${REPLACED} <- tee`],
    [`cp same.json ${SETTINGS}`],
    [`cat same.json > ${SETTINGS}`],
    [`echo '${GUARDED}' > ${SETTINGS}`],
    [`: > ${SETTINGS}`, `${SETTINGS}: settings emptied <- :`],
    [`echo x >> ${SETTINGS}`, `${SETTINGS}: settings that no agent can read <- echo`],
    [`echo >> ${SETTINGS}`],
    [`generate > ${SETTINGS}`, `${SETTINGS}: ${UNSEEN} <- generate`],
    [`cp gone.json ${SETTINGS}`, `${SETTINGS}: ${UNSEEN} <- cp`],
    [`cp "$x" ${SETTINGS}`, `${SETTINGS}: ${UNSEEN} <- cp`],
    [`generate > x.json; cat < x.json > ${SETTINGS}`, `${SETTINGS}: ${UNSEEN} <- cat`],
    [`generate > bare.json; cat < bare.json > ${SETTINGS}`, `${SETTINGS}: ${UNSEEN} <- cat`],
    [`echo "{$(date)}" > ${SETTINGS}`, `${SETTINGS}: ${UNSEEN} <- echo`],
    [`sed -i s/block/x/ ${SETTINGS}`, `${SETTINGS}: ${UNSEEN} <- sed`],
    [`truncate -s 0 ${SETTINGS}`, `${SETTINGS}: ${UNSEEN} <- truncate`],
    ['generate > .cursor/hooks.json', `.cursor/hooks.json: ${UNSEEN} <- generate`],
    [`touch ${SETTINGS}`],
    [`cat ${SETTINGS}`],
    ['echo "{}" > other.json'],
    ['echo "{}" > /tmp/.claude/settings.json'],
    [`python3 -c 'open("${SETTINGS}", "w").write("{}")'`, `${SETTINGS}: settings emptied <- python3`],
  ])('%s', (text, ...expected) => {
    expect(losses(text)).toEqual(expected);
  });
});

describe('a file is judged by what the whole call leaves in it', () => {
  it.each<[string, ...string[]]>([
    [`echo '{}' > ${SETTINGS}; cp same.json ${SETTINGS}`],
    [`cp same.json ${SETTINGS}; echo '{}' > ${SETTINGS}`, `${SETTINGS}: settings emptied <- echo`],
    [`echo '{"model":' > ${SETTINGS}; echo '"m"}' >> ${SETTINGS}`, `${SETTINGS}: ${REPLACED} <- echo`],
    [`printf '{"model":' > ${SETTINGS}; cat end >> ${SETTINGS}`, `${SETTINGS}: ${UNSEEN} <- printf`],
    [`cp bare.json ${SETTINGS}; touch ${SETTINGS}`, `${SETTINGS}: ${REPLACED} <- touch`],
    ['echo a >> ~/.bashrc; echo "export LD_PRELOAD=/tmp/x.so" >> ~/.bashrc', `~/.bashrc: ${PRELOADED} <- echo`],
    [
      'printf "export LD_PRE" >> ~/.bashrc; printf "LOAD=/tmp/x.so\\n" | tee -a ~/.bashrc; echo a | tee -a ~/.bashrc',
      `~/.bashrc: ${PRELOADED} <- printf`,
    ],
    [`echo '{}' > x; cp x y; cp y z; cp z v; cp v w; cp w u; cp u ${SETTINGS}`, `${SETTINGS}: settings emptied <- cp`],
    [`echo '{}' > x; cp x ${SETTINGS}; echo '${GUARDED}' > x`, `${SETTINGS}: settings emptied <- cp`],
    [`echo '${GUARDED}' > x; cp x ${SETTINGS}; echo '{}' > x`],
  ])('%s', (text, ...expected) => {
    expect(losses(text)).toEqual(expected);
  });
});

describe('a program that a hook runs', () => {
  it.each<[string, ...string[]]>([
    [`echo x >> ${HOOK}`, `${HOOK}: the program of a hook changed <- echo`],
    [`generate > ${HOOK}`, `${HOOK}: ${UNSEEN} <- generate`],
    [`touch ${HOOK}`],
    ['generate > .claude/hooks/new.sh'],
    ["printf 'exit 0' > .claude/hooks/new.sh", '.claude/hooks/new.sh: a hook that lets everything pass <- printf'],
    [': > .claude/hooks/new.sh', '.claude/hooks/new.sh: a hook that lets everything pass <- :'],
    ["echo 'hookwarden block' > .claude/hooks/new.sh"],
    ['mkdir -p .claude/hooks'],
    ['mkdir .claude/hooks/x'],
    ['cp -r x .claude/hooks'],
    [`mv ${HOOK} .claude/hooks/y.sh`],
  ])('%s', (text, ...expected) => {
    expect(losses(text)).toEqual(expected);
  });
});

describe('what every later session starts with', () => {
  it.each<[string, ...string[]]>([
    ["echo 'export LD_PRELOAD=/tmp/x.so' >> ~/.bashrc", `~/.bashrc: ${PRELOADED} <- echo`],
    ["echo 'export LD_PRELOAD=/tmp/x.so' > ~/.bashrc", `~/.bashrc: ${PRELOADED} <- echo`],
    ["echo 'export LD_PRELOAD=/tmp/x.so' >> ~/.zshrc", `~/.zshrc: ${PRELOADED} <- echo`],
    ["echo 'export LD_PRELOAD=/tmp/x.so' > .envrc", `.envrc: ${PRELOADED} <- echo`],
    ["echo 'export LD_PRELOAD=/lib/known.so' >> ~/.bashrc"],
    ['cat sub/start >> ~/.bashrc', `~/.bashrc: ${PRELOADED} <- cat`],
    ['cd sub; cat start >> ~/.bashrc', `~/.bashrc: ${PRELOADED} <- cat`],
    ['cp sub/start ~/.zprofile', `~/.zprofile: ${PRELOADED} <- cp`],
    ["cd /tmp; echo 'export LD_PRELOAD=/tmp/x.so' > x; cat x >> ~/.bashrc; rm x", `~/.bashrc: ${PRELOADED} <- cat`],
    ['cat start >> ~/.bashrc'],
    ["echo 'alias l=ls' >> ~/.bashrc"],
    ['generate >> ~/.bashrc'],
    [
      'echo \'{"chat.tools.autoApprove": true}\' > .vscode/settings.json',
      '.vscode/settings.json: questions switched off (chat.tools.autoapprove) <- echo',
    ],
    ['echo \'{"editor.fontSize": 12}\' > .vscode/settings.json'],
  ])('%s', (text, ...expected) => {
    expect(losses(text)).toEqual(expected);
  });

  it('is told from a file in a folder that is not known', () => {
    const text = `generate > "$x/${SETTINGS}"; echo '{}' > "$x/${SETTINGS}"`;
    expect(losses(text)).toEqual([`"$x/${SETTINGS}": ${UNSEEN} <- echo`]);
    expect(losses(`echo '{}' > ${SETTINGS}`, { cwd: undefined })).toEqual([`${SETTINGS}: ${UNSEEN} <- echo`]);
  });
});
