import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import { networkEffects } from '../../addresses.ts';
import type { Command, Outcome, Program, Run, Setting, Word } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { isKnown, nameOperand, splitQuoted, withValue } from '../../words.ts';
import { inFolder, isStandardOutput, readEffect, writeEffect } from './transfer.ts';

/** `host:path` and `scheme://…`: a colon stands before any slash. */
const isRemote = (word: Word): boolean => /^[^/\0]*:/.test(word.value) && !/^[A-Za-z]:\\/.test(word.value);

/** Copies between here and there: what is read here goes up, what is written here came down. */
export function copy(sources: readonly Word[], target: Word, flags: readonly EffectFlag[], setting: Setting, named = isRemote): Outcome {
  const effects: Effect[] = [];
  const local = sources.filter((word) => !named(word));
  const distant = sources.filter(named);
  effects.push(...local.map((word) => readEffect(word, setting)));
  if (named(target)) {
    effects.push(...distant.flatMap((word) => networkEffects('net.request', word)));
    effects.push(...networkEffects('net.upload', target, local.length > 0 ? [...flags, 'contents'] : flags));
    return { effects };
  }
  effects.push(...distant.flatMap((word) => networkEffects('net.download', word, flags)));
  if (isStandardOutput(target)) return { effects, stdout: { origin: 'downloaded' } };
  effects.push(writeEffect(target, setting));
  const writes = distant.map((word) => ({ path: inside(target, word), stream: { origin: 'downloaded' as const } }));
  return { effects, writes: [...writes, ...distant.map(() => ({ path: target, stream: { origin: 'downloaded' as const } }))] };
}

const inside = (folder: Word, word: Word): Word =>
  inFolder(folder, withValue(word, word.value.slice(Math.max(word.value.lastIndexOf('/'), word.value.lastIndexOf(':')) + 1)));

const SSH_VALUES = ['c', 'F', 'i', 'J', 'l', 'o', 'P', 'S', 'D', 'X', 'b', 'B', 'R', 's'];

export const scp: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), { values: SSH_VALUES });
  const target = options.operands.at(-1);
  const sources = options.operands.slice(0, -1);
  if (!target || sources.length === 0) return {};
  const flags: readonly EffectFlag[] = options.has('r') ? ['recursive'] : [];
  return { ...copy(sources, target, flags, setting), runs: helpersOf(options, command) };
};

/** Programs that the options of ssh and its kin start. */
function helpersOf(options: Options, command: Command): readonly Run[] {
  const wrapper = command.words[0]?.value ?? 'scp';
  const commands = options.all('o').flatMap((word): readonly Run[] => {
    const text = /^\s*(?:proxycommand|localcommand|knownhostscommand)[\s=]+(.+)$/is.exec(word.value)?.[1];
    return text === undefined ? [] : [{ kind: 'shell', text: withValue(word, text), shell: 'sh', wrapper }];
  });
  const programs = options.all('S', 'D').map((word): Run => ({ kind: 'argv', argv: splitQuoted(word), wrapper }));
  return [...commands, ...programs];
}

/** A session of transfers: what it does stands in a batch, on standard input or in `-e`. */
export const sftp: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), { values: SSH_VALUES });
  const [host] = options.operands;
  if (!host) return {};
  const batch = options.value('b');
  const script = batch === undefined || batch.value === '-' ? (command.stdin?.text ?? '') : scriptOf(batch, setting);
  const target = options.operands[1];
  // `sftp host:file folder` fetches at once.
  if (target && /:.*[^/]/.test(host.value)) return { ...copy([host], target, [], setting), runs: helpersOf(options, command) };
  return { effects: session(host, script, setting), runs: helpersOf(options, command) };
};

function scriptOf(path: Word, setting: Setting): string {
  if (!isKnown(path) || setting.cwd === undefined) return '';
  const content = setting.machine.files.read(path.value.startsWith('/') ? path.value : `${setting.cwd}/${path.value}`, 65_536);
  return content.kind === 'text' ? content.text : '';
}

const MAX_LINES = 200;

/** The commands that clients of FTP and SFTP share. */
function session(host: Word, script: string, setting: Setting): readonly Effect[] {
  const effects: Effect[] = [];
  let sends = false;
  for (const line of script.split(/[;\n]/, MAX_LINES)) {
    const [verb = '', ...names] = line.trim().split(/\s+/);
    const files = names.filter((name) => !name.startsWith('-')).map((name) => withValue(host, name));
    const shown = files.map((word) => ({ ...word, text: word.value }));
    if (/^(?:m?put|reput|send|append|mirror)$/i.test(verb) && !(verb === 'mirror' && !names.includes('-R'))) {
      sends = true;
      effects.push(...shown.slice(0, /^m/.test(verb) ? undefined : 1).map((word) => readEffect(word, setting)));
    } else if (/^(?:rm|mrm|mdel|mdelete|rmdir|glob)$/i.test(verb) && (/^m/i.test(verb) || /(?:^| )-[a-z]*r|\*/i.test(names.join(' '))))
      effects.push({
        kind: 'storage.delete',
        operand: nameOperand(files[0] ?? host),
        flags: ['recursive'],
        note: line.trim().slice(0, 60),
      });
    else if (/^(?:m?get|reget|recv|pget)$/i.test(verb)) effects.push(...shown.slice(-1).map((word) => writeEffect(word, setting)));
  }
  return [...effects, ...networkEffects(sends ? 'net.upload' : 'net.request', host, sends ? ['contents'] : [])];
}

export const ftp: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), { values: ['e', 'c', 'f', 'u', 'p', 'P', 'T', 's', 'o'] });
  const name = command.words[0]?.value ?? 'ftp';
  const [site] = options.operands;
  const inline = options.value('e', 'c')?.value ?? '';
  const script = inline !== '' ? inline : (command.stdin?.text ?? '');
  const opened = /(?:^|[;\n])\s*open\s+(?:-\S+\s+\S+\s+)*([^\s;]+)/.exec(script)?.[1];
  const host = site ?? (opened === undefined ? undefined : { text: opened, value: opened, certainty: 'literal' as const });
  if (!host) return {};
  const address =
    /:\/\//.test(host.value) || name === 'lftp' ? host : withValue(host, `${name === 'tftp' ? 'tftp' : 'ftp'}://${host.value}`);
  return {
    effects: session(
      address,
      name === 'tftp' ? [inline, ...options.operands.slice(1).map((word) => word.value)].join(' ') : script,
      setting,
    ),
  };
};

/** `rclone copy SOURCE remote:path`; the remote's own kind is in rclone's configuration. */
export const rclone: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), {
    values: ['config', 'include', 'exclude', 'filter', 'transfers', 'bwlimit', 'password-command', 'files-from'],
  });
  const [verb, source, target] = options.operands;
  if (!verb || options.has('n', 'dry-run')) return {};
  const runs = options.all('password-command').map((word): Run => ({ kind: 'argv', argv: splitQuoted(word), wrapper: 'rclone' }));
  switch (verb.value) {
    case 'copy':
    case 'copyto':
    case 'move':
    case 'moveto':
    case 'sync':
    case 'bisync':
      if (!source || !target) return { runs };
      return { ...copy([source], target, ['recursive', ...(/sync|move/.test(verb.value) ? (['delete'] as const) : [])], setting), runs };
    case 'delete':
    case 'purge':
    case 'deletefile':
    case 'cleanup':
    case 'rmdirs':
      return {
        runs,
        effects:
          source && isRemote(source)
            ? [{ kind: 'storage.delete', operand: nameOperand(source), flags: ['recursive'], note: `rclone ${verb.value}` }]
            : [],
      };
    case 'rcat':
      return { runs, effects: source ? networkEffects('net.upload', source, ['fed']) : [] };
    case 'serve':
      return { runs, effects: [{ kind: 'net.listen', note: 'rclone serve' }] };
    case 'config':
      return {
        runs,
        effects: /^(?:show|dump)$/.test(source?.value ?? '') ? [{ kind: 'secret.dump', note: 'the credentials of every remote' }] : [],
      };
    default:
      return { runs };
  }
};
