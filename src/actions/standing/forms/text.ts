import type { FormTable } from '../form.ts';
import { awkCheck, jqCheck, sedCheck } from '../languages.ts';

const GREP =
  '-# -a -b -c -E -F -G -H -h -i -I -L -l -n -o -P -q -r -R -s -U -v -w -x -y -z -Z -A= -B= -C= -D= -d= -e= -f= -m= --after-context= --before-context= --context= --binary-files= --color --colour --count --exclude= --exclude-dir= --exclude-from= --extended-regexp --files-with-matches --files-without-match --fixed-strings --ignore-case --include= --invert-match --line-number --line-regexp --line-buffered --max-count= --no-filename --no-ignore-case --no-messages --null --null-data --only-matching --perl-regexp --quiet --silent --recursive --dereference-recursive --regexp= --text --with-filename --word-regexp --label= --initial-tab --byte-offset';
const RG =
  '-# -a -A= -B= -C= -c -d= -E= -e= -F -f= -g= -H -h -i -I -j= -l -L -M= -m= -N -n -o -P -p -q -r= -S -s -T= -t= -U -u -v -V -w -x -z -0 -. --after-context= --before-context= --block-buffered --case-sensitive --color= --colors= --column --context= --context-separator= --count --count-matches --crlf --debug --encoding= --engine= --field-context-separator= --field-match-separator= --files --files-with-matches --files-without-match --fixed-strings --follow --glob= --glob-case-insensitive --heading --hidden --iglob= --ignore-case --ignore-file= --include-zero --invert-match --json --line-buffered --line-number --line-regexp --max-columns= --max-columns-preview --max-count= --max-depth= --max-filesize= --multiline --multiline-dotall --no-config --no-filename --no-heading --no-ignore --no-ignore-vcs --no-line-number --no-messages --null --null-data --one-file-system --only-matching --passthru --path-separator= --pcre2 --pretty --quiet --regexp= --replace= --smart-case --sort= --sortr= --stats --text --threads= --trim --type= --type-not= --type-list --type-add= --unrestricted --vimgrep --with-filename --word-regexp';
const SUMS = {
  forms: { '': '-b -c -t -z --binary --check --text --tag --quiet --status --strict --warn --ignore-missing -a= --algorithm=' },
};

/** Text that is searched, cut, sorted and counted. */
export const text = (): FormTable => ({
  cat: {
    forms: {
      '': '-A -b -e -E -l -n -s -t -T -u -v --number --number-nonblank --show-all --show-ends --show-tabs --squeeze-blank --show-nonprinting',
    },
  },
  tac: { forms: { '': '-b -r -s= --before --regex --separator=' } },
  head: { forms: { '': '-# -n= -c= -q -v -z --lines= --bytes= --quiet --silent --verbose' } },
  tail: {
    forms: {
      '': '-# -n= -c= -f -F -q -r -s= -v -z --lines= --bytes= --follow --retry --pid= --quiet --silent --sleep-interval= --verbose',
    },
  },
  nl: {
    forms: { '': '-b= -d= -f= -h= -i= -l= -n= -p -s= -v= -w= --body-numbering= --number-format= --number-separator= --number-width=' },
  },
  wc: { forms: { '': '-c -l -L -m -w --bytes --chars --lines --words --max-line-length --files0-from= --total=' } },
  sort: {
    forms: {
      '': '-b -c -C -d -f -g -h -i -k= -m -M -n -R -r -s -t= -u -V -z --check --dictionary-order --field-separator= --general-numeric-sort --human-numeric-sort --ignore-case --ignore-leading-blanks --key= --merge --month-sort --numeric-sort --reverse --stable --unique --version-sort --zero-terminated --parallel= --sort=',
    },
  },
  uniq: {
    forms: {
      '': {
        options:
          '-c -d -D -f= -i -s= -u -w= -z --count --repeated --all-repeated --skip-fields= --ignore-case --skip-chars= --unique --check-chars=',
        operands: 1,
      },
    },
  },
  cut: {
    forms: {
      '': '-b= -c= -d= -f= -n -s -z --bytes= --characters= --complement --delimiter= --fields= --only-delimited --output-delimiter= --zero-terminated',
    },
  },
  paste: { forms: { '': '-d= -s -z --delimiters= --serial' } },
  join: { forms: { '': '-1= -2= -a= -e= -i -j= -o= -t= -v= -z --header --check-order --nocheck-order' } },
  comm: { forms: { '': '-1 -2 -3 -i -z --check-order --nocheck-order --output-delimiter= --total' } },
  tr: { forms: { '': '-c -C -d -s -t --complement --delete --squeeze-repeats --truncate-set1' } },
  rev: { forms: { '': '' } },
  fold: { forms: { '': '-b -s -w= --bytes --spaces --width= -#' } },
  fmt: { forms: { '': '-c -s -t -u -w= -p= -# --width= --split-only' } },
  column: { forms: { '': '-t -s= -o= -c= -x -n -N= -J -R= -T= -H= --table --separator= --output-separator= --json --table-columns=' } },
  expand: { forms: { '': '-i -t= --initial --tabs=' } },
  unexpand: { forms: { '': '-a -t= --all --first-only --tabs=' } },
  pr: { forms: { '': '-# -d -h= -l= -m -n -t -w= -o=' } },
  tsort: { forms: { '': '' } },
  shuf: { forms: { '': '-e -i= -n= -r -z --echo --input-range= --head-count= --repeat' } },
  grep: { forms: { '': GREP } },
  egrep: { forms: { '': GREP } },
  fgrep: { forms: { '': GREP } },
  zgrep: { forms: { '': '-# -a -c -E -F -H -h -i -l -n -o -q -s -v -w -x -A= -B= -C= -e= -m=' } },
  rg: { forms: { '': RG } },
  ag: {
    forms: {
      '': '-# -a -A= -B= -C= -c -G= -g= -i -l -L -n -o -Q -s -S -u -v -w --count --hidden --ignore= --literal --nocolor --nogroup --nonumbers --column --files-with-matches --ignore-case --vimgrep',
    },
  },
  ack: { forms: { '': '-# -A= -B= -C= -c -f -g -h -H -i -l -L -n -o -Q -v -w -x --nocolor --nogroup --type=' } },
  sed: { forms: { '': { check: sedCheck } } },
  awk: { forms: { '': { check: awkCheck } } },
  gawk: { forms: { '': { check: awkCheck } } },
  mawk: { forms: { '': { check: awkCheck } } },
  jq: { forms: { '': { check: jqCheck } } },
  diff: {
    forms: {
      '': '-# -a -b -B -c -C= -d -e -i -n -N -p -q -r -s -t -T -u -U= -w -W= -x= -X= -y -Z --brief --color --context= --exclude= --ignore-all-space --ignore-blank-lines --ignore-case --ignore-matching-lines= --ignore-space-change --label= --minimal --new-file --recursive --report-identical-files --side-by-side --strip-trailing-cr --suppress-common-lines --text --unified --width= --no-dereference --speed-large-files',
    },
  },
  cmp: { forms: { '': '-b -i= -l -n= -s --bytes= --ignore-initial= --print-bytes --quiet --silent --verbose' } },
  diff3: { forms: { '': '-a -A -e -E -m -x -X -3 -T -L=' } },
  colordiff: { forms: { '': '-u -U= -r -N -b -w -y -q' } },
  od: {
    forms: {
      '': '-a -A= -b -c -d -f -i -j= -l -N= -o -s -t= -v -w -x -j= --address-radix= --format= --read-bytes= --skip-bytes= --width=',
    },
  },
  hexdump: { forms: { '': '-b -c -C -d -e= -n= -o -s= -v -x' } },
  xxd: { forms: { '': { options: '-b -c= -g= -i -l= -o= -p -ps -s= -u -e -C', operands: 1 } } },
  strings: { forms: { '': '-# -a -f -n= -o -t= -e= --all --bytes= --radix= --encoding=' } },
  base64: { forms: { '': '-i -w= -d -D --decode --wrap= --ignore-garbage' } },
  md5sum: SUMS,
  sha1sum: SUMS,
  sha224sum: SUMS,
  sha256sum: SUMS,
  sha384sum: SUMS,
  sha512sum: SUMS,
  b2sum: SUMS,
  shasum: SUMS,
  md5: { forms: { '': '-q -r -s=' } },
  cksum: SUMS,
  sum: { forms: { '': '-r -s' } },
  iconv: { forms: { '': '-f= -t= -c -l --from-code= --to-code= --list' } },
  basename: { forms: { '': { options: '-a -s= -z --multiple --suffix=', text: true } } },
  dirname: { forms: { '': { options: '-z --zero', text: true } } },
  expr: { forms: { '': { options: '-*', text: true } } },
  bc: { forms: { '': { options: '-l -q -s -w', operands: 0 } } },
  numfmt: { forms: { '': '-d= --from= --to= --field= --format= --header --padding= --suffix= --delimiter=' } },
  factor: { forms: { '': '' } },
  yq: {
    forms: {
      '': {
        options:
          '-r -e -o= -p= -P -M -C -N -I= -n --raw-output --output-format= --input-format= --prettyPrint --exit-status --no-doc --unwrapScalar',
        works: '-i --inplace',
        operands: { test: (word: string): boolean => !/\b(?:load\w*|env|strenv|envsubst|system|eval)\b/.test(word) },
      },
    },
  },
  bat: {
    forms: {
      '': '-A -l= -n -p -r= -H= -s --color= --decorations= --language= --line-range= --number --paging= --plain --show-all --style= --theme= --wrap= --no-pager',
    },
  },
  xmllint: { forms: { '': '--format --noout --xpath= --nonet --html --recover --huge' } },
  cloc: { forms: { '': '--json --yaml --csv --by-file --quiet --exclude-dir= --include-lang= --exclude-lang= --vcs= --git --md' } },
  tokei: { forms: { '': '-e= -f -o= -s= -t= --files --exclude= --output= --sort= --type=' } },
  scc: { forms: { '': '--by-file --no-cocomo --exclude-dir= -f= --format= -s= -i=' } },
});
