/** What the actions on tokens and their keys take. */
export const TOKEN_OPTIONS = {
  algorithm: { type: 'string', describe: 'EdDSA (default) or RS256 (keys create)' },
  audience: { type: 'string', describe: 'Whom tokens are made out to; default: this installation (keys create, keys import)' },
  issuer: { type: 'string', describe: 'Whose keys they are, where the set does not say it (keys import)' },
  overlap: { type: 'string', describe: 'How long tokens of the old key still count: 7d; default: not at all (keys rotate, keys retire)' },
  store: { type: 'string', describe: 'What keeps the private half, run by sh with it on standard input (keys create, keys rotate)' },
  command: {
    type: 'string',
    describe: 'With --store: what gives the private half back on standard output; a command to hold against it (validate)',
  },
  'passphrase-fd': { type: 'string', describe: 'Read the key’s passphrase from this file descriptor, not from the terminal' },
} as const;
