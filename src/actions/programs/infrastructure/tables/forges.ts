import type { Service } from '../service.ts';

export const HUB: Service = {
  values:
    'b base h head m message F file l labels a assign r reviewer M milestone p remote-name X method H header f field input cache org o',
  acts: [
    ['delete', 'infra.destroy', 'delete', 'irrecoverable'],
    ['release delete', 'infra.destroy', 'delete'],
    ['api -X|method=delete', 'infra.destroy', 'delete'],
    ['api -X|method=post|put|patch', 'infra.change'],
    ['api -f|F|field|raw-field|input', 'infra.change'],
    ['api|browse|compare|ci-status', 'infra.read'],
    ['create|fork|gist|pull-request', 'infra.create'],
    ['issue|release|pr create', 'infra.create'],
    ['issue|pr|release edit|update|merge|labels|transfer', 'infra.change'],
    ['issue|pr|release', 'infra.read'],
    // Every other word is one of git's.
    [''],
  ],
};

export const TEA: Service = {
  values: 'r repo l login o output R remote t title d description a assignees L labels b base head name note',
  acts: [
    ['login|logins|logout|completion|man|open|whoami|clone|c'],
    ['repos|repo|r delete|rm', 'infra.destroy', 'delete', 'irrecoverable'],
    ['organizations|organization|org delete|rm', 'infra.destroy', 'delete', 'irrecoverable'],
    ['admin users|user|u create|delete|update', 'infra.change', 'owner'],
    ['** delete|rm', 'infra.destroy', 'delete'],
    ['** create|c|add', 'infra.create'],
    ['pulls|pr checkout|clean', 'git.local'],
    ['** edit|close|reopen|merge|approve|reject|review|migrate|protect|unprotect|fork|comment', 'infra.change'],
    ['', 'infra.read'],
  ],
};

export const JIRA: Service = {
  values:
    'p project c config s status t type P parent a assignee r reporter b body l label C component priority q jql summary template columns',
  switches: 'plain no-input raw web no-headers cascade',
  acts: [
    ['init|completion|version|man|me|serverinfo|open|help'],
    ['issue delete|remove|rm|del', 'infra.destroy', 'delete'],
    ['project|board|sprint|release delete|remove', 'infra.destroy', 'delete', 'irrecoverable'],
    ['issue|epic|sprint|project|board|release list|ls|view|show|search', 'infra.read'],
    ['issue|epic create', 'infra.create'],
    ['list|ls|view|export|fields|query', 'infra.read'],
    ['** delete|remove', 'infra.destroy', 'delete'],
  ],
};

export const SENTRY: Service = {
  values: 'o org p project url auth-token log-level header r release e env environment s since d dist',
  switches: 'wait finalize validate',
  acts: [
    ['login|info|update|uninstall|help|bash-hook'],
    ['releases delete', 'infra.destroy', 'delete'],
    ['sourcemaps|files|releases files delete', 'infra.destroy', 'delete'],
    ['organizations|projects|repos|issues|events|releases|monitors list|info', 'infra.read'],
    ['releases propose-version|list|info', 'infra.read'],
    ['issues resolve|mute|unresolve', 'infra.change'],
    ['debug-files|dif check|find|print-sources|bundle-*', 'infra.read'],
    ['sourcemaps explain|resolve|inject', 'infra.read'],
    ['monitors run', 'infra.exec'],
  ],
};
