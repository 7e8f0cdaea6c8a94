import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import { networkEffects } from '../../addresses.ts';
import type { Program, Run, Setting, Word } from '../../command.ts';
import { pathOperand } from '../../paths.ts';
import { splitQuoted, withValue } from '../../words.ts';

const VALUES = new Set(['-b', '-t', '-T', '-W', '-L', '-lf', '-lp', '-r', '-R']);
const CONNECTS =
  /^(?:tcp[46]?(?:-connect)?|udp[46]?(?:-connect|-sendto)?|openssl(?:-connect)?|ssl|sctp[46]?(?:-connect)?|socks4a?|socks5(?:-connect)?|proxy(?:-connect)?|dtls(?:-connect)?|openssl-dtls-client)$/;
const LISTENS =
  /^(?:tcp[46]?-l(?:isten)?|udp[46]?-(?:l|listen|recv|recvfrom)|openssl-listen|ssl-l|sctp[46]?-listen|vsock-listen|socks5-listen|openssl-dtls-server)$/;
const EXECUTES = /^(?:exec|system|shell)$/;
const FILES = /^(?:file|open|gopen|create|creat)$/;

/** `socat A B` joins two ends; a program at one and the network at the other is a remote shell. */
export const socat: Program = (command, setting) => {
  const ends = endsOf(command.words.slice(1)).flatMap((word) => {
    const [, kind = '', rest = ''] = /^([a-z0-9-]+):(.*)$/is.exec(word.value) ?? [];
    return kind === '' ? [] : [{ kind: kind.toLowerCase(), target: withValue(word, rest) }];
  });
  const isShell = ends.some(({ kind }) => EXECUTES.test(kind));
  const flags: readonly EffectFlag[] = isShell ? ['raw-socket', 'reverse-shell'] : ['raw-socket'];
  const isNetworked = ends.some(({ kind }) => CONNECTS.test(kind) || LISTENS.test(kind));
  const sends = command.stdin !== undefined || ends.some(({ kind }) => FILES.test(kind));
  return {
    effects: ends.flatMap(({ kind, target }) => effectsOf(kind, target, flags, sends, setting)),
    runs: ends.flatMap(({ kind, target }) => runsOf(kind, target)),
    stdout: { origin: isNetworked ? 'downloaded' : 'dynamic' },
  };
};

function endsOf(words: readonly Word[]): readonly Word[] {
  const ends: Word[] = [];
  for (let at = 0; at < words.length && ends.length < 2; at++) {
    const word = words[at];
    if (word === undefined) break;
    if (VALUES.has(word.value)) at++;
    else if (!word.value.startsWith('-')) ends.push(...word.value.split('!!').map((part) => withValue(word, part)));
  }
  return ends;
}

function effectsOf(kind: string, target: Word, flags: readonly EffectFlag[], sends: boolean, setting: Setting): readonly Effect[] {
  const name = withValue(target, target.value.split(',')[0] ?? '');
  if (CONNECTS.test(kind)) return networkEffects(sends ? 'net.upload' : 'net.request', name, flags);
  if (LISTENS.test(kind))
    return [{ kind: 'net.listen', operand: { text: target.text, value: name.value, certainty: name.certainty, classes: [] }, flags }];
  if (!FILES.test(kind)) return [];
  const writes = /creat|wronly|append|trunc/.test(`${kind},${target.value}`) || kind === 'gopen';
  return [{ kind: writes ? 'file.write' : 'file.read', operand: pathOperand(name, setting) }];
}

/** The command ends where socat's own options begin, behind a comma. */
function runsOf(kind: string, target: Word): readonly Run[] {
  if (!EXECUTES.test(kind)) return [];
  const quote = /^["']/.exec(target.value)?.[0];
  const text = quote === undefined ? target.value.split(',')[0] : target.value.slice(1, Math.max(1, target.value.indexOf(quote, 1)));
  const command = withValue(target, text ?? '');
  if (kind !== 'exec') return [{ kind: 'shell', text: command, shell: 'sh', wrapper: 'socat' }];
  return [{ kind: 'argv', argv: splitQuoted(command), wrapper: 'socat', inheritsStdin: false }];
}
