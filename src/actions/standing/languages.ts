import { HOLE } from '../command.ts';
import { readSedScript } from '../programs/text/sed-script.ts';
import type { Standing } from './form.ts';
import { listOptions, readListed } from './options.ts';

const SED = listOptions(
  '-n -E -r -e= -s -u -z -l= --quiet --silent --expression= --regexp-extended --separate --null-data --posix --debug -i --in-place',
);
/** With `-n` or without: only commands that print or change lines; `-i` changes files of the project. */
export function sedCheck(words: readonly string[]): Standing {
  const inPlace = words.some((word) => /^-[nErsz]*i|^--in-place/.test(word));
  // `-i.bak` and `-i ''` name the copy that is kept.
  const plain = words.filter((word) => word !== '').map((word) => word.replace(/^(-[nErsz]*i|--in-place)(?:=?\.[\w.]+)$/, '$1'));
  const read = readListed(plain, SED);
  if (!read) return 'unknown';
  const scripts = valuesOf(plain, ['-e', '--expression']);
  const [first] = read.operands;
  const texts = scripts.length > 0 ? scripts : first === undefined ? [] : [first];
  if (texts.some(sedActs)) return 'unknown';
  return inPlace ? 'works' : 'reads';
}

/** Whether a script does anything but print and change lines. */
function sedActs(text: string): boolean {
  if (hasBracketedDelimiter(text)) return true;
  const { writes, reads, commands, runsText } = readSedScript(text);
  return runsText || writes.length + reads.length + commands.length > 0;
}

/** The values of options that may be given several times, the last letter of a bundle included. */
function valuesOf(words: readonly string[], names: readonly string[]): readonly string[] {
  return words.flatMap((word, i) => {
    const long = /^(--[\w-]+)=([\s\S]*)$/.exec(word);
    if (long?.[1] !== undefined && names.includes(long[1])) return [long[2] ?? ''];
    const isNamed = names.includes(word) || (/^-[A-Za-z]+$/.test(word) && names.includes(`-${word.at(-1)}`));
    if (isNamed) return [words[i + 1] ?? HOLE];
    const joined = /^(-[A-Za-z])([\s\S]+)$/.exec(word);
    return joined?.[1] !== undefined && names.includes(joined[1]) ? [joined[2] ?? ''] : [];
  });
}

/** A delimiter in a bracket expression ends nothing, and where a command begins is then told by a parser of patterns alone. */
function hasBracketedDelimiter(text: string): boolean {
  const delimiters = new Set(['/', ...[...text.matchAll(/[sy]([^\w\s])/g)].flatMap((match) => match[1] ?? [])]);
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (inside) {
      if (delimiters.has(letter) && !/[[\]^]/.test(letter)) return true;
      // A bracket right behind the opening one is a member.
      if (letter === ']' && !/\[\^?$/.test(text.slice(Math.max(0, at - 2), at))) inside = false;
    } else if (letter === '\\') at++;
    else inside = letter === '[';
  }
  return false;
}

const AWK = listOptions('-F= -v= --field-separator= --assign= --re-interval --posix');
/** Runs something, reads a file that is not named outside, writes one, or loads an extension. */
const AWK_ACTS = /\bsystem\b|\bgetline\b|\b(?:ENVIRON|ARGV|ARGC|PROCINFO)\b|@|(?<!\|)\|(?!\|)|\bprintf?\b[\s\S]*>|\bclose\b|\bfflush\b/;

/** A program without a pipe, a redirection or a call of another one. */
export function awkCheck(words: readonly string[]): Standing {
  const read = readListed(words, AWK, { leading: true });
  const script = read?.operands[0];
  if (script === undefined || script.includes(HOLE)) return 'unknown';
  // What stands in strings is data; where a quote may also stand in a pattern or a remark, strings cannot be told from the rest.
  const code = /[/#]/.test(script) ? script : script.replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
  return AWK_ACTS.test(code) ? 'unknown' : 'reads';
}

const JQ = listOptions(
  '-a -c -C -e -j -M -n -r -R -s -S --ascii-output --compact-output --exit-status --indent= --join-output --monochrome-output --color-output --null-input --raw-input --raw-output --raw-output0 --slurp --sort-keys --stream --tab --seq --unbuffered --args --jsonargs',
);

/** jq runs nothing and writes nothing; it can only read modules, files that are named, and the environment. */
export function jqCheck(words: readonly string[]): Standing {
  const rest: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--arg' || word === '--argjson') i += 2;
    else rest.push(word);
  }
  const read = readListed(rest, JQ);
  if (!read) return 'unknown';
  return /\b(?:env|input_filename|import|include|get_search_list)\b|\$ENV/.test(read.operands[0] ?? '') ? 'unknown' : 'reads';
}
