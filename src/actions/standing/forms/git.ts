import type { FormTable } from '../form.ts';

const DIFF =
  '-# -a -b -B -c -C -D -l= -m -M -O= -p -r -R -s -S= -t -u -U= -w -W -z -G= --abbrev --binary --break-rewrites --cached --cc --check --color --color-moved --color-words --compact-summary --cumulative --diff-algorithm= --diff-filter= --dirstat --exit-code --find-copies --find-copies-harder --find-object= --find-renames --follow --full-index --function-context --histogram --ignore-all-space --ignore-blank-lines --ignore-cr-at-eol --ignore-space-at-eol --ignore-space-change --ignore-submodules --inter-hunk-context= --irreversible-delete --line-prefix= --merge-base --minimal --name-only --name-status --no-color --no-ext-diff --no-patch --no-prefix --no-renames --no-textconv --numstat --patch --patch-with-stat --patience --pickaxe-all --pickaxe-regex --quiet --raw --relative --shortstat --src-prefix= --dst-prefix= --staged --stat --stat-width= --submodule --summary --text --unified= --word-diff --word-diff-regex= --ws-error-highlight=';
const LOG =
  '-E -F -g -i -L= -n= -q --abbrev-commit --after= --all --all-match --ancestry-path --author= --author-date-order --basic-regexp --before= --boundary --branches --cherry --cherry-mark --cherry-pick --committer= --count --date= --date-order --decorate --decorate-refs= --dense --exclude= --extended-regexp --first-parent --fixed-strings --format= --full-history --glob= --graph --grep= --invert-grep --left-only --left-right --log-size --max-count= --max-parents= --merge --merges --min-parents= --no-decorate --no-merges --no-notes --no-walk --not --notes --oneline --parents --perl-regexp --pretty --regexp-ignore-case --relative-date --remotes --remove-empty --reverse --right-only --show-linear-break --show-pulls --simplify-by-decoration --simplify-merges --since= --since-as-filter= --skip= --source --sparse --stdin --tags --topo-order --until= --walk-reflogs --no-expand-tabs --encoding= --show-signature --mailmap --use-mailmap --no-mailmap --children';
const REFS =
  '--contains= --no-contains= --merged --no-merged --points-at= --sort= --format= --color --no-color --column --no-column -i --ignore-case --omit-empty';

/** Settings that hold no credential and name none. */
const PUBLIC_CONFIG = {
  test: (word: string): boolean => !/token|secret|password|credential|extraheader|authorization|askpass|key\b|\.helper|url/i.test(word),
};

/** Git: looked into, and its everyday local work. */
export const git = (): FormTable => ({
  git: {
    configured: true,
    before: '-C= --no-pager -P --no-optional-locks --literal-pathspecs --glob-pathspecs --icase-pathspecs --no-replace-objects',
    forms: {
      '': '--version --exec-path --html-path --man-path',
      version: '--build-options',
      help: { options: '-a -g', operands: 1 },
      status:
        '-b -s -u -v -z --ahead-behind --branch --column --find-renames --ignore-submodules --ignored --long --no-ahead-behind --no-renames --porcelain --renames --short --show-stash --untracked-files --verbose',
      diff: DIFF,
      log: `${DIFF} ${LOG}`,
      show: `${DIFF} ${LOG}`,
      shortlog: `${LOG} -c -e -s -w --email --numbered --summary --group=`,
      whatchanged: `${DIFF} ${LOG}`,
      reflog: `${DIFF} ${LOG}`,
      'reflog show': `${DIFF} ${LOG}`,
      'reflog exists': '',
      'rev-list': `${DIFF} ${LOG} --bisect --disk-usage --objects --header --timestamp --no-object-names --filter=`,
      'rev-parse':
        '--abbrev-ref --abbrev --absolute-git-dir --all --branches --git-common-dir --git-dir --git-path= --is-bare-repository --is-inside-git-dir --is-inside-work-tree --is-shallow-repository --local-env-vars --not --path-format= --prefix= --quiet -q --remotes --short --show-cdup --show-object-format --show-prefix --show-superproject-working-tree --show-toplevel --symbolic --symbolic-full-name --tags --verify --end-of-options --sq --revs-only --no-revs --flags --default=',
      'ls-files':
        '-c -d -f -i -k -m -o -s -t -u -v -x= -X= -z --abbrev --cached --deduplicate --deleted --directory --eol --error-unmatch --exclude= --exclude-from= --exclude-per-directory= --exclude-standard --format= --full-name --ignored --killed --modified --no-empty-directory --others --recurse-submodules --stage --unmerged --with-tree=',
      'ls-tree': '-d -l -r -t -z --abbrev --format= --full-name --full-tree --long --name-only --name-status --object-only',
      'ls-remote': {
        options: '-b -h -q -t --branches --exit-code --get-url --heads --quiet --refs --sort= --symref --tags',
        operands: /^(?:[\w./*@^-]+|https:\/\/[\w./@:-]+)$/,
        standing: 'works',
      },
      'cat-file': '-e -p -s -t --allow-unknown-type --batch --batch-all-objects --batch-check --buffer --unordered',
      'merge-base': '-a --all --fork-point --independent --is-ancestor --octopus',
      'merge-tree': '--write-tree --name-only --messages --no-messages -z --merge-base= --allow-unrelated-histories',
      'name-rev': '--all --always --name-only --no-undefined --refs= --tags --exclude=',
      describe:
        '--abbrev= --all --always --candidates= --contains --debug --dirty --broken --exact-match --exclude= --first-parent --long --match= --tags',
      blame:
        '-b -c -C -e -f -L= -l -M -n -p -s -t -w --abbrev= --color-by-age --color-lines --date= --first-parent --ignore-rev= --ignore-revs-file= --incremental --line-porcelain --porcelain --reverse --root --show-email --show-name --show-number --show-stats --since=',
      annotate: '-b -e -f -L= -l -n -p -s -t -w',
      grep: '-# -a -A= -B= -c -C= -e= -E -f= -F -G -h -H -i -I -l -L -m= -n -o -P -p -q -r -v -w -W -z --all-match --and --basic-regexp --break --cached --color --column --context= --count --exclude-standard --extended-regexp --files-with-matches --files-without-match --fixed-strings --full-name --function-context --heading --ignore-case --invert-match --line-number --max-count= --max-depth= --name-only --no-color --no-recursive --not --null --only-matching --or --perl-regexp --quiet --recurse-submodules --show-function --text --threads= --untracked --word-regexp',
      'show-ref': '-d -h -q -s --abbrev --branches --dereference --exists --hash --head --heads --quiet --tags --verify',
      'for-each-ref': `${REFS} --count= --shell --perl --python --tcl --stdin --exclude=`,
      'show-branch': '-a -g -r --all --remotes --list --topo-order --current --sha1-name',
      branch: { options: `${REFS} -a -l -q -r -v -vv --abbrev= --all --list --no-abbrev --remotes --show-current --verbose`, operands: 0 },
      'branch --list': `${REFS} -a -r -v --all --remotes --list`,
      'branch -l': `${REFS} -a -r -v`,
      'branch --contains': `${REFS} -a -r -v --all --remotes --list`,
      'branch -a --contains': REFS,
      'branch -r --contains': REFS,
      'branch -a --list': REFS,
      'branch --all --list': REFS,
      'branch --all --contains': REFS,
      'branch -r --list': REFS,
      'branch --merged': { options: `${REFS} -a -r -v`, operands: 1 },
      'branch -r --merged': { options: REFS, operands: 1 },
      tag: { options: `${REFS} -l -n --list`, operands: 0 },
      'tag --list': `${REFS} -n`,
      'tag -l': `${REFS} -n`,
      'tag -v': { operands: 8 },
      remote: { options: '-v --verbose', operands: 0, standing: 'works' },
      'remote show': { options: '-n', standing: 'works' },
      'remote get-url': { options: '--all --push', standing: 'works' },
      'stash list': `${DIFF} ${LOG}`,
      'stash show': `${DIFF} --include-untracked --only-untracked`,
      'worktree list': '-v -z --porcelain --verbose',
      'submodule status': '--cached --recursive',
      'submodule summary': '--cached --files -n=',
      'config --get': {
        options: '--global --local --system --worktree --null -z --show-origin --show-scope --type= --default=',
        operands: PUBLIC_CONFIG,
      },
      'config --get-all': { options: '--global --local --system', operands: PUBLIC_CONFIG },
      'config --get-regexp': { options: '--global --local --name-only', operands: PUBLIC_CONFIG },
      'config get': { options: '--global --local --system --all', operands: PUBLIC_CONFIG },
      'config --global --get': { operands: PUBLIC_CONFIG },
      'config --local --get': { operands: PUBLIC_CONFIG },
      config: {
        options: '--global --local',
        operands: {
          test: (word) =>
            /^(?:user\.(?:name|email)|core\.(?:bare|autocrlf|filemode|ignorecase)|init\.defaultbranch|branch\.[\w./-]+\.(?:remote|merge))$/i.test(
              word,
            ),
        },
      },
      'check-ignore': '-n -q -v -z --no-index --non-matching --quiet --stdin --verbose',
      'check-attr': '-a -z --all --cached --stdin',
      'check-ref-format': '--branch --allow-onelevel --normalize',
      'check-mailmap': '--stdin',
      'count-objects': '-v -H --human-readable --verbose',
      'diff-tree': `${DIFF} ${LOG} --no-commit-id --root --always`,
      'diff-index': DIFF,
      'diff-files': DIFF,
      'range-diff': `${DIFF} --creation-factor= --no-dual-color --left-only --right-only`,
      'verify-commit': '-v --raw',
      'verify-tag': '-v --raw',
      'verify-pack': '-v -s',
      'symbolic-ref': { options: '-q --quiet --short --recurse', operands: 1 },
      var: { operands: { test: (word) => /^GIT_(?:AUTHOR_IDENT|COMMITTER_IDENT|EDITOR|PAGER|DEFAULT_BRANCH)$/.test(word) } },
      'patch-id': '--stable --unstable --verbatim',
      'hash-object': { options: '-t= --path= --no-filters --stdin --literally' },
      cherry: { options: '-v --abbrev', operands: 3 },
      'interpret-trailers': '--parse --only-trailers --only-input --unfold',
      'format-patch': { options: `${DIFF} --stdout`, needs: '--stdout' },
      'archive --list': '',
      'bisect log': '',
      'notes list': '',
      'notes show': '',
      'lfs ls-files': '-l -s -n -a',
      'lfs status': '--porcelain --json',
      'lfs env': '',
      'rerere status': '',
      'rerere diff': '',
      add: {
        options: '-A -f -n -N -u -v --all --dry-run --intent-to-add --no-all --update --verbose --renormalize --ignore-errors',
        standing: 'works',
      },
      commit: {
        options:
          '-a -F= -m= -q -s -v -C= -S --all --allow-empty --author= --date= --file= --fixup= --message= --no-edit --no-gpg-sign --only --quiet --reuse-message= --short --signoff --status --trailer= --verbose --cleanup= --dry-run --porcelain -o -i',
        standing: 'works',
      },
      fetch: {
        options:
          '-a -j= -p -P -q -t -v --all --depth= --dry-run --multiple --no-recurse-submodules --no-tags --prune --quiet --tags --unshallow --verbose --jobs= --deepen= --no-auto-gc',
        operands: /^[\w][\w./^*-]*$/,
        standing: 'works',
      },
      switch: { options: '-c= -C= -q -t --create= --detach -d --no-track --track --quiet --guess', operands: 2, standing: 'works' },
      'checkout -b': { options: '-q --track -t --no-track', operands: 2, standing: 'works' },
      'stash push': { options: '-m= -u -k -q --message= --include-untracked --keep-index --quiet', standing: 'works' },
      'stash apply': { options: '--index -q', standing: 'works' },
      'restore --staged': { options: '-q --source=', standing: 'works' },
      'reset HEAD': { options: '-q --quiet', standing: 'works' },
      mv: { options: '-k -v -n', standing: 'works' },
      'worktree add': { options: '-b= -d -q --checkout --detach --no-track --track --quiet', standing: 'works' },
    },
  },
});
