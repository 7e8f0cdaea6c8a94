import type { Service } from '../service.ts';

/** GitHub's and GitLab's own clients; what they send and the requests they make to the interface are told beside it. */
export const FORGE = (): Service => ({
  names: 'R repo org',
  values: `B base H head b body t title T template F body-file f field raw-field X method header input q jq json L limit l label a assignee
    r reviewer m milestone s state S search A author n name d description visibility e env notes notes-file target tag subject hostname
    branch workflow commit u user status event ref pattern p dir output o O w c D repos app cache preview match-head-commit project source
    remote secret key job reason filename desc add-label remove-label add-reviewer add-assignee color after-label`,
  switches: `admin web confirm yes public private internal show-token shell draft fill fill-first fill-verbose squash rebase merge auto
    delete-branch comments undo paginate silent log log-failed exit-status push clone watch required prerelease generate-notes`,
  acts: [
    ['auth token', 'secret.read'],
    ['auth status --show-token|t', 'secret.read'],
    ['auth login|refresh', 'secret.write'],
    ['auth|config|completion|version|browse|alias|help|check-update|copilot|preview'],
    ['repo|repository|project delete|rm !--owner', 'infra.destroy', 'delete', 'irrecoverable'],
    ['org|group delete', 'infra.destroy', 'delete', 'irrecoverable'],
    ['repo edit --visibility=public', 'infra.change', 'broad'],
    ['repo update --visibility=public', 'infra.change', 'broad'],
    ['repo create --public', 'infra.create', 'broad'],
    ['repo transfer', 'infra.change', 'owner'],
    ['repo|repository|project archive', 'infra.destroy'],
    ['repo mirror', 'infra.change', 'disable'],
    ['repo deploy-key add', 'infra.change', 'owner', 'persist'],
    ['repo members add|remove', 'infra.change', 'owner'],
    ['ssh-key|gpg-key|deploy-key add', 'infra.change', 'owner', 'persist'],
    ['token create|rotate', 'secret.read', 'owner'],
    ['token revoke', 'infra.change', 'owner'],
    ['variable export', 'secret.dump'],
    ['secret set', 'secret.write'],
    ['secret|variable|environment delete|remove', 'infra.destroy', 'delete'],
    ['codespace|cs ports visibility @*:public*', 'infra.change', 'broad'],
    ['codespace|cs ssh|cp|jupyter', 'infra.exec'],
    ['run|ci|pipeline|pipe delete', 'infra.destroy', 'delete', 'logs'],
    ['run rerun', 'infra.exec'],
    ['workflow run', 'infra.exec'],
    ['ci|pipeline|pipe run|run-trig|retry|trigger', 'infra.exec'],
    ['workflow disable', 'infra.change', 'disable'],
    ['cache delete', 'infra.change'],
    ['cluster|schedule|runner|securefile ** delete|unassign', 'infra.destroy', 'delete'],
    ['schedule create', 'process.schedule', 'persist'],
    ['extension|ext install|upgrade', 'package.install', 'from-git', 'unpinned'],
    ['repo clone', 'net.download'],
    ['repo sync', 'git.local'],
    ['pr|mr checkout', 'git.local'],
    ['run|release|attestation download', 'net.download'],
    [
      'pr|mr|issue|incident|gist|snippet|label|project|release|milestone|iteration|ruleset|codespace|cs|ssh-key|gpg-key|deploy-key|extension|ext delete|delete-asset|item-delete|field-delete|remove|rm',
      'infra.destroy',
      'delete',
    ],
    ['repo autolink|deploy-key|license|gitignore delete', 'infra.destroy', 'delete'],
    [
      '** list|ls|view|show|status|checks|diff|watch|search|get|trace|lint|verify|item-list|field-list|check|logs|contributors|blame|trusted-root',
      'infra.read',
    ],
    ['search|status|agent-task', 'infra.read'],
    [
      'pr|mr|issue|repo|label|milestone|project|release|codespace|cs|incident|iteration create|new|fork|clone|copy|develop|item-create|field-create',
      'infra.create',
    ],
  ],
});

export const HUB = (): Service => ({
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
});

export const TEA = (): Service => ({
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
});

export const JIRA = (): Service => ({
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
});

export const SENTRY = (): Service => ({
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
});
