import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../../scripts/build-rules.ts';
import { analyze } from '../../../../src/actions/index.ts';
import { EXAMPLE_FACTS, judgeExample } from '../../../../src/cli/judge-example.ts';
import type { HookEvent } from '../../../../src/domain/event.ts';
import { memoryFiles } from '../../../support/setting.ts';

const rules = compileRules(resolve(import.meta.dirname, '../../../../rules'));
const PROGRAM = '/usr/lib/node_modules/hookwarden';
const { machine } = EXAMPLE_FACTS;
const ownPaths = [...machine.ownPaths, PROGRAM];
const files = memoryFiles({ '/home/dev/project/state': { link: '/home/dev/.local/state/hookwarden' } });
const facts = { ...EXAMPLE_FACTS, machine: { ...machine, ownPaths, files } };
const judged = (command: string) => judgeExample({ command }, rules, 'standard', facts).verdict;

describe('no call changes, feeds or ends the guard', () => {
  it.each([
    'hookwarden init --yes',
    'hookwarden key create --role admin',
    'hookwarden policy trust',
    'hookwarden pause 10m',
    'hookwarden allow-once k7',
    'hookwarden unlock',
    'hookwarden audit prune --before 2026-01-01',
    'hookwarden audit erase --month 2026-01',
    'hookwarden audit show r5-00000000 --unseal',
    'hookwarden audit show 5 --unseal=true --json',
    'hookwarden audit --unseal show 5',
    'hookwarden audit show --private k.pem --un""seal 5',
    'o=--unseal; hookwarden audit show 5 $o',
    'hookwarden audit show 5 $(cat option)',
    'hookwarden keys create-sealing --to /tmp/k.pem',
    'hookwarden keys rotate --to /tmp/k.pem',
    'npx hookwarden keys rotate',
    'hookwarden key create --name a -- --help',
    'hookwarden clock reset',
    'hookwarden install --host cursor',
    'hookwarden uninstall',
    'hookwarden upgrade',
    'npx -y hookwarden@1 key revoke k1',
    './node_modules/.bin/hookwarden key revoke k1',
    'node node_modules/hookwarden/bin/hookwarden.cjs key revoke k1',
    `node ${PROGRAM}/dist/cli.mjs init`,
    `NODE_NO_WARNINGS=1 node --no-warnings ${PROGRAM}/dist/hook.cjs block < event.json`,
    '~/.local/state/hookwarden/launcher block < event.json',
    './state/launcher block < event.json',
    '"$(hookwarden launcher)" block < event.json',
    'env -i /usr/bin/env hookwarden unlock',
    'nohup hookwarden unlock &',
    "script -qc 'hookwarden unlock' /dev/null",
    "expect -c 'spawn hookwarden allow-once k7; interact'",
    "tmux new-session -d 'hookwarden unlock'",
    "screen -S a -X stuff 'hookwarden unlock\\n'",
    `python3 -c "import pty; pty.spawn(['hookwarden', 'unlock'])"`,
    "ssh dev@127.0.0.1 'hookwarden unlock'",
    'echo hookwarden unlock | at now',
    'systemd-run --user hookwarden unlock',
    'xterm -e hookwarden unlock',
    `osascript -e 'tell application "Terminal" to do script "hookwarden unlock"'`,
    'pkill -9 -f hookwarden',
    'killall hookwarden',
    'kill -STOP $(pgrep -f hookwarden)',
    'pidof hookwarden | xargs kill',
    'npm uninstall -g hookwarden',
    'pnpm remove -g hookwarden',
    `rm -rf ${PROGRAM}/node_modules/better-sqlite3`,
    'rm ~/.local/state/hookwarden/hookwarden.db-wal',
    'sqlite3 ~/.local/state/hookwarden/hookwarden.db "delete from records"',
    'chmod -x ~/.local/state/hookwarden/launcher',
    "echo 'export HOOKWARDEN_HOME=/tmp/h' >> ~/.bashrc",
    "printf 'export LD_PRELOAD=/tmp/x.so\\n' >> ~/.zshenv",
    "echo 'export CLAUDE_CONFIG_DIR=/tmp/x' >> .envrc",
    'rm ~/.cl*/set*.json',
    'echo \'export NODE_OPTIONS="--require /tmp/x.cjs"\' | tee -a ~/.profile',
    'echo "alias claude=\'claude --dangerously-skip-permissions\'" >> ~/.zshrc',
  ])('%s', (command) => {
    expect(judged(command).decision).toBe('deny');
  });
});

describe('it may be looked at', () => {
  it.each([
    'hookwarden --help',
    'hookwarden audit list --last 5',
    'hookwarden audit verify',
    'hookwarden audit show 5 --json',
    'hookwarden keys show',
    'hookwarden keys',
    'hookwarden keys rotate --help',
    'hookwarden rules show git.force-push',
    'hookwarden status',
    'hookwarden launcher',
    'hookwarden policy show',
    'ls -la ~/.local/state',
    'pgrep -fl hookwarden',
    'npm ls hookwarden',
  ])('%s', (command) => {
    expect(judged(command)).toMatchObject({ decision: 'allow', findings: [] });
  });

  it('who asks it how a call would be judged passes, and is recorded', () => {
    expect(judged("hookwarden check 'rm -rf /'")).toMatchObject({ decision: 'allow', findings: [{ ruleId: 'self-protection.probe' }] });
  });

  it('start-up files may be changed otherwise, if a person agrees', () => {
    expect(judged("echo 'export NODE_OPTIONS=--max-old-space-size=4096' >> ~/.bashrc").decision).toBe('ask');
  });
});

describe('a shell that waits for input', () => {
  const opaque = (command: string, raw: HookEvent['raw']) => {
    const tool = { name: 'Bash', input: { command } };
    const event: HookEvent = {
      host: 'claude-code',
      name: 'PreToolUse',
      blocking: 'blocks',
      sessionId: 's',
      cwd: '/home/dev/project',
      tool,
      raw,
    };
    return analyze(event, facts).actions.flatMap(({ effects }) => effects.filter(({ kind }) => kind === 'opaque').map(({ note }) => note));
  };

  it.each(['bash --norc', 'exec zsh -i', 'python3', 'env node', 'sudo -s', 'ssh build.example.com'])(
    '%s is told apart where nobody hears that input',
    (command) => {
      expect(opaque(command, { turn_id: 't' })).toHaveLength(1);
      expect(opaque(command, {})).toEqual([]);
    },
  );

  it.each(["bash -c 'ls'", 'echo ls | bash', 'python3 -V', 'node app.js'])('%s does not wait', (command) => {
    expect(opaque(command, { turn_id: 't' }).filter((note) => note !== 'it is not there')).toEqual([]);
  });
});
