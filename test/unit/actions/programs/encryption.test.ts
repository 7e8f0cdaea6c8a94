import { describe, expect, it } from 'vitest';
import { encryption } from '../../../../src/actions/programs/archives/encryption.ts';
import { shownEffects } from '../../../support/outcome.ts';
import { tableOf } from '../../../support/programs.ts';
import { command, setting } from '../../../support/setting.ts';

const programs = tableOf(encryption);

describe('programs that encrypt', () => {
  it.each([
    ['gpg -c notes.txt', ['file.read', 'file.write obfuscated']],
    ['gpg --decrypt notes.gpg', []],
    ['gpg --list-keys', []],
    ['openssl enc -aes-256-cbc -in a.txt -out b -k x', ['file.read', 'file.write obfuscated']],
    ['openssl enc -d -aes-256-cbc -in b -out a.txt', []],
    ['openssl x509 -in cert.pem -text', []],
    ['ccencrypt notes.txt', ['file.read', 'file.write in-place,obfuscated']],
    ['zip -r all.zip notes', []],
    ['zip -e all.zip notes', ['file.read', 'file.write obfuscated']],
    ['7z x all.7z -pSecret', []],
  ])('%s: %j', (text, expected) => {
    const simple = command(text);
    const shown = shownEffects(programs[simple.words[0]?.value ?? '']?.(simple, setting()));
    expect(shown.map((effect) => effect.replace(/ ?\/\S+$/, ''))).toEqual(expected);
  });
});
