import { describe, expect, it } from 'vitest';
import { shownRuns } from '../../../support/outcome.ts';
import { effectsOf, outcomeOf } from '../../../support/programs.ts';

const at = '/home/ada/code/shop';

describe('what goes in and comes out of archives', () => {
  it.each([
    ['tar czf out.tgz src', [`file.read recursive ${at}/src`, `file.write ${at}/out.tgz`]],
    ['tar -czf - ~/.ssh', ['file.read recursive /home/ada/.ssh']],
    ['tar cf x.tar -C /etc passwd', ['file.read recursive /etc/passwd', `file.write ${at}/x.tar`]],
    ['tar xzf a.tgz -C /usr/local', [`file.read ${at}/a.tgz`, 'file.write recursive /usr/local']],
    ['tar -x -f a.tar bin/tool', [`file.read ${at}/a.tar`, `file.write ${at}/bin/tool`]],
    ['tar -xPf a.tar', [`file.read ${at}/a.tar`, `file.write recursive ${at}`, 'file.write recursive /']],
    ['tar tf a.tar', [`file.read ${at}/a.tar`]],
    ['tar cf a.tar --remove-files src', [`file.read recursive ${at}/src`, `file.write ${at}/a.tar`, `file.delete recursive ${at}/src`]],
    ['unzip -l a.zip', [`file.read ${at}/a.zip`]],
    ['unzip -o a.zip -d /opt', [`file.read ${at}/a.zip`, 'file.write recursive /opt']],
    ['zip -r a.zip src', [`file.read recursive ${at}/src`, `file.write ${at}/a.zip`]],
    ['zip -rm a.zip src', [`file.read recursive ${at}/src`, `file.write ${at}/a.zip`, `file.delete recursive ${at}/src`]],
    ['7z x a.7z -o/opt', [`file.read ${at}/a.7z`, 'file.write recursive /opt']],
    ['7z a a.7z src -sdel', [`file.read recursive ${at}/src`, `file.write ${at}/a.7z`, `file.delete recursive ${at}/src`]],
    ['cpio -idm -D /opt', ['file.write recursive /opt']],
    ['gzip a.log', [`file.read ${at}/a.log`, `file.write ${at}/a.log.gz`]],
    ['gunzip a.log.gz', [`file.read ${at}/a.log.gz`, `file.write ${at}/a.log`]],
    ['zcat a.gz', [`file.read ${at}/a.gz`]],
    ['ar rcs lib.a x.o', [`file.read ${at}/x.o`, `file.write ${at}/lib.a`]],
  ])('%s: %j', (text, expected) => {
    expect(effectsOf(text).map((effect) => effect.replace('file.write truncate', 'file.write'))).toEqual(expected);
  });

  it.each([
    ['tar xf a.tar --to-command=./each.sh', ['sh: ./each.sh']],
    ['tar cf a.tar --checkpoint=1 --checkpoint-action=exec=id x', ['sh: id']],
    ["tar cf a.tar -I 'sh -c id' x", ['sh: sh -c id']],
    ['tar cf a.tar x --checkpoint-action=dot', []],
    ["zip a.zip x -T -TT 'sh -c id'", ['sh: sh -c id']],
    ["rsync -e 'sh -c id' a b:c", ['sh: sh -c id']],
    ['rsync -e ssh a b:c', []],
  ])('%s runs %j', (text, expected) => {
    expect(shownRuns(outcomeOf(text))).toEqual(expected);
  });

  it('unpacks what was hidden', () => {
    expect(outcomeOf('gunzip -c', { stdin: { origin: 'decoded' } }).stdout).toEqual({ origin: 'decoded' });
    expect(outcomeOf('zcat', { stdin: { origin: 'downloaded' } }).stdout).toEqual({ origin: 'downloaded' });
  });
});

describe('rsync', () => {
  it.each([
    ['rsync -a src/ backup/', ['file.read recursive', 'file.write recursive']],
    ['rsync -a --delete empty/ ~/', ['file.read recursive', 'file.write recursive', 'file.delete delete,recursive']],
    ['rsync -a --delete -n empty/ ~/', ['file.read']],
    ['rsync -az src/ ada@example.org:/srv/', ['file.read recursive', 'net.upload contents']],
    ['rsync -az --del src/ example.org:/srv/', ['file.read recursive', 'net.upload contents,delete']],
    ['rsync -a example.org::mod/x .', ['net.download', 'file.write recursive']],
    ['rsync --remove-source-files a b', ['file.read recursive', 'file.write recursive', 'file.delete recursive']],
  ])('%s: %j', (text, expected) => {
    expect((outcomeOf(text).effects ?? []).map(({ kind, flags = [] }) => `${kind} ${[...flags].sort().join(',')}`.trim())).toEqual(
      expected,
    );
  });
});
