import { networkEffects } from '../../addresses.ts';
import { literal, type Outcome, type Program, type Setting, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { withValue } from '../../words.ts';
import { family } from '../family.ts';
import { copy } from './copies.ts';
import { readEffect } from './transfer.ts';

const isBucket = (word: Word): boolean => /^(?:s3|gs|https?):\/\//.test(word.value);

/** `s3 cp`, `s3 sync`: between here and a bucket. */
function bucketCopy(words: readonly Word[], setting: Setting): Outcome {
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
  const shown = command.words.findIndex((word) => word.value === 'cat');
  if (shown > 0 && command.words.slice(1, shown).every((word) => /^(?:-|storage$)/.test(word.value)))
    return copy(command.words.slice(shown + 1).filter(isBucket), literal('-'), [], setting, isBucket);
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

/** The clients of clouds, as far as they copy files. */
export const buckets = family('aws gsutil gcloud az', () => ({ aws, gsutil, gcloud, az }));
