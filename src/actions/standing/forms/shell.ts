import { HARMLESS_ASSIGNMENT } from '../../../domain/steering.ts';
import type { FormTable } from '../form.ts';

/** A subscript or a name that the shell evaluates could run a substitution. */
const PLAIN = /^[^`$]*$/;
const NAMES = /^[A-Za-z_]\w*$/;

/** What belongs to the shell itself and to nobody else. */
export const shell = (): FormTable => ({
  echo: { forms: { '': { options: '-*', text: true } } },
  printf: { forms: { '': { check: ([first = '']) => (first.startsWith('-v') ? 'unknown' : 'reads'), text: true } } },
  true: { forms: { '': { options: '-*', text: true } } },
  false: { forms: { '': { options: '-*', text: true } } },
  ':': { forms: { '': { options: '-*', text: true } } },
  test: { forms: { '': { options: '-*', operands: PLAIN, text: true } } },
  '[': { forms: { '': { options: '-*', operands: PLAIN, text: true } } },
  pwd: { forms: { '': '-L -P' } },
  cd: { forms: { '': '-L -P -e' } },
  pushd: { forms: { '': '-n' } },
  popd: { forms: { '': '-n' } },
  dirs: { forms: { '': '-c -l -p -v' } },
  exit: { forms: { '': { operands: 1, text: true } } },
  return: { forms: { '': { operands: 1, text: true } } },
  break: { forms: { '': { operands: 1 } } },
  continue: { forms: { '': { operands: 1 } } },
  shift: { forms: { '': { operands: /^\d*$/ } } },
  wait: { forms: { '': { options: '-n -f', text: true } } },
  jobs: { forms: { '': '-l -n -p -r -s' } },
  set: {
    forms: {
      '': {
        options: '-e -u -x -v -f -o= -eu -euo= -euxo=',
        operands: /^[+](?:[euxvf]+|o)$|^(?:pipefail|errexit|nounset|xtrace|noglob|noclobber)$/,
      },
    },
  },
  shopt: { forms: { '': { options: '-s -u -q -p', operands: /^(?:nullglob|globstar|dotglob|extglob|failglob|nocaseglob|lastpipe)$/ } } },
  read: { forms: { '': { options: '-r -s -a= -d= -n= -N= -p= -t= -u=', operands: NAMES } } },
  local: { forms: { '': { options: '-a -i -r', operands: HARMLESS_ASSIGNMENT } } },
  declare: { forms: { '': { options: '-a -A -i -r', operands: HARMLESS_ASSIGNMENT } } },
  readonly: { forms: { '': { operands: HARMLESS_ASSIGNMENT } } },
  export: { forms: { '': { operands: HARMLESS_ASSIGNMENT } } },
  unset: { forms: { '': { options: '-v', operands: HARMLESS_ASSIGNMENT } } },
  getopts: { forms: { '': { operands: PLAIN } } },
  type: { forms: { '': '-a -t -p -P -f' } },
  hash: { forms: { '': { options: '-t', operands: PLAIN } } },
  sleep: { forms: { '': { operands: /^[\d.]+[smh]?$/ } } },
  seq: { forms: { '': '-w -s= -f= --separator= --equal-width -# ' } },
  which: { forms: { '': '-a -s --all' } },
  whereis: { forms: { '': '-b -m -s -l' } },
  getconf: { forms: { '': '-a' } },
});

/** What runs another command, which is judged beside it. */
export const wrappers = (): FormTable => ({
  command: { forms: { '': { check: () => 'reads' } } },
  builtin: { forms: { '': { check: () => 'reads' } } },
  time: { forms: { '': { check: (words) => (words[0]?.startsWith('-') === true && words[0] !== '-p' ? 'unknown' : 'reads') } } },
  timeout: { forms: { '': { check: leadingOnly(['-k', '-s'], /^(?:--preserve-status|--foreground|--kill-after=.*|--signal=.*|-v)$/) } } },
  gtimeout: { forms: { '': { check: leadingOnly(['-k', '-s'], /^(?:--preserve-status|--foreground|--kill-after=.*|--signal=.*)$/) } } },
  nice: { forms: { '': { check: leadingOnly(['-n'], /^(?:-\d+|-n\d+|--adjustment=\d+)$/) } } },
  stdbuf: { forms: { '': { check: leadingOnly(['-o', '-i', '-e'], /^(?:-[oie][L0]|--(?:output|input|error)=[L0])$/) } } },
  env: { forms: { '': { check: leadingOnly([], /^(?:-i|--ignore-environment)$/) } } },
  xargs: {
    forms: {
      '': {
        check: leadingOnly(
          ['-n', '-I', '-P', '-L', '-d', '-s', '-E'],
          /^(?:-0|-r|-t|-x|-0r|-r0|-[nPLs]\d+|-I.+|-d.+|--null|--no-run-if-empty|--max-args=\d+|--max-procs=\d+|--delimiter=.*)$/,
        ),
      },
    },
  },
  pnpm: { forms: { exec: { check: projectTool, project: true } } },
  rtk: { forms: { '': { check: () => 'reads' } } },
  bash: { forms: { '': { check: shellText } } },
  sh: { forms: { '': { check: shellText } } },
  zsh: { forms: { '': { check: shellText } } },
  dash: { forms: { '': { check: shellText } } },
});

/** Only these options stand in front of the command. */
function leadingOnly(withValue: readonly string[], alone: RegExp): (words: readonly string[]) => 'reads' | 'unknown' {
  return (words) => {
    for (let i = 0; i < words.length; i++) {
      const word = words[i] ?? '';
      if (word[0] !== '-') return 'reads';
      if (withValue.includes(word)) i++;
      else if (!alone.test(word)) return 'unknown';
    }
    return 'reads';
  };
}

/** Tools that a project depends on by these names; what they are given is judged beside it. */
const PROJECT_TOOLS = /^(?:tsc|vue-tsc|eslint|prettier|biome|oxlint|stylelint|vitest|jest|mocha|ava|playwright|turbo|nx)$/;

function projectTool([first = '']: readonly string[]): 'works' | 'unknown' {
  return PROJECT_TOOLS.test(first) ? 'works' : 'unknown';
}

/** `-c` with text that is written out: what is in it is judged by itself. */
function shellText([option, text]: readonly string[]): 'reads' | 'unknown' {
  return option !== undefined && /^-[leux]*c$/.test(option) && text !== undefined && text !== '' ? 'reads' : 'unknown';
}
