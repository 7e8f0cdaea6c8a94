import type { Effect } from '../../../domain/effect.ts';
import { HOLE, type Program } from '../../command.ts';
import { pathOperand } from '../../paths.ts';
import { sqlEffects } from '../../sql/effects.ts';
import { family } from '../family.ts';
import { type Access, STORES } from './store-table.ts';

const store =
  (name: string, accesses: readonly Access[]): Program =>
  (command) => {
    const words = command.words.slice(1).map((word) => word.value);
    const access = accesses.find((candidate) => fits(candidate, words));
    if (!access) return {};
    const effect: Effect = { kind: access.kind, note: [name, ...access.verbs].join(' ').trim() };
    return { effects: [access.kind === 'secret.write' ? { ...effect, flags: ['argument'] } : effect] };
  };

function fits(access: Access, words: readonly string[]): boolean {
  const text = words.join(' ');
  return follows(access.verbs, words) && access.with?.test(text) !== false && access.without?.test(text) !== true;
}

/** Whether the words are these verbs, options and their values between them aside. */
function follows(verbs: readonly string[], words: readonly string[]): boolean {
  const [verb, ...rest] = verbs;
  if (verb === undefined || verb === '') return true;
  if (verb.startsWith('-')) return words.includes(verb);
  for (const [at, word] of words.entries()) {
    if (word === verb || (/[:/]$/.test(verb) && word.startsWith(verb))) {
      if (follows(rest, words.slice(at + 1))) return true;
    }
    const mayBeValue = /^-[^=]*$/.test(words[at - 1] ?? '');
    if (!word.startsWith('-') && !mayBeValue) return false;
  }
  return false;
}

const NOT_NAMES = /^(?:ls|list|find|search|init|insert|add|generate|edit|rm|remove|delete|mv|cp|git|grep|help|version|-.*)$/;

/** `pass NAME` prints it, and so does `pass show NAME`. */
const pass: Program = (command) => {
  const [, first] = command.words;
  return first !== undefined && !NOT_NAMES.test(first.value) ? { effects: [{ kind: 'secret.read', note: 'pass show' }] } : {};
};

/** A database in one file. Browsers keep their passwords and cookies in such. */
const sqlite: Program = (command, setting) => {
  const [path, ...scripts] = command.words.slice(1).filter((word) => !word.value.startsWith('-'));
  if (!path || path.value === ':memory:') return {};
  const operand = pathOperand(path, setting);
  const texts = [...scripts.map((word) => word.value), ...(command.stdin ? [command.stdin.text ?? HOLE] : [])];
  const access: Effect = texts.some(changesDatabase)
    ? { kind: 'file.write', operand, flags: ['in-place'] }
    : { kind: 'file.read', operand };
  return { effects: operand.classes.includes('secret') ? [access, { kind: 'secret.read', operand }] : [access] };
};

const changesDatabase = (text: string): boolean =>
  text.includes(HOLE) || /^\s*\.(?:restore|import|read|load)\b/m.test(text) || sqlEffects(text).some((effect) => effect.kind !== 'db.read');

export const stores = family(
  `security secret-tool kwallet-query keyctl cmdkey gopass op bw lpass rbw keepassxc-cli sops ansible-vault git-crypt vault doppler
   infisical chamber credstash gpg gpg2 docker podman helm pulumi docker-credential-desktop docker-credential-osxkeychain
   docker-credential-secretservice docker-credential-pass git-credential-store git-credential-osxkeychain git-credential-manager
   git-credential-libsecret mimikatz lazagne secretsdump.py pass sqlite3`,
  () => ({
    ...Object.fromEntries(Object.entries(STORES).map(([name, accesses]) => [name, store(name, accesses)])),
    pass,
    sqlite3: sqlite,
  }),
);
