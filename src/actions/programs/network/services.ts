import type { Effect } from '../../../domain/effect.ts';
import { networkEffects } from '../../addresses.ts';
import { type Command, literal, type Outcome, type Program, type Setting, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { isKnown, nameOperand, withValue } from '../../words.ts';
import { ASKS_FOR_HELP } from '../effects.ts';
import { family } from '../family.ts';
import { type Body, bodyFlags, inFolder, NO_BODY, nameFromUrl, readEffect, transfer, withScheme } from './transfer.ts';

/** aria2c and axel: downloads to a file, named or not. */
const downloader =
  (outputs: readonly string[], folders: readonly string[]): Program =>
  (command, setting) => {
    const options = readOptions(command.words.slice(1), {
      values: ['o', 'out', 'output', 'd', 'dir', 'i', 'input-file', 'x', 's', 'j', 'n', 'header', 'U', 'on-download-complete'],
    });
    const urls = options.operands.map(withScheme);
    const folder = options.value(...folders);
    const name = options.value(...outputs);
    const files = name ? [inFolder(folder, name)] : urls.map((url) => inFolder(folder, nameFromUrl(url, 'index.html')));
    const outcome = transfer({ urls, body: NO_BODY, outputs: urls.length > 0 ? files : [], flags: [] }, command, setting);
    return { ...outcome, runs: options.all('on-download-complete').map((word) => ({ kind: 'argv', argv: [word], wrapper: 'aria2c' })) };
  };

/** Mail goes to whom it is addressed; attachments and standard input go with it. */
const mail: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), {
    values: [
      's',
      'a',
      'A',
      'attach',
      'c',
      'b',
      'r',
      'f',
      'S',
      'q',
      'i',
      'F',
      'u',
      't',
      'm',
      'o',
      'to',
      'from',
      'server',
      'body',
      'header',
      'h',
    ],
  });
  const files = [
    ...options.all('a', 'A', 'attach').filter((word) => !/^[\w-]+:\s/.test(word.value)),
    ...options.all('body').filter((word) => word.value.startsWith('@')),
  ];
  const recipients = [...options.operands, ...options.all('to')].filter((word) => word.value.includes('@') || !isKnown(word));
  const body: Body = { files, texts: options.all('s', 'm', 'body'), stdin: command.stdin !== undefined };
  if (recipients.length === 0 && command.stdin === undefined) return {};
  const to = recipients.length > 0 ? recipients : [literal('')];
  return {
    effects: [
      ...files.map((word) => readEffect(word, setting)),
      ...to.slice(0, 16).flatMap((word) => networkEffects('net.upload', word, bodyFlags(body, command))),
    ],
  };
};

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** What a request to GitHub's interface carries; what it changes there is told with the other verbs of the client. */
const gh: Program = (command, setting) => (command.words[1]?.value === 'api' ? api(command, setting) : {});

const API_VALUES = [
  'f',
  'F',
  'field',
  'raw-field',
  'X',
  'method',
  'input',
  'H',
  'q',
  'jq',
  't',
  'template',
  'hostname',
  'cache',
  'p',
  'preview',
];

function api(command: Command, setting: Setting): Outcome {
  const options = readOptions(command.words.slice(2), { values: API_VALUES });
  const fields = options.all('f', 'F', 'field', 'raw-field');
  const fromFile = options.all('F', 'field').flatMap((word) => {
    const name = /=@(.+)$/s.exec(word.value)?.[1];
    return name === undefined || name === '-' ? [] : [withValue(word, name)];
  });
  const files: readonly Word[] = [...fromFile, ...options.all('input').filter((word) => word.value !== '-')];
  const method = options.value('X', 'method')?.value.toUpperCase() ?? (fields.length > 0 ? 'POST' : 'GET');
  const host = options.value('hostname') ?? literal('api.github.com');
  const url = withValue(host, `https://${host.value}/`);
  // GraphQL is always posted; only a mutation sends something to be kept.
  const isQuestion =
    options.operands[0]?.value === 'graphql' &&
    !options.has('input') &&
    fields.every((word) => isKnown(word) && !/\bmutation\b/.test(word.value));
  const sends = !isQuestion && (WRITES.has(method) || options.has('input'));
  const flags = [
    ...(sends ? bodyFlags({ files, texts: fields, stdin: options.value('input')?.value === '-' }, command) : []),
    ...(method === 'DELETE' ? (['delete'] as const) : []),
  ];
  const effects: readonly Effect[] = [
    ...files.map((word) => readEffect(word, setting)),
    ...networkEffects(sends ? 'net.upload' : 'net.request', url, flags),
  ];
  return { effects, stdout: { origin: 'downloaded' } };
}

/** Makes something on this machine reachable from the internet. */
const tunnel =
  (verbs: RegExp): Program =>
  (command) => {
    const operands = readOptions(command.words.slice(1), {
      values: ['config', 'authtoken', 'region', 'url', 'port', 'p', 'h', 'host', 's', 'subdomain'],
    }).operands;
    if (command.words.some((word) => ASKS_FOR_HELP.test(word.value))) return {};
    const [verb] = operands;
    if (verb && !verbs.test(verb.value)) return {};
    const target = operands.at(-1);
    return { effects: [{ kind: 'net.listen', flags: ['tunnel'], ...(target ? { operand: nameOperand(target) } : {}) }] };
  };

const cloudflared = tunnel(/^(?:tunnel|access)$/);
/** Verbs of `cloudflared tunnel` that open none. */
const MANAGES_TUNNELS = /^(?:list|info|create|delete|cleanup|token|route|ingress|login|diag|vnet)$/;

/** Hands files to whoever has the words that it prints, or to everyone. */
const handsOver =
  (verb: RegExp): Program =>
  (command, setting) => {
    const options = readOptions(command.words.slice(1), { values: ['code', 'c', 'relay', 'pass', 'text', 't', 'a', 'appid', 'relay-url'] });
    const [first, ...files] = options.operands;
    if (!first || !verb.test(first.value)) return {};
    const body: Body = { files, texts: options.all('text', 't'), stdin: command.stdin !== undefined };
    const operand = nameOperand(command.words[0] ?? literal(''));
    return {
      effects: [...files.map((word) => readEffect(word, setting)), { kind: 'net.upload', operand, flags: bodyFlags(body, command) }],
    };
  };

export const services = family(
  `aria2c axel mail mailx s-nail mutt sendmail msmtp swaks gh ngrok cloudflared lt localtunnel bore tailscale frpc zrok croc wormhole
   magic-wormhole ipfs`,
  () => ({
    aria2c: downloader(['o', 'out'], ['d', 'dir']),
    axel: downloader(['o', 'output'], []),
    mail,
    mailx: mail,
    's-nail': mail,
    mutt: mail,
    sendmail: mail,
    msmtp: mail,
    swaks: mail,
    gh,
    ngrok: tunnel(/^(?:http|https|tcp|tls|start)$/),
    cloudflared: (command, setting) =>
      command.words.some((word) => MANAGES_TUNNELS.test(word.value)) ? {} : cloudflared(command, setting),
    lt: tunnel(/^\d+$/),
    localtunnel: tunnel(/^\d+$/),
    bore: tunnel(/^local$/),
    tailscale: tunnel(/^funnel$/),
    frpc: tunnel(/^(?!verify$|reload$|status$|stop$)/),
    zrok: tunnel(/^(?:share|reserve)$/),
    croc: handsOver(/^send$/),
    wormhole: handsOver(/^(?:send|tx)$/),
    'magic-wormhole': handsOver(/^(?:send|tx)$/),
    ipfs: handsOver(/^add$/),
  }),
);
