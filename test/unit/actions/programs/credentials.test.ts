import { describe, expect, it } from 'vitest';
import { credentials } from '../../../../src/actions/programs/credentials.ts';
import { shownEffects } from '../../../support/outcome.ts';
import { tableOf } from '../../../support/programs.ts';
import { command, HOME, setting } from '../../../support/setting.ts';

const programs = tableOf(...credentials);

const effectsOf = (text: string) => {
  const simple = command(text);
  return shownEffects(programs[simple.words[0]?.value ?? '']?.(simple, setting()));
};

describe('the environment', () => {
  it.each([
    ['printenv', ['secret.dump environment']],
    ['printenv HOME PATH', []],
    ['printenv GITHUB_TOKEN', ['secret.read environment GITHUB_TOKEN']],
    ['printenv $name', ['secret.read environment ?']],
    ['printenv SSH_AUTH_SOCK', []],
  ])('%s', (text, effects) => {
    expect(effectsOf(text)).toEqual(effects);
  });
});

describe('stores of credentials', () => {
  it.each([
    ['security find-generic-password -s shop -w', ['secret.read']],
    ['security find-generic-password -s shop', []],
    ['security dump-keychain -d', ['secret.dump']],
    ['secret-tool lookup service shop', ['secret.read']],
    ['pass show mail/ada', ['secret.read']],
    ['pass mail/ada', ['secret.read']],
    ['pass ls', []],
    ['op read op://vault/item/field', ['secret.read']],
    ['op item list', []],
    ['bw get password shop', ['secret.read']],
    ['vault kv get -mount=secret shop', ['secret.read']],
    ['vault status', []],
    ['gpg --export-secret-keys ada', ['secret.dump']],
    ['gpg --verify a.sig', []],
    ['docker login -u ada -p hunter2', ['secret.write argument']],
    ['docker login -u ada --password-stdin', []],
    ['docker run -p 80:80 shop', []],
    ['git-credential-store get', ['secret.read']],
    ['sops -d secrets.yaml', ['secret.dump']],
    ['docker-credential-desktop get', ['secret.read']],
  ])('%s', (text, effects) => {
    expect(effectsOf(text)).toEqual(effects);
  });

  it('are also the databases of browsers', () => {
    const database = `${HOME}/.config/google-chrome/Default/Cookies`;
    expect(effectsOf(`sqlite3 ${database} .dump`)).toEqual([`file.read ${database}`, `secret.read ${database}`]);
    expect(effectsOf('sqlite3 shop.db .dump')).toEqual([`file.read ${HOME}/code/shop/shop.db`]);
    expect(effectsOf("sqlite3 shop.db 'delete from a'")).toEqual([`file.write in-place ${HOME}/code/shop/shop.db`]);
  });
});
