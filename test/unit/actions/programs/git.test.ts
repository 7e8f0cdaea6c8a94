import { describe, expect, it } from 'vitest';
import type { Command, Outcome } from '../../../../src/actions/command.ts';
import { git } from '../../../../src/actions/programs/git/index.ts';
import { programName } from '../../../../src/actions/words.ts';
import { shownEffects, shownRuns } from '../../../support/outcome.ts';
import { effectsOf, outcomeOf, tableOf } from '../../../support/programs.ts';
import { command, type MemoryFiles, PROJECT, setting } from '../../../support/setting.ts';

const programs = tableOf(...git);

function run(text: string, more: { environment?: Command['environment']; files?: MemoryFiles } = {}): Outcome | undefined {
  const built = command(text, more);
  return programs[programName(built.words[0])]?.(built, setting(more.files ? { files: more.files } : {}));
}

const assigned = (name: string, value: string) => ({ [name]: { text: value, value, certainty: 'literal' as const } });

describe('everyday work is only that', () => {
  it.each([
    ['git status -sb', 'git.read'],
    ['git log --oneline -5', 'git.read'],
    ['git diff --cached -- src/a.ts', 'git.read'],
    ['git log --format=%h:%s main..HEAD', 'git.read'],
    ['git -C sub show HEAD', 'git.read'],
    ['git branch -a', 'git.read'],
    ['git branch topic', 'git.local'],
    ['git tag v1.2.3', 'git.local'],
    ['git tag -l v1.*', 'git.read'],
    ['git add -A', 'git.local'],
    ["git commit -m 'git push --force, then reset --hard'", 'git.commit'],
    ["git commit -am 'fix: -n is not --no-verify'", 'git.commit'],
    ['git commit -m -n', 'git.commit'],
    ['git commit -F msg.txt -S', 'git.commit'],
    ['git push', 'git.push'],
    ['git push -u origin topic', 'git.push origin'],
    ['git push origin HEAD:topic', 'git.push origin'],
    ['git push --force --dry-run', 'git.read'],
    ['git fetch --all --prune', 'git.local'],
    ['git pull --rebase origin main', 'git.local'],
    ['git merge --no-ff topic', 'git.local'],
    ['git rebase origin/main', 'git.local'],
    ['git rebase --continue', 'git.local'],
    ['git checkout topic', 'git.local'],
    ['git checkout -b topic origin/main', 'git.local'],
    ['git checkout -', 'git.local'],
    ['git checkout --theirs src/a.ts', 'git.local'],
    ['git switch -c topic', 'git.local'],
    ['git restore --staged src/a.ts', 'git.local staged-only'],
    ['git reset', 'git.local'],
    ['git reset --soft HEAD~1', 'git.local HEAD~1'],
    ['git clean -nd', 'git.read'],
    ['git clean -d', 'git.read'],
    ['git stash', 'git.local'],
    ['git stash pop', 'git.local'],
    ["git stash push -m 'drop'", 'git.local'],
    ['git stash list', 'git.read'],
    ['git rm --cached .env', 'git.local staged-only'],
    ['git gc', 'git.local'],
    ['git reflog', 'git.read'],
    ['git worktree add ../x topic', 'git.local'],
    ['git worktree remove ../x', 'git.local'],
    ['git push --help', 'git.read'],
    ['git config user.name', 'git.read'],
    ['git config --get core.hooksPath', 'git.read'],
    ['git submodule update --init --recursive', 'git.local'],
    ['git apply --check a.patch', 'git.read'],
    ['git remote -v', 'git.read'],
  ])('%s', (text, expected) => {
    expect(
      (run(text)?.effects ?? []).map((effect) =>
        shownEffects({ effects: [effect] })[0]
          ?.split(' ')
          .slice(0, expected.split(' ').length)
          .join(' '),
      ),
    ).toEqual([expected]);
    expect(shownRuns(run(text))).toEqual([]);
  });

  it('takes harmless values of settings that could execute', () => {
    for (const text of [
      'git -c core.pager=cat log',
      'git -c core.editor=true rebase --continue',
      "git -c core.pager='less -F' log",
      'git -c core.fsmonitor=false status',
    ]) {
      expect(shownEffects(run(text)).filter((effect) => effect.startsWith('git.config'))).toEqual([]);
    }
    for (const [name, value] of [
      ['GIT_PAGER', 'cat'],
      ['GIT_EDITOR', ':'],
      ['GIT_SSH_COMMAND', 'ssh -i ~/.ssh/deploy -o IdentitiesOnly=yes'],
      ['GIT_CONFIG_GLOBAL', '/dev/null'],
    ] as const) {
      expect(shownEffects(run('git log', { environment: assigned(name, value) }))).toEqual(['git.read']);
    }
  });
});

describe('losing work', () => {
  it.each([
    ['git reset --hard', ['git.discard hard']],
    ['git reset --har HEAD', ['git.discard hard HEAD']],
    ['git reset -q --hard origin/main', ['git.discard hard,history origin/main']],
    ['git -C . -c user.name=x reset --hard HEAD~3', ['git.discard hard,history HEAD~3']],
    ['git checkout -- src/a.ts', [`git.discard ${PROJECT}/src/a.ts`]],
    ['git checkout .', [`git.discard ${PROJECT}`]],
    ['git checkout HEAD -- .', [`git.discard ${PROJECT}`]],
    ['git checkout main src/a.ts', [`git.discard ${PROJECT}/src/a.ts`]],
    ['git checkout -f main', ['git.discard force']],
    ['git switch --discard-changes main', ['git.discard force']],
    ['git switch --disc main', ['git.discard force']],
    ['git restore .', [`git.discard ${PROJECT}`]],
    ['git restore --staged --worktree a', [`git.discard ${PROJECT}/a`]],
    ['git restore -SW a', [`git.discard ${PROJECT}/a`]],
    ['git restore :/', [`git.discard ${PROJECT}`]],
    ['git clean -fd', ['git.clean force,recursive,untracked']],
    ['git clean -f -x -d build', [`git.clean force,ignored,recursive,untracked ${PROJECT}/build`]],
    ['git clean -fX', ['git.clean force,ignored']],
    ['git -c clean.requireForce=false clean -d', ['git.clean force,recursive,untracked']],
    ['git stash drop', ['git.discard delete']],
    ['git stash clear', ['git.discard all,delete']],
    ['git rm -rf src', [`file.delete force,recursive ${PROJECT}/src`]],
    ['git read-tree -u --reset HEAD', ['git.discard hard']],
    ['git checkout-index -f -a', ['git.discard all,force']],
    ['git worktree remove --force ../x', ['git.discard force /home/ada/code/x']],
    ['git submodule deinit -f --all', ['git.discard all,force']],
    ['git --work-tree=/srv checkout .', ['git.discard /srv']],
  ])('%s', (text, expected) => {
    expect(shownEffects(run(text))).toEqual(expected);
  });

  it('knows a path by the disk where nothing else tells', () => {
    const files = { [`${PROJECT}/README`]: 'x' };
    expect(shownEffects(run('git checkout README', { files }))).toEqual([`git.discard ${PROJECT}/README`]);
    expect(shownEffects(run('git checkout README'))).toEqual(['git.local']);
  });
});

describe('rewriting', () => {
  it.each([
    ['git commit --amend --no-edit', ['git.rewrite amend']],
    ['git rebase -i HEAD~3', ['git.rewrite interactive']],
    ['git branch -D topic', ['git.branch-delete force topic']],
    ['git branch -d -f main', ['git.branch-delete force,protected-branch main']],
    ['git branch -d topic', ['git.branch-delete topic']],
    ['git branch -M main', ['git.local force,protected-branch main']],
    ['git tag -d v1', ['git.tag-delete v1']],
    ['git update-ref -d refs/heads/main', ['git.branch-delete force,protected-branch refs/heads/main']],
    ['git update-ref refs/heads/x abc', ['git.rewrite force refs/heads/x']],
    ['git filter-repo --force --path x', ['git.rewrite force,history']],
    ['git filter-repo --analyze', ['git.read']],
    ['git reflog expire --expire=now --all', ['git.rewrite all,recovery']],
    ['git reflog delete HEAD@{1}', ['git.rewrite recovery']],
    ['git gc --prune=now', ['git.rewrite recovery']],
    ['git -c gc.reflogExpire=now gc', ['git.rewrite recovery']],
    ['git prune', ['git.rewrite recovery']],
    ['git replace abc def', ['git.rewrite history abc']],
  ])('%s', (text, expected) => {
    expect(shownEffects(run(text))).toEqual(expected);
  });

  it('follows the filters of filter-branch', () => {
    const found = run("git filter-branch -f --tree-filter 'rm -f secret' HEAD");
    expect(shownEffects(found)).toEqual(['git.rewrite force,history']);
    expect(shownRuns(found)).toEqual(['sh: rm -f secret']);
  });
});

describe('pushing', () => {
  it.each([
    ['git push --force', 'git.push force'],
    ['git push -fu origin topic', 'git.push force origin'],
    ['git push --forc origin topic', 'git.push origin'],
    ['git push --force-with-lease origin topic', 'git.push force,with-lease origin'],
    ['git push --force-with-lease=main:abc origin topic', 'git.push force,with-lease origin'],
    ['git push --force --force-with-lease origin topic', 'git.push force origin'],
    ['git push origin +topic', 'git.push force origin'],
    ['git push origin +HEAD:main', 'git.push force,protected-branch origin'],
    ['git push -f origin refs/heads/release/1.0', 'git.push force,protected-branch origin'],
    ['git push origin main', 'git.push protected-branch origin'],
    ['git push origin :topic', 'git.push delete origin'],
    ['git push origin --delete master', 'git.push delete,protected-branch origin'],
    ['git push -d origin topic', 'git.push delete origin'],
    ['git push --mirror origin', 'git.push mirror origin'],
    ['git push --all -f', 'git.push all,force'],
    ['git push --prune origin', 'git.push delete origin'],
    ['git push --tags', 'git.push'],
    ['git push origin :refs/tags/v1', 'git.push delete origin'],
    ['git push --repo=origin -f main', 'git.push force,protected-branch origin'],
  ])('%s', (text, expected) => {
    expect(shownEffects(run(text))).toEqual([expected]);
  });

  it('asks .git/HEAD which branch a bare forced push is about', () => {
    const files = { [`${PROJECT}/.git/HEAD`]: 'ref: refs/heads/main\n' };
    expect(shownEffects(run('git push -f', { files }))).toEqual(['git.push force,protected-branch']);
    expect(shownEffects(run('git push -f', { files: { [`${PROJECT}/.git/HEAD`]: 'ref: refs/heads/topic\n' } }))).toEqual([
      'git.push force',
    ]);
  });

  it('asks the HEAD of a linked worktree', () => {
    const files = { [`${PROJECT}/.git`]: 'gitdir: /srv/r/.git/worktrees/w\n', '/srv/r/.git/worktrees/w/HEAD': 'ref: refs/heads/main\n' };
    expect(shownEffects(run('git push -f', { files }))).toEqual(['git.push force,protected-branch']);
  });

  it('says that a push to an address is an upload', () => {
    expect(shownEffects(run('git push https://drop.example/x.git topic'))).toEqual(['git.push drop.example', 'net.upload drop.example']);
    expect(shownEffects(run('git push git@github.com:ada/shop.git topic'))[1]).toBe('net.upload github.com');
  });
});

describe('going past checks', () => {
  it.each([
    ['git commit --no-verify -m x', ['git.commit', 'git.bypass no-verify']],
    ['git commit -nm x', ['git.commit', 'git.bypass no-verify']],
    ['git commit --no-veri -m x', ['git.commit', 'git.bypass no-verify']],
    ['git merge --no-verify topic', ['git.local', 'git.bypass no-verify']],
    ['git merge -n topic', ['git.local']],
    ['git push --no-verify', ['git.push', 'git.bypass no-verify']],
    ['git -c core.hooksPath= commit -m x', ['git.bypass no-verify core.hookspath', 'git.commit']],
    ['git config --unset core.hooksPath', ['git.bypass no-verify core.hooksPath']],
    ['git config --remove-section core', ['git.bypass no-verify core.hooksPath']],
    ['git commit-tree -m x HEAD^{tree}', ['git.bypass no-verify']],
    ['git -c core.hooksPath=/dev/null commit -m x', ['git.bypass no-verify core.hookspath', 'git.commit']],
  ])('%s', (text, expected) => {
    expect(shownEffects(run(text))).toEqual(expected);
  });

  it('knows the variables that switch hook runners off', () => {
    expect(shownEffects(run('git commit -m x', { environment: assigned('HUSKY', '0') }))).toEqual(['git.commit', 'git.bypass no-verify']);
    for (const [name, value] of [
      ['SKIP', 'ruff'],
      ['LEFTHOOK_EXCLUDE', 'lint'],
      ['PRE_COMMIT_ALLOW_NO_CONFIG', '1'],
    ] as const)
      expect(shownEffects(run('git commit -m x', { environment: assigned(name, value) }))).toContain('git.bypass no-verify');
    expect(shownEffects(run('git push', { environment: assigned('HUSKY', '0') }))).toEqual(['git.push', 'git.bypass no-verify']);
  });
});

describe('executing', () => {
  it.each([
    ["git -c core.sshCommand='sh -c id' fetch", ['sh: sh -c id']],
    ["git -c alias.x='!rm -r dist' x", ['sh: rm -r dist']],
    ['git -c core.fsmonitor=./run status', ['sh: ./run']],
    ["git -c core.pager='sh -c id' log", ['sh: sh -c id']],
    ["git -c credential.helper='!f() { id; }; f' fetch", ['sh: f() { id; }; f']],
    ["git -c filter.x.clean='id' add a", ['sh: id']],
    ['git -c diff.external=./d diff', ['sh: ./d']],
    ["git clone 'ext::sh -c id' x", ['sh: sh -c id']],
    ["git clone -u 'sh -c id' ./a b", ['sh: sh -c id']],
    ["git fetch --upload-pack='touch x' ./a", ['sh: touch x']],
  ])('%s', (text, expected) => {
    expect(shownEffects(run(text))).toContainEqual(expect.stringMatching(/^git\.config-exec/));
    expect(shownRuns(run(text))).toEqual(expected);
  });

  it.each([
    ["git rebase --exec 'npm test' main", ['sh: npm test']],
    ["git rebase -x 'rm a' -x 'rm b' main", ['sh: rm a', 'sh: rm b']],
    ['git bisect run npm test', ['argv npm test']],
    ["git submodule foreach 'git reset --hard'", ['sh: git reset --hard']],
    ['git submodule foreach --recursive git pull', ['argv git pull']],
    ["git grep -O'sh -c id' x", ['sh: sh -c id']],
    ['git grep --open-files-in-pager=less x', ['sh: less']],
    ["git difftool -x 'code -d' HEAD", ['sh: code -d']],
  ])('%s', (text, expected) => {
    expect(shownRuns(run(text))).toEqual(expected);
  });

  it.each([
    ['GIT_SSH_COMMAND', 'sh -c id'],
    ['GIT_EXTERNAL_DIFF', './x'],
    ['GIT_EDITOR', 'sh -c id'],
    ['PAGER', './x'],
    ['GIT_EXEC_PATH', '/tmp/x'],
    ['GIT_CONFIG_PARAMETERS', "'core.pager=./x'"],
  ])('the variable %s', (name, value) => {
    expect(shownEffects(run('git log', { environment: assigned(name, value) }))[0]).toContain('git.config-exec');
  });

  it('reads configuration that the environment counts out', () => {
    const environment = {
      ...assigned('GIT_CONFIG_COUNT', '1'),
      ...assigned('GIT_CONFIG_KEY_0', 'alias.x'),
      ...assigned('GIT_CONFIG_VALUE_0', '!id'),
    };
    expect(shownRuns(run('git x', { environment }))).toEqual(['sh: id']);
  });

  it('follows an alias that is configured in the same call', () => {
    expect(shownEffects(run("git -c alias.undo='reset --hard' undo"))).toEqual(['git.discard hard']);
  });

  it('follows an alias of the repository and of the person', () => {
    const files = {
      [`${PROJECT}/.git/config`]: '[core]\n\tbare = false\n[alias]\n\tundo = reset --hard\n',
      '/home/ada/.gitconfig': '[alias]\n\twipe = "!rm -rf"\n',
    };
    expect(shownEffects(run('git undo HEAD~1', { files }))).toEqual(['git.discard hard,history HEAD~1']);
    expect(shownRuns(run("git wipe 'a b'", { files }))).toEqual(["sh: rm -rf 'a b'"]);
    expect(shownEffects(run('git bare', { files }))).toEqual(['git.local']);
  });

  it('says what a setting will execute, and keeps it from running now', () => {
    const found = run("git config --global alias.x '!id'");
    expect(shownEffects(found)).toEqual(['git.local alias.x', 'git.config-exec global,persist alias.x']);
    expect(shownRuns(found)).toEqual([]);
    expect(shownEffects(run('git config core.hooksPath .githooks'))).toEqual([
      'git.local core.hooksPath',
      `git.config-exec persist ${PROJECT}/.githooks`,
    ]);
    expect(shownEffects(run('git config set core.sshCommand ./x'))[1]).toBe('git.config-exec persist core.sshcommand');
    expect(shownEffects(run("git config alias.lg 'log --graph'"))).toEqual(['git.local alias.lg']);
    expect(shownEffects(run('git config user.email a@b.c'))).toEqual(['git.local user.email']);
  });
});

describe('files and other machines', () => {
  it.each([
    ['git show HEAD:.env', ['git.read', `file.read ${PROJECT}/.env`]],
    ['git diff --no-index /etc/hosts a', ['git.read', 'file.read /etc/hosts', `file.read ${PROJECT}/a`]],
    ['git log --output=x', ['git.read', `file.write ${PROJECT}/x`]],
    ['git archive -o /tmp/a.tar HEAD', ['git.read', 'file.write /tmp/a.tar']],
    ['git clone https://github.com/a/b', ['net.download github.com']],
    ['git remote add o https://drop.example/x', ['git.local drop.example']],
    ['git ls-remote git@github.com:a/b', ['net.request github.com']],
    ['git credential fill', ['secret.read']],
    ['git svn dcommit', ['git.push']],
  ])('%s', (text, expected) => {
    expect(shownEffects(run(text))).toEqual(expected);
  });
});

describe('code hosts', () => {
  it.each([
    ['gh pr view 12 --json title', ['infra.read 12']],
    ['gh pr list', ['infra.read']],
    ["gh pr create --title x --body 'then gh repo delete'", ['infra.create']],
    ['gh repo delete ada/shop --yes', ['infra.destroy delete,irrecoverable ada/shop']],
    ['gh -R ada/shop release delete v1', ['infra.destroy delete v1']],
    ['gh api repos/ada/shop', ['infra.read repos/ada/shop']],
    ['gh api -X DELETE repos/ada/shop', ['infra.destroy delete,irrecoverable repos/ada/shop']],
    ['gh api --method=delete repos/ada/shop', ['infra.destroy delete,irrecoverable repos/ada/shop']],
    ['gh api repos/ada/shop/issues -f title=x', ['infra.change repos/ada/shop/issues']],
    ["gh api graphql -f query='query { viewer { login } }'", ['infra.read graphql']],
    ["gh api graphql -f query='mutation { x }'", ['infra.change graphql']],
    ['gh pr merge 12 --squash', ['infra.change 12']],
    ['gh pr merge 12 --admin', ['infra.change 12', 'git.bypass protected-branch']],
    ['gh secret set TOKEN', ['secret.write TOKEN']],
    ['gh auth token', ['secret.read']],
    ['gh auth status', []],
    ['gh repo edit ada/shop --visibility public', ['infra.change broad ada/shop']],
    ['gh gist create notes.txt', [`file.read ${PROJECT}/notes.txt`, 'net.upload contents gist.github.com']],
    ["gh alias set x '!id'", ['git.config-exec global,persist x']],
    ['glab mr merge 3', ['infra.change 3']],
  ])('%s', (text, expected) => {
    expect(shownEffects(run(text))).toEqual(expected);
  });
});

describe('other version controls', () => {
  it.each([
    ['hg update default', []],
    ['hg update --clean default', ['git.discard hard default']],
    ['hg revert --all', ['git.discard hard']],
    ['hg purge', ['git.clean force']],
    ['hg purge --print', []],
    ['svn revert a.c', []],
    ['svn revert -R .', ['git.discard hard .']],
    ['svn delete https://svn.example/trunk -m old', ['infra.destroy https://svn.example/trunk']],
    ['svn cleanup --remove-unversioned', ['git.clean force']],
  ])('%s: %j', (text, expected) => expect([...effectsOf(text), ...shownRuns(outcomeOf(text))]).toEqual(expected));
});

describe('texts that a forge keeps', () => {
  it.each([
    ['gh pr comment 7 --body-file notes.md', ['infra.change', 'file.read /home/ada/code/shop/notes.md', 'net.upload contents github.com']],
    ['gh pr comment 7 --body done', ['infra.change']],
    ['gh issue create --title a --body -', ['infra.create']],
    ['gh gist view abc', ['infra.read abc']],
  ])('%s: %j', (text, expected) => expect([...effectsOf(text), ...shownRuns(outcomeOf(text))]).toEqual(expected));
});
