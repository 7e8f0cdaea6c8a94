import { describe, expect, it } from 'vitest';
import { type Command, HOLE, type Outcome, type Stream } from '../../../../src/actions/command.ts';
import { wrappers } from '../../../../src/actions/programs/wrappers.ts';
import { analyzeShell } from '../../../../src/actions/shell/index.ts';
import { programName } from '../../../../src/actions/words.ts';
import { shownEffects, shownRuns } from '../../../support/outcome.ts';
import { effectsOf, outcomeOf, tableOf } from '../../../support/programs.ts';
import { command, type MemoryFiles, setting } from '../../../support/setting.ts';

const programs = tableOf(...wrappers);

function run(text: string, more: { stdin?: Stream; environment?: Command['environment']; files?: MemoryFiles } = {}): Outcome | undefined {
  const built = command(text, more);
  return programs[programName(built.words[0])]?.(built, setting(more.files ? { files: more.files } : {}));
}

describe('wrappers hand on the command that they run', () => {
  it.each([
    ['nohup npm start', 'argv npm start'],
    ['timeout -k 5 30s make all', 'argv make all'],
    ['timeout --signal=KILL 10 sleep 3', 'argv sleep 3'],
    ['nice -n 19 tar cf a.tar b', 'argv tar cf a.tar b'],
    ['stdbuf -oL grep x', 'argv grep x'],
    ['strace -f -o /tmp/trace ls /', 'argv ls /'],
    ['taskset 0x3 make', 'argv make'],
    ['sudo -u postgres psql', 'argv psql'],
    ['sudo LANG=C ls', 'argv ls'],
    ['sudo -EH cat x', 'argv cat x'],
    ['doas -u www ls', 'argv ls'],
    ['runuser -u ada -- ls', 'argv ls'],
    ["su - ada -c 'ls -l'", 'sh: ls -l'],
    ["runuser ada -c 'ls'", 'sh: ls'],
    ['env -i A=1 B=2 printf x', 'argv printf x'],
    ["env -S 'A=1 rm -r' dist", 'argv rm -r dist'],
    ["env '-Srm -r dist'", 'argv rm -r dist'],
    ['busybox rm x', 'argv rm x'],
    ['bwrap --ro-bind / / --dev /dev --unshare-net -- rm x', 'argv rm x'],
    ['bwrap --bind /a /b ls', 'argv ls'],
    ['op run --env-file=.env -- rm x', 'argv rm x'],
    ["hyperfine 'ls -l'", 'sh: ls -l'],
    ["nodemon --exec 'rm x'", 'sh: rm x'],
    ['chroot /mnt ls', 'argv ls'],
    ['watch -n 2 ls -l', 'sh: ls -l'],
    ["watch 'ls | wc -l'", 'sh: ls | wc -l'],
    ['watch -x ls', 'argv ls'],
    ["flock /tmp/l -c 'ls'", 'sh: ls'],
    ['flock -n /tmp/l ls', 'argv ls'],
    ["script -qc 'ls' /tmp/log", 'sh: ls'],
    ['direnv exec . make', 'argv make'],
    ['mise exec node@22 -- npm ci', 'argv npm ci'],
    ['nix develop -c make', 'argv make'],
    ["nix-shell -p jq --run 'jq .'", 'bash: jq .'],
    ['systemd-run --user -p A=B --wait ls', 'argv ls'],
    ["tmux new-session -d -s w 'npm start'", 'sh: npm start'],
    ['screen -dmS w npm start', 'argv npm start'],
    ["man -P 'cat' ls", 'sh: cat'],
    ["vim -es -c ':!ls' x", 'sh: ls'],
    ["vim -c 'w | !ls | wc' x", 'sh: ls | wc'],
    ['nvim --headless -c \'lua os.execute("ls")\'', 'sh: ls'],
    ["vim -c ':%!sort' x", 'sh: sort'],
    ["vim '+:silent !ls | wc' x", 'sh: ls | wc'],
    ['emacs --batch --eval \'(shell-command "ls")\'', 'sh: ls'],
    ['vim -S x.vim', 'file x.vim as code'],
    ['emacs --script x.el', 'file x.el as code'],
  ])('%s', (text, expected) => {
    expect(shownRuns(run(text))).toEqual([expected]);
  });

  it.each([
    'sudo -l',
    'sudo -v',
    'timeout --help',
    'ionice -p 12',
    'busybox --list',
    'tmux ls',
    'tmux send-keys -t w ls',
    'screen -ls',
    'man ls',
    'xargs',
  ])('nothing: %s', (text) => expect(shownRuns(run(text))).toEqual([]));

  it('keeps the folder and the environment that env sets', () => {
    const found = run('env -C /srv A=1 ls')?.runs?.[0];
    expect(found).toMatchObject({ cwd: { value: '/srv' }, environment: { A: { value: '1' } } });
  });

  it('says that env alone shows the environment, unless it was emptied', () => {
    expect(shownEffects(run('env'))).toEqual(['secret.dump environment']);
    expect(shownEffects(run('env -i'))).toEqual([]);
  });

  it('tells an edit that is saved from one that is looked at', () => {
    expect(shownEffects(run("vim -es -c '%s/a/b/' -c wq x"))[0]).toContain('file.write in-place');
    expect(shownEffects(run('vim +12 x'))[0]).toContain('file.read interactive');
  });

  it('says who a command is run as', () => {
    expect(shownEffects(run('sudo -u postgres psql'))).toEqual(['process.privilege postgres']);
    expect(shownEffects(run('sudo -i'))).toEqual(['process.privilege interactive']);
    expect(shownEffects(run('sudoedit x'))).toEqual([]);
  });

  it('joins the keys that tmux types, once a line is ended', () => {
    expect(shownRuns(run("tmux send-keys -t w 'npm test' Enter"))).toEqual(['sh: npm test\n']);
    expect(shownRuns(run('tmux send-keys -t w ls Space -a C-m'))).toEqual(['sh: ls -a\n']);
  });
});

describe('shells', () => {
  it.each([
    ["bash -c 'ls'", 'bash: ls'],
    ["bash -lc 'ls'", 'bash: ls'],
    ["bash -o pipefail -ec 'ls'", 'bash: ls'],
    ["sh +x -c 'ls'", 'sh: ls'],
    ["zsh -c 'ls'", 'zsh: ls'],
    ["fish -c 'ls'", 'fish: ls'],
    ['bash -x build.sh a', 'file build.sh as bash'],
    ['bash -- build.sh', 'file build.sh as bash'],
    ['/bin/dash run', 'file run as sh'],
    ["pwsh -NoProfile -Command 'Get-Item x'", 'powershell: Get-Item x'],
    ['powershell -ep bypass -f a.ps1', 'file a.ps1 as powershell'],
    ['pwsh a.ps1', 'file a.ps1 as powershell'],
    ['cmd /c dir', 'sh: dir'],
  ])('%s', (text, expected) => {
    expect(shownRuns(run(text))).toEqual([expected]);
  });

  it('reads what arrives on standard input as the script', () => {
    const stdin: Stream = { origin: 'downloaded' };
    expect(shownRuns(run('bash', { stdin }))).toEqual(['stdin bash']);
    expect(shownRuns(run('sh -s -- --yes', { stdin }))).toEqual(['stdin sh']);
    expect(shownRuns(run('bash /dev/stdin', { stdin }))).toEqual(['stdin bash']);
    expect(shownRuns(run('bash -', { stdin }))).toEqual(['stdin bash']);
  });

  it('tells what $0 and the positional parameters are', () => {
    const [found] = run("bash -c '$0 -rf $1' rm x")?.runs ?? [];
    expect(found).toMatchObject({ zero: { value: 'rm' }, arguments: [{ value: 'x' }] });
    const last = analyzeShell("bash -c '$0 -rf $1' rm x", 'bash', setting()).actions.at(-1);
    expect(last?.invocation?.argv).toEqual(['rm', '-rf', 'x']);
  });

  it('only reads a script whose syntax it checks', () => {
    expect(shownRuns(run('bash -n build.sh'))).toEqual([]);
    expect(shownEffects(run('bash -n build.sh'))[0]).toContain('file.read');
  });

  it('runs the file that BASH_ENV names first', () => {
    const environment = { BASH_ENV: { text: '/tmp/x', value: '/tmp/x', certainty: 'literal' } } as const;
    expect(shownRuns(run("bash -c 'ls'", { environment }))).toEqual(['file /tmp/x as bash', 'bash: ls']);
  });

  it('decodes an encoded PowerShell command', () => {
    const text = Buffer.from('Get-Date', 'utf16le').toString('base64');
    expect(shownRuns(run(`pwsh -enc ${text}`))).toEqual(['powershell: Get-Date']);
  });

  it('says that a shell without a script is a person’s', () => {
    expect(shownEffects(run('bash -i'))).toEqual(['exec interactive']);
    expect(shownEffects(run('bash --version'))).toEqual([]);
  });
});

describe('items become commands', () => {
  const literal = (text: string): Stream => ({ origin: 'literal', text });
  it.each([
    ['xargs rm', 'a b\nc\n', ['argv rm a b c']],
    ['xargs -0 rm', `a b${HOLE}c`, ['argv rm a b c']],
    ['xargs -I{} mv {} {}.bak', 'a\nb\n', ['argv mv a a.bak', 'argv mv b b.bak']],
    ['xargs -n 1 -P4 rm', 'a', ['argv rm a']],
    ["xargs -d '\\n' rm", 'a b\n', ['argv rm a b']],
    ['parallel rm', 'a\nb c\n', ['sh: rm a', "sh: rm 'b c'"]],
  ])('%s', (text, input, expected) => {
    expect(shownRuns(run(text, { stdin: literal(input) }))).toEqual(expected);
  });

  it.each([
    ['xargs rm -r', ['argv rm -r ?']],
    ['parallel rm {} ::: a b', ['sh: rm a', 'sh: rm b']],
    ["parallel 'mv {1} {2}' ::: a ::: b", ['sh: mv a b']],
    ["parallel ::: 'rm x' 'ls'", ['sh: rm x', 'sh: ls']],
    ['entr -r make test', ['argv make test']],
  ])('%s', (text, expected) => {
    expect(shownRuns(run(text, { stdin: { origin: 'dynamic' } }))).toEqual(expected);
  });

  it('reads the items of xargs -a from the file', () => {
    expect(shownRuns(run('xargs -a list rm', { files: { '/home/ada/code/shop/list': 'a b' } }))).toEqual(['argv rm a b']);
    expect(shownEffects(run('xargs -a list rm'))).toEqual(['file.read /home/ada/code/shop/list']);
  });

  it('keeps where the items come from', () => {
    const outcome = run('xargs -I{} sh -c {}', { stdin: { origin: 'downloaded' } });
    const [first] = outcome?.runs ?? [];
    expect(first?.kind === 'argv' && first.argv.at(-1)?.stream).toEqual({ origin: 'downloaded' });
  });

  it('is bounded, and says that there was more', () => {
    const runs = shownRuns(run('xargs rm', { stdin: literal('x '.repeat(100_000)) }));
    expect(runs).toHaveLength(1);
    expect(runs[0]?.endsWith('x ?')).toBe(true);
  });
});

describe('other machines', () => {
  it.each([
    ['ssh web1 uptime -p', ['@sh: uptime -p']],
    ["ssh -p 22 -i key ada@web1 'ls /srv; id'", ['@sh: ls /srv; id']],
    ["ssh web1 -p 22 'ls'", ['@sh: ls']],
    ["ssh -o 'ProxyCommand=nc %h %p' web1", ['sh: nc %h %p']],
    ['ssh -oProxyCommand=none web1 ls', ['@sh: ls']],
    ['docker exec -it web ls /', ['@argv ls /']],
    ['docker run --rm -e A=1 alpine:3 ls /', ['@argv ls /']],
    ['docker run --rm --entrypoint sh alpine:3 -c ls', ['@argv sh -c ls']],
    ['docker run --rm hashicorp/terraform:1.9 plan', ['@argv terraform plan']],
    ['docker run --rm public.ecr.aws/aws-cli/aws-cli s3 ls', ['@argv aws s3 ls']],
    ['docker run --rm acme/kubectl kubectl get pods', ['@argv kubectl get pods']],
    ['docker run --rm --entrypoint sh alpine/git -c ls', ['@argv sh -c ls']],
    ['docker compose -f a.yml exec -T db psql', ['@argv psql']],
    ['docker-compose run --rm app ls', ['@argv ls']],
    ['kubectl -n shop exec pod/web -c app -- ls /', ['@argv ls /']],
    ['kubectl run x --image=alpine --restart=Never -it -- ls /', ['@argv ls /']],
    ['podman ps', []],
    ['kubectl get pods', []],
  ])('%s', (text, expected) => {
    expect(shownRuns(run(text))).toEqual(expected);
  });

  it('keeps the folders that a container sees', () => {
    const found = run('docker run -v ./src:/a/b:ro -v cache:/c --mount type=bind,source=/srv,target=/data/deep/er alpine ls')?.runs?.[0];
    expect(found).toMatchObject({
      mounts: [
        { source: '/srv', target: '/data/deep/er' },
        { source: '/home/ada/code/shop/src', target: '/a/b' },
      ],
    });
  });

  it('says that an image is made public', () => {
    expect(shownEffects(run('docker push ada/shop:1'))).toEqual(['package.publish ada/shop:1']);
  });

  it('says when a container reaches its host', () => {
    expect(shownEffects(run('docker run --privileged alpine ls'))).toContain('process.privilege broad');
    expect(shownEffects(run(`kubectl run x --image=alpine --overrides '{"spec":{"hostPID": true}}'`))).toContain('process.privilege broad');
    expect(shownEffects(run('docker run -v /:/host alpine ls'))).toContain('process.privilege broad');
    expect(shownEffects(run('docker run -v ./x:/x alpine ls'))).toEqual(['infra.create alpine']);
  });
});

describe('programs that start others behind words of their own', () => {
  it.each([
    ['tox exec -e py312 -- rm -rf /srv', ['package.script', 'argv rm -rf /srv']],
    ['tox -e py312', ['package.script']],
    ['start-stop-daemon --start --exec /bin/rm -- -rf /srv', ['argv /bin/rm -rf /srv']],
    ['start-stop-daemon --stop --pidfile /run/x.pid', []],
    ['lerna exec --scope a -- rm -rf /srv', ['argv rm -rf /srv']],
    ['lerna run build', ['package.script']],
    ['yarn exec "rm -rf /srv"', ['sh: rm -rf /srv']],
    ['gdb -batch -ex run --args rm -rf /srv', ['argv rm -rf /srv']],
    ['vim -es -c \'call delete("/srv", "rf")\' -c q', ['argv rm -rf /srv']],
    ['cmd /c "rd /s /q C:\\Users\\ada"', ['sh: rd /s /q C:\\\\Users\\\\ada']],
  ])('%s: %j', (text, expected) => expect([...effectsOf(text), ...shownRuns(outcomeOf(text))]).toEqual(expected));
});
