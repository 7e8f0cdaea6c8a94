import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import { networkEffects } from '../../addresses.ts';
import { type Command, literal, type Outcome, type Program, type Run, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { splitQuoted, withValue } from '../../words.ts';
import { bodyFlags } from './transfer.ts';

const NC_VALUES: readonly string[] =
  'e exec c sh-exec p source-port s source w wait i q g G x proxy X proxy-type I O T V m max-conns lua-exec proxy-auth o output ssl-cert ssl-key'.split(
    ' ',
  );

/** netcat in its several kinds. */
export const netcat: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: NC_VALUES,
    switches: ['listen', 'keep-open', 'udp', 'ssl', 'verbose', 'zero', 'unixsock'],
  });
  const wrapper = command.words[0]?.value ?? 'nc';
  const program = options.value('e', 'exec');
  const shellText = options.value('c', 'sh-exec');
  const runs: Run[] = [];
  if (program) runs.push({ kind: 'argv', argv: splitQuoted(program), wrapper, inheritsStdin: false });
  if (shellText) runs.push({ kind: 'shell', text: shellText, shell: 'sh', wrapper, origin: 'downloaded' });
  const [host] = options.operands;
  if (options.has('l', 'listen')) return connection('net.listen', listenAddress(options.operands, options.value('p')), command, runs);
  if (host === undefined || options.has('U', 'unixsock', 'h', 'help')) return runs.length > 0 ? { runs } : {};
  if (options.has('z', 'zero')) return { effects: networkEffects('net.request', host, ['raw-socket']), stdout: { origin: 'dynamic' } };
  return connection('net.request', host, command, runs);
};

/** A listening socket is named by its port, or by the address and the port. */
function listenAddress(operands: readonly Word[], port: Word | undefined): Word {
  const [first, second] = operands;
  if (first && (second || !/^[0-9]+$/.test(first.value))) return first;
  return port ?? first ?? literal('');
}

/** A raw connection: what arrives on standard input leaves through it; with a program at its end it is a remote shell. */
function connection(kind: 'net.request' | 'net.listen', peer: Word, command: Command, runs: readonly Run[]): Outcome {
  const reverse: readonly EffectFlag[] = runs.length > 0 ? ['reverse-shell'] : [];
  const isFed = command.stdin !== undefined;
  const fed = isFed ? bodyFlags({ files: [], texts: [], stdin: true }, command) : [];
  const flags: readonly EffectFlag[] = ['raw-socket', ...reverse, ...fed];
  const effects: readonly Effect[] =
    kind === 'net.listen'
      ? [{ kind, operand: { text: peer.text, value: peer.value, certainty: peer.certainty, classes: [] }, flags }]
      : networkEffects(isFed ? 'net.upload' : kind, peer, flags);
  return { effects, runs, stdout: { origin: 'downloaded' } };
}

export const telnet: Program = (command) => {
  const options = readOptions(command.words.slice(1), { values: ['l', 'b', 'e', 'n', 'S', 'X', 'x'] });
  const [host] = options.operands;
  return host ? connection('net.request', withValue(host, `telnet://${host.value}`), command, []) : {};
};

/** The part of openssl that opens connections. */
export const opensslConnection: Program = (command) => {
  const options = readOptions(command.words.slice(2), {
    singleDash: true,
    values: ['connect', 'host', 'port', 'servername', 'proxy', 'accept', 'cert', 'key', 'CAfile', 'starttls'],
  });
  const verb = command.words[1]?.value;
  if (verb === 's_server') return connection('net.listen', options.value('accept', 'port') ?? literal('4433'), command, []);
  if (verb !== 's_client') return {};
  // With nothing to send it only shows the other side's certificate.
  if (command.stdin?.text?.trim().replace(/^[QR]$/, '') === '') {
    const peer = options.value('connect', 'host') ?? options.operands[0] ?? literal('localhost');
    return { effects: networkEffects('net.request', peer), stdout: { origin: 'downloaded' } };
  }
  return connection('net.request', options.value('connect', 'host') ?? options.operands[0] ?? literal('localhost'), command, []);
};
