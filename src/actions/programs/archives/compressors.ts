import type { Command, Outcome, Program, Setting, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { withValue } from '../../words.ts';
import { argumentsOf, readsOf, writeTo } from '../effects.ts';
import { family } from '../family.ts';
import { decoded } from '../text/decoders.ts';
import { contentOf } from '../text/readers.ts';

const SUFFIX = /\.(?:gz|tgz|bz2|xz|lzma|zst|lz4|br|Z|z)$/;

/** Packs or unpacks each file beside itself, or its input to its output. */
function compressor(suffix: string, unpacksAlways: boolean, toStdoutAlways: boolean): Program {
  return (command: Command, setting: Setting): Outcome => {
    const options = readOptions(argumentsOf(command), {
      values: ['S', 'suffix', 'o', 'output', 'T', 'threads', 'D', 'M', 'memory'],
      switches: ['decompress', 'uncompress', 'stdout', 'to-stdout', 'keep', 'force', 'test', 'list', 'recursive'],
    });
    const files = options.operands.filter((word) => word.value !== '-');
    const unpacks = unpacksAlways || options.has('d', 'decompress', 'uncompress');
    const effects = readsOf(files, setting);
    const target = options.value('o', 'output');
    if (options.has('l', 't', 'list', 'test')) return { effects };
    if (!target && (files.length === 0 || toStdoutAlways || options.has('c', 'stdout', 'to-stdout'))) {
      const input = contentOf(files, command) ?? command.stdin;
      return unpacks ? { effects, stdout: decoded(input && { origin: input.origin }, (text) => text) } : { effects };
    }
    const results = target ? [target] : files.map((word) => beside(word, unpacks, suffix));
    const writes = results.map((word, at) => ({ path: word, stream: { origin: 'file' as const, path: files[at] ?? word } }));
    return { effects: [...effects, ...results.map((word) => writeTo(word, setting))], ...(unpacks && files.length > 0 && { writes }) };
  };
}

const beside = (word: Word, unpacks: boolean, suffix: string): Word =>
  withValue(word, unpacks ? word.value.replace(SUFFIX, '') : `${word.value}${suffix}`);

const packs = (suffix: string) => compressor(suffix, false, false);
const unpacks = compressor('', true, false);
const shows = compressor('', true, true);

export const compressors = family(
  `gzip pigz bzip2 pbzip2 xz lzma zstd lz4 brotli compress gunzip bunzip2 unxz unlzma unzstd unlz4 uncompress zcat gzcat bzcat
   xzcat zstdcat zless zmore funzip`,
  () => ({
    gzip: packs('.gz'),
    pigz: packs('.gz'),
    bzip2: packs('.bz2'),
    pbzip2: packs('.bz2'),
    xz: packs('.xz'),
    lzma: packs('.lzma'),
    zstd: packs('.zst'),
    lz4: packs('.lz4'),
    brotli: packs('.br'),
    compress: packs('.Z'),
    gunzip: unpacks,
    bunzip2: unpacks,
    unxz: unpacks,
    unlzma: unpacks,
    unzstd: unpacks,
    unlz4: unpacks,
    uncompress: unpacks,
    zcat: shows,
    gzcat: shows,
    bzcat: shows,
    xzcat: shows,
    zstdcat: shows,
    zless: shows,
    zmore: shows,
    funzip: shows,
  }),
);
