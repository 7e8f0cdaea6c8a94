import type { EffectKind } from '../../../domain/effect.ts';
import type { Command, Outcome, Program, Setting, Stream, Word } from '../../command.ts';
import { type OptionSpec, readOptions } from '../../options.ts';
import { argumentsOf, fileEffect, readsOf, writeTo } from '../effects.ts';
import { family } from '../family.ts';
import { holdsVariables } from './names-only.ts';

interface Reader extends OptionSpec {
  /** Leading operands that are no files: a pattern, a filter, a script. */
  readonly skip?: number;
  /** Options that give what the leading operand would. */
  readonly instead?: readonly string[];
  /** Options whose value is a file that is read. */
  readonly files?: readonly string[];
  /** What it prints is a part of what it reads, in its words: worth following into a shell. */
  readonly passes?: boolean;
}

/** A program that reads the files it names, or standard input. */
const reads =
  (reader: Reader = {}): Program =>
  (command, setting) => {
    const spec = { ...reader, values: [...(reader.values ?? []), ...(reader.files ?? [])] };
    const options = readOptions(argumentsOf(command), spec);
    const skip = reader.instead && options.has(...reader.instead) ? 0 : (reader.skip ?? 0);
    const files = options.operands.slice(skip);
    const named = reader.files ? options.all(...reader.files) : [];
    const stream = reader.passes ? contentOf(files, command) : undefined;
    return { effects: readsOf([...named, ...files], setting), ...(stream && { stdout: stream }) };
  };

const MAX_PARTS = 16;

/** What arrives from the files or, without any, on standard input; its text is not told, for it may be changed on the way. */
export function contentOf(files: readonly Word[], command: Command): Stream | undefined {
  const named = files.filter((word) => word.value !== '-');
  const [path] = named;
  if (path) return { origin: 'file', path, ...(named.length > 1 && { parts: named.slice(0, MAX_PARTS) }) };
  return command.stdin && command.stdin.origin !== 'literal' ? { origin: command.stdin.origin } : undefined;
}

const DASEL = {
  values: ['r', 'w', 'read', 'write', 't', 'type', 'v', 'value', 's', 'selector', 'o', 'out'],
  files: ['f', 'file'],
  skip: Infinity,
};
const asked = reads(DASEL);

/** `dasel -f FILE SELECTOR` shows a part of a file; `put` and `delete` change it where it stands. */
function dasel(command: Command, setting: Setting): Outcome {
  const outcome = asked(command, setting);
  if (!/^(?:put|delete)$/.test(command.words[1]?.value ?? '')) return outcome;
  const options = readOptions(argumentsOf(command), { values: [...DASEL.values, ...DASEL.files] });
  const target = options.value('o', 'out') ?? options.value('f', 'file');
  return target && target.value !== '-' ? { effects: [...(outcome.effects ?? []), writeTo(target, setting, ['in-place'])] } : outcome;
}

/** A program that tells of files (names, sizes, kinds) without showing what they hold. */
const lists =
  (kind: EffectKind, spec: OptionSpec = {}, skip = 0): Program =>
  (command, setting) => ({
    effects: readOptions(argumentsOf(command), spec)
      .operands.slice(skip)
      .map((word) => fileEffect(kind, word, setting)),
  });

/** jq: a filter, then files; `--slurpfile NAME FILE` brings in more, `--arg NAME VALUE` does not. */
function jq(command: Command, setting: Setting): Outcome {
  const words = argumentsOf(command);
  const plain: Word[] = [];
  const extra: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) break;
    if (/^--(?:arg|argjson)$/.test(word.value)) at += 2;
    else if (/^--(?:slurpfile|rawfile|argfile)$/.test(word.value)) {
      const file = words[at + 2];
      if (file) extra.push(file);
      at += 2;
    } else if (/^--(?:args|jsonargs)$/.test(word.value)) break;
    else plain.push(word);
  }
  const options = readOptions(plain, { values: ['f', 'L', 'from-file', 'indent', 'tab'] });
  const scripts = options.all('f', 'from-file');
  return { effects: readsOf([...extra, ...scripts, ...options.operands.slice(scripts.length > 0 ? 0 : 1)], setting) };
}

/** yq and its like read as jq does, and write back with `-i`. */
function yq(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), {
    values: ['from-file', 'indent', 'I', 'o', 'p', 'output-format', 'input-format', 'split-exp', 's'],
    switches: ['inplace', 'in-place', 'null-input'],
  });
  const [verb] = options.operands;
  const operands = /^(?:e|ea|eval|eval-all|r|w|d|m)$/.test(verb?.value ?? '') ? options.operands.slice(1) : options.operands;
  const files = operands.slice(1);
  const inPlace = options.has('i', 'inplace', 'in-place');
  if (inPlace) return { effects: files.map((word) => fileEffect('file.write', word, setting, { flags: ['in-place'] })) };
  return { effects: readsOf(files, setting) };
}

const show = reads({ passes: true });
const digest = reads({ switches: ['check', 'tag', 'binary', 'text', 'zero', 'quiet', 'status'] });
const COLUMNS: Reader = {
  values: ['d', 'f', 'c', 'b', 'delimiter', 'fields', 'characters', 'bytes', 'output-delimiter', 's', 't', 'w', 'l', 'o', 'N', 'R'],
};
const columns = reads(COLUMNS);

/** `cut -d= -f1` shows of variables the names alone. */
function cut(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), COLUMNS);
  const isFirst = options.value('d', 'delimiter')?.value === '=' && options.value('f', 'fields')?.value === '1';
  if (!isFirst) return columns(command, setting);
  return { effects: options.operands.map((word) => fileEffect(holdsVariables(word) ? 'file.list' : 'file.read', word, setting)) };
}

/** Programs that read files and change nothing. */
export const readers = family(
  `bat batcat more most nl wc cut paste column join comm fold fmt pr expand unexpand look diff colordiff diff3 sdiff difft delta
   cmp od hexdump hd strings objdump nm readelf ldd otool md5sum md5 sha1sum sha224sum sha256sum sha384sum sha512sum shasum b2sum
   b3sum cksum sum iconv jq gojq jaq yq dasel xmllint xq tomlq csvlook csvcut pdftotext exiftool identify ffprobe zipinfo tokei
   cloc scc ls gls dir vdir exa eza lsd tree du stat gstat file lsattr getfacl namei getfattr`,
  () => ({
    bat: reads({
      values: ['l', 'language', 'style', 'theme', 'r', 'line-range', 'H', 'm', 'color', 'paging', 'tabs', 'wrap'],
      passes: true,
    }),
    batcat: show,
    more: show,
    most: show,
    nl: reads({ values: ['b', 'd', 'f', 'h', 'i', 'l', 'n', 's', 'v', 'w'] }),
    wc: lists('file.list', { values: ['files0-from'], switches: ['lines', 'words', 'bytes', 'chars', 'max-line-length'] }),
    cut,
    paste: columns,
    column: columns,
    join: reads({ values: ['a', 'e', 'j', 'o', 't', 'v', '1', '2'] }),
    comm: reads(),
    fold: columns,
    fmt: columns,
    pr: columns,
    expand: columns,
    unexpand: columns,
    look: reads({ skip: 1 }),
    diff: reads({
      values: ['U', 'C', 'I', 'x', 'X', 'F', 'W', 'L', 'label', 'unified', 'context', 'exclude', 'color', 'ignore-matching-lines'],
    }),
    colordiff: reads({ values: ['U', 'C'] }),
    diff3: reads(),
    sdiff: reads({ values: ['w', 'o'] }),
    difft: reads(),
    delta: reads(),
    cmp: reads({ values: ['n', 'i', 'bytes', 'ignore-initial'] }),
    od: reads({ values: ['A', 'j', 'N', 'S', 't', 'w'] }),
    hexdump: reads({ values: ['e', 'f', 'n', 's', 'L'] }),
    hd: reads({ values: ['n', 's'] }),
    strings: reads({ values: ['n', 't', 'e', 'T', 'bytes', 'encoding', 'radix'] }),
    objdump: reads({ values: ['j', 'M', 'b', 'm'] }),
    nm: reads(),
    readelf: reads({ values: ['x', 'p', 'R'] }),
    ldd: reads(),
    otool: reads(),
    md5sum: digest,
    md5: digest,
    sha1sum: digest,
    sha224sum: digest,
    sha256sum: digest,
    sha384sum: digest,
    sha512sum: digest,
    shasum: reads({ values: ['a', 'algorithm'] }),
    b2sum: digest,
    b3sum: digest,
    cksum: digest,
    sum: digest,
    iconv: reads({ values: ['f', 't', 'o', 'from-code', 'to-code', 'output'] }),
    jq,
    gojq: jq,
    jaq: jq,
    yq,
    dasel,
    xmllint: reads({ values: ['xpath', 'schema', 'o', 'output', 'encode', 'relaxng', 'dtdvalid'] }),
    xq: jq,
    tomlq: jq,
    csvlook: reads(),
    csvcut: columns,
    pdftotext: reads(),
    exiftool: reads(),
    identify: reads(),
    ffprobe: reads({ files: ['i'], singleDash: true }),
    zipinfo: reads(),
    tokei: lists('file.list'),
    cloc: lists('file.list'),
    scc: lists('file.list'),
    ls: lists('file.list', {
      values: ['I', 'ignore', 'w', 'width', 'T', 'tabsize', 'hide', 'block-size', 'sort', 'time', 'color', 'time-style'],
    }),
    gls: lists('file.list'),
    dir: lists('file.list'),
    vdir: lists('file.list'),
    exa: lists('file.list', { values: ['L', 'I', 's', 'sort', 'level', 'ignore-glob'] }),
    eza: lists('file.list', { values: ['L', 'I', 's', 'sort', 'level', 'ignore-glob'] }),
    lsd: lists('file.list'),
    tree: lists('file.list', { values: ['L', 'I', 'P', 'o', 'H', 'T', 'charset', 'filelimit', 'sort'] }),
    du: lists('file.list', { values: ['d', 'B', 't', 'X', 'max-depth', 'exclude', 'threshold', 'block-size'] }),
    stat: lists('file.list', { values: ['c', 'f', 't', 'format', 'printf'] }),
    gstat: lists('file.list', { values: ['c', 'format', 'printf'] }),
    file: lists('file.list', { values: ['F', 'm', 'P', 'e', 'f'] }),
    lsattr: lists('file.list'),
    getfacl: lists('file.list'),
    namei: lists('file.list'),
    getfattr: lists('file.list', { values: ['n', 'm', 'e'] }),
  }),
);
