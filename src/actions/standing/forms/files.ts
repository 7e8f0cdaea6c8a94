import { findCheck, tarCheck } from '../files.ts';
import type { FormTable } from '../form.ts';

const STAT = '-c= -f= -L -t -x -s -l -q -r -n --format= --printf= --dereference --file-system --terse';

/** Files and folders: looked at, and made or moved within the project. */
export const files = (): FormTable => ({
  ls: {
    forms: {
      '': '-1 -a -A -b -B -c -C -d -e -f -F -g -G -h -H -i -I= -k -l -L -m -n -N -o -O -p -q -Q -r -R -s -S -t -T -u -U -v -w= -x -X -Z -@ --all --almost-all --author --block-size= --classify --color --directory --file-type --full-time --format= --group-directories-first --hide= --human-readable --ignore= --inode --no-group --numeric-uid-gid --recursive --reverse --si --size --sort= --time= --time-style= --zero',
    },
  },
  dir: { forms: { '': '-1 -a -l' } },
  exa: {
    forms: {
      '': '-1 -a -d -D -F -G -l -L= -R -r -T -h -g -s= --git --icons --level= --sort= --tree --long --all --color= --group-directories-first --git-ignore',
    },
  },
  eza: {
    forms: {
      '': '-1 -a -d -D -F -G -l -L= -R -r -T -h -g -s= --git --icons --level= --sort= --tree --long --all --color= --group-directories-first --git-ignore --no-permissions --no-user --no-time',
    },
  },
  tree: {
    forms: {
      '': '-a -C -d -D -f -F -g -h -i -I= -J -l -L= -n -p -P= -q -r -s -S -t -u -U -v -x -X --charset= --dirsfirst --du --filelimit= --gitignore --noreport --prune --sort= --matchdirs --ignore-case --filesfirst --metafirst',
    },
  },
  find: { forms: { '': { check: findCheck } } },
  fd: {
    forms: {
      '': '-0 -1 -a -c= -d= -e= -E= -F -g -H -i -I -l -L -p -q -s -S= -t= -u --absolute-path --changed-before= --changed-within= --color= --exact-depth= --exclude= --extension= --fixed-strings --follow --full-path --glob --hidden --ignore-case --list-details --max-depth= --max-results= --min-depth= --no-ignore --no-ignore-vcs --print0 --size= --type= --unrestricted',
    },
  },
  stat: { forms: { '': STAT } },
  file: { forms: { '': '-b -i -I -k -L -h -z -s -m= --brief --mime --mime-type --mime-encoding --dereference --extension' } },
  du: {
    forms: {
      '': '-0 -a -b -B= -c -d= -D -h -H -k -l -L -m -P -s -S -x -t= -X= --all --apparent-size --block-size= --bytes --exclude= --human-readable --max-depth= --summarize --total --time --threshold=',
    },
  },
  df: {
    forms: {
      '': '-a -B= -g -h -H -i -k -l -m -P -t= -T -x= -Y --all --human-readable --inodes --local --output --portability --print-type --total --type=',
    },
  },
  realpath: {
    forms: { '': '-e -m -L -P -q -s -z --canonicalize-existing --canonicalize-missing --no-symlinks --relative-to= --relative-base=' },
  },
  readlink: { forms: { '': '-e -f -m -n -q -s -v -z --canonicalize --canonicalize-existing --canonicalize-missing --no-newline' } },
  namei: { forms: { '': '-l -m -o -x -n' } },
  lsattr: { forms: { '': '-R -a -d -l -p -v' } },
  getfacl: { forms: { '': '-a -d -c -e -E -p -R -n -t' } },
  getfattr: { forms: { '': '-d -h -m= -n= -R' } },
  tar: { forms: { '': { check: tarCheck } } },
  unzip: { forms: { '-l': { operands: 8 }, '-Z': '-1 -l -h -t', '-v': { operands: 8 }, '-t': { operands: 8 } } },
  zipinfo: { forms: { '': '-1 -2 -h -l -m -s -t -v -z' } },
  zcat: { forms: { '': '' } },
  bzcat: { forms: { '': '' } },
  xzcat: { forms: { '': '' } },
  zstdcat: { forms: { '': '' } },
  gzip: { forms: { '-l': '-v', '-t': '-v', '-dc': '', '-cd': '' } },
  gunzip: { forms: { '-c': '', '-l': '', '-t': '' } },
  mkdir: { forms: { '': { options: '-p -v -m= --parents --verbose', standing: 'works' } } },
  touch: { forms: { '': { options: '-a -c -m --no-create', standing: 'works' } } },
  cp: {
    forms: {
      '': {
        options:
          '-a -f -i -L -n -p -P -r -R -T -u -v -t= --archive --force --no-clobber --parents --preserve --recursive --update --verbose',
        standing: 'works',
      },
    },
  },
  mv: { forms: { '': { options: '-f -i -n -u -v -T -t= --force --no-clobber --update --verbose', standing: 'works' } } },
  rm: { forms: { '': { options: '-f -i -r -R -v -d --force --recursive --verbose', standing: 'works' } } },
  rmdir: { forms: { '': { options: '-p -v --parents --verbose --ignore-fail-on-non-empty', standing: 'works' } } },
  tee: { forms: { '': { options: '-a -i --append', standing: 'works' } } },
  mktemp: { forms: { '': { options: '-d -q -t= -u --directory --suffix= --tmpdir --dry-run', standing: 'works' } } },
});
