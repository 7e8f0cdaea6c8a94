import type { EffectKind } from '../../../domain/effect.ts';

/** One way to get at what a store keeps. */
export interface Access {
  /** The subcommand, word by word; a word that ends in `:` or `/` fits whatever begins with it, one that begins with `-` stands anywhere. */
  readonly verbs: readonly string[];
  readonly kind: Extract<EffectKind, 'secret.read' | 'secret.dump' | 'secret.write'>;
  /** Fits the arguments, joined by blanks. */
  readonly with?: RegExp;
  readonly without?: RegExp;
}

type Limits = Omit<Access, 'verbs' | 'kind'>;

const read = (verbs: string, limits: Limits = {}): Access => ({ verbs: verbs.split(' '), kind: 'secret.read', ...limits });
const dump = (verbs: string, limits: Limits = {}): Access => ({ verbs: verbs.split(' '), kind: 'secret.dump', ...limits });
const write = (verbs: string, limits: Limits = {}): Access => ({ verbs: verbs.split(' '), kind: 'secret.write', ...limits });

const PASSWORD_GIVEN = { with: /(?:^|\s)(?:-p|--password)[ =]?\S/, without: /--password-stdin/ };
const HELPER = [read('get'), dump('list')];
const SHOWN = { with: /(?:^|\s)-[a-z]*[wg][a-z]*(?:\s|$)/ };

/** Password stores, clouds' own, and the clients that print the tokens they hold. */
export const STORES: Readonly<Record<string, readonly Access[]>> = {
  security: [read('find-generic-password', SHOWN), read('find-internet-password', SHOWN), dump('dump-keychain'), dump('export')],
  'secret-tool': [read('lookup'), dump('search', { with: /--(?:all|unlock)/ })],
  'kwallet-query': [read('-r'), read('--read-password')],
  keyctl: [read('print'), read('pipe'), read('read')],
  cmdkey: [dump('/list')],
  gopass: [read('show'), read('cat'), read('otp')],
  op: [
    read('read'),
    read('item get', { with: /--(?:reveal|fields?|format|otp)/ }),
    read('document get'),
    dump('inject'),
    read('signin', { with: /--raw/ }),
  ],
  bw: [
    read('get password'),
    read('get item'),
    read('get totp'),
    read('get notes'),
    dump('export'),
    dump('list items'),
    read('unlock', { with: /--raw/ }),
  ],
  lpass: [read('show'), dump('export')],
  rbw: [read('get'), read('code')],
  'keepassxc-cli': [read('show', { with: /(?:^|\s)(?:-s|-a|--show-protected|--attributes)/ }), dump('export'), read('clip')],
  sops: [dump('-d'), dump('--decrypt'), dump('decrypt'), dump('exec-env')],
  'ansible-vault': [dump('view'), dump('decrypt')],
  'git-crypt': [dump('unlock'), dump('export-key')],
  vault: [read('read'), read('kv get'), dump('kv export'), read('print token'), read('token create')],
  doppler: [dump('secrets', { without: /\bsecrets (?:set|delete|upload|get|substitute)|--only-names/ }), read('secrets get')],
  infisical: [dump('secrets'), dump('export')],
  chamber: [read('read'), dump('export'), dump('env')],
  credstash: [read('get'), dump('getall')],
  gpg: [dump('--export-secret-keys'), dump('--export-secret-subkeys'), dump('--export-secret-key')],
  gpg2: [dump('--export-secret-keys'), dump('--export-secret-subkeys')],
  docker: [write('login', PASSWORD_GIVEN)],
  podman: [write('login', PASSWORD_GIVEN)],
  helm: [write('registry login', PASSWORD_GIVEN)],
  pulumi: [
    dump('config', { with: /--show-secrets/ }),
    dump('stack export', { with: /--show-secrets/ }),
    dump('stack output', { with: /--show-secrets/ }),
  ],
  'docker-credential-desktop': HELPER,
  'docker-credential-osxkeychain': HELPER,
  'docker-credential-secretservice': HELPER,
  'docker-credential-pass': HELPER,
  'git-credential-store': HELPER,
  'git-credential-osxkeychain': HELPER,
  'git-credential-manager': HELPER,
  'git-credential-libsecret': HELPER,
  mimikatz: [dump('')],
  lazagne: [dump('')],
  'secretsdump.py': [dump('')],
};
