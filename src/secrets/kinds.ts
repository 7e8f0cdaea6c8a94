import type { SecretFinding } from './finding.ts';

type Words = Pick<SecretFinding, 'message' | 'mend'>;

const ROTATE = 'Take it out, read it from the environment or a secret store, and revoke it if it was ever pushed.';

/** Kinds that need other words than "a … in plain text". */
const WORDS: Readonly<Record<string, Words>> = {
  'private-key': {
    message: 'A private key in plain text.',
    mend: 'Keep the key outside the repository, and make a new pair if it was ever pushed.',
  },
  'named-secret': {
    message: 'What a secret’s name is given looks like the secret itself.',
    mend: `${ROTATE} If it is none: hookwarden:allow secrets.named-secret REASON in a comment.`,
  },
  'password-in-url': {
    message: 'An address with a password in it.',
    mend: 'Leave the password out of the address and give it separately.',
  },
};

export const wordsOf = (name: string): Words =>
  WORDS[name] ?? { message: `${article(name)} ${name.replaceAll('-', ' ')} in plain text.`, mend: ROTATE };

const article = (name: string): string => (/^[aeio]/.test(name) ? 'An' : 'A');
