import type { Effect } from '../../../domain/effect.ts';
import { networkEffects } from '../../addresses.ts';
import { literal, type Program, type ProgramTable, type Word } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { isKnown, nameOperand, withValue } from '../../words.ts';
import { copy } from './copies.ts';
import { type Body, bodyFlags, inFolder, nameFromUrl, readEffect, transfer, withScheme } from './transfer.ts';

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
    const outcome = transfer(
      { urls, body: { files: [], texts: [], stdin: false }, outputs: urls.length > 0 ? files : [], flags: [] },
      command,
      setting,
    );
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

/** What GitHub's client sends beyond what it is asked about. */
const gh: Program = (command, setting) => {
  const [, group, verb] = command.words.map((word) => word.value);
  const options = readOptions(command.words.slice(3), {
    values: ['d', 'desc', 'f', 'filename', 'F', 'field', 'raw-field', 'X', 'method', 'input', 'H', 'q', 't', 'R', 'repo', 'hostname'],
  });
  if (group === 'gist' && (verb === 'create' || verb === 'edit')) {
    const files = options.operands.filter((word) => word.value !== '-');
    const body: Body = {
      files: verb === 'edit' ? [] : files,
      texts: [],
      stdin: files.length < options.operands.length || files.length === 0,
    };
    return {
      effects: [
        ...body.files.map((word) => readEffect(word, setting)),
        ...networkEffects('net.upload', literal('https://gist.github.com'), bodyFlags(body, command)),
      ],
    };
  }
  if (group === 'release' && (verb === 'upload' || verb === 'create')) {
    const files = options.operands.slice(1).map((word) => withValue(word, word.value.replace(/#.*$/, '')));
    return {
      effects: [
        ...files.map((word) => readEffect(word, setting)),
        ...networkEffects('net.upload', literal('https://github.com'), files.length > 0 ? ['contents'] : []),
      ],
    };
  }
  return group === 'api'
    ? api(
        readOptions(command.words.slice(2), {
          values: [
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
          ],
        }),
        { command, setting },
      )
    : {};
};

function api(options: Options, { command, setting }: { command: Parameters<Program>[0]; setting: Parameters<Program>[1] }) {
  const fields = options.all('f', 'F', 'field', 'raw-field');
  const fromFile = options.all('F', 'field').flatMap((word) => {
    const name = /=@(.+)$/s.exec(word.value)?.[1];
    return name === undefined || name === '-' ? [] : [withValue(word, name)];
  });
  const files: readonly Word[] = [...fromFile, ...options.all('input').filter((word) => word.value !== '-')];
  const method = options.value('X', 'method')?.value.toUpperCase() ?? (fields.length > 0 ? 'POST' : 'GET');
  const url = withValue(options.value('hostname') ?? literal(''), `https://${options.value('hostname')?.value ?? 'api.github.com'}/`);
  const sends = WRITES.has(method) || options.has('input');
  const flags = [
    ...(sends ? bodyFlags({ files, texts: fields, stdin: options.value('input')?.value === '-' }, command) : []),
    ...(method === 'DELETE' ? (['delete'] as const) : []),
  ];
  const effects: readonly Effect[] = [
    ...files.map((word) => readEffect(word, setting)),
    ...networkEffects(sends ? 'net.upload' : 'net.request', url, flags),
  ];
  return { effects, stdout: { origin: 'downloaded' as const } };
}

/** Makes something on this machine reachable from the internet. */
const tunnel =
  (verbs: RegExp): Program =>
  (command) => {
    const operands = readOptions(command.words.slice(1), {
      values: ['config', 'authtoken', 'region', 'url', 'port', 'p', 'h', 'host', 's', 'subdomain'],
    }).operands;
    const [verb] = operands;
    if (verb && !verbs.test(verb.value)) return {};
    const target = operands.at(-1);
    return { effects: [{ kind: 'net.listen', flags: ['tunnel'], ...(target ? { operand: nameOperand(target) } : {}) }] };
  };

const isBucket = (word: Word): boolean => /^(?:s3|gs|https?):\/\//.test(word.value);

/** `s3 cp`, `s3 sync`: between here and a bucket. */
function bucketCopy(words: readonly Word[], setting: Parameters<Program>[1]) {
  const options = readOptions(words, {
    values: [
      'profile',
      'region',
      'endpoint-url',
      'acl',
      'exclude',
      'include',
      'storage-class',
      'content-type',
      'cache-control',
      'metadata',
      'h',
      'x',
      'a',
    ],
  });
  const target = options.operands.at(-1);
  const sources = options.operands.slice(0, -1);
  if (!target || sources.length === 0) return {};
  const acl = options.value('acl', 'a')?.value ?? '';
  return copy(
    sources,
    target,
    [...(options.has('delete', 'd') ? (['delete'] as const) : []), ...(acl.startsWith('public') ? (['world-writable'] as const) : [])],
    setting,
    isBucket,
  );
}

const aws: Program = (command, setting) => {
  const at = command.words.findIndex((word) => word.value === 's3');
  const verb = command.words[at + 1]?.value ?? '';
  return at > 0 && /^(?:cp|sync|mv)$/.test(verb) ? bucketCopy(command.words.slice(at + 2), setting) : {};
};

const gsutil: Program = (command, setting) => {
  const at = command.words.findIndex((word) => /^(?:cp|rsync|mv)$/.test(word.value));
  return at > 0 ? bucketCopy(command.words.slice(at + 1), setting) : {};
};

const gcloud: Program = (command, setting) => (command.words[1]?.value === 'storage' ? gsutil(command, setting) : {});

const az: Program = (command, setting) => {
  const verbs = command.words.slice(1, 4).map((word) => word.value);
  if (verbs[0] !== 'storage' || !/^upload/.test(verbs[2] ?? '')) return {};
  const options = readOptions(command.words.slice(4), {
    values: [
      'f',
      'file',
      's',
      'source',
      'd',
      'destination',
      'c',
      'container-name',
      'n',
      'name',
      'account-name',
      'account-key',
      'sas-token',
      'connection-string',
    ],
  });
  const account = options.value('account-name');
  const files = options.all('f', 'file', 's', 'source');
  const host = withValue(account ?? literal('az'), `https://${account?.value ?? 'account'}.blob.core.windows.net`);
  return { effects: [...files.map((word) => readEffect(word, setting)), ...networkEffects('net.upload', host, ['contents'])] };
};

export const services: ProgramTable = {
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
  cloudflared: tunnel(/^(?:tunnel|access)$/),
  lt: tunnel(/^\d+$/),
  localtunnel: tunnel(/^\d+$/),
  bore: tunnel(/^local$/),
  aws,
  gsutil,
  gcloud,
  az,
};
