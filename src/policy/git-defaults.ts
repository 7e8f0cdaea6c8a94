import type { GitRule, GitSettings } from '../domain/git-settings.ts';
import type { Stance } from '../domain/rule.ts';

/** What becomes of each rule where no layer speaks of it. */
export const GIT_STANCES: Readonly<Record<GitRule, Stance>> = {
  'commit.conflict-marker': 'deny',
  'commit.credential-file': 'ask',
  'commit.generated': 'ask',
  'commit.outside-link': 'ask',
  'commit.protected-branch': 'off',
  'commit.message': 'deny',
  'push.force': 'ask',
  'push.delete': 'ask',
  'push.protected-branch': 'off',
};

export const GIT_DEFAULTS: GitSettings = {
  rules: {},
  tooLarge: 'ask',
  maxFileSize: 10 * 1024 * 1024,
  messages: { subject: [], signedOff: false },
  exceptions: [],
  anchor: 'off',
};
