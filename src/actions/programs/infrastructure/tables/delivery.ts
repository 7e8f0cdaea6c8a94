import type { Service } from '../service.ts';

/** Clients of services that build and deliver: they start what others have written down. */
export const CIRCLECI = (): Service => ({
  values: 'token host org-id o',
  acts: [
    ['setup|version|update|diagnostic|completion|open|local|help|telemetry'],
    ['config', 'infra.read'],
    ['build'],
    ['context store-secret', 'secret.write'],
    ['context remove-secret', 'infra.destroy'],
    ['context delete', 'infra.destroy', 'contents'],
    ['orb validate|pack|process|init|source'],
    ['orb publish', 'package.publish'],
    ['orb unlist', 'package.publish', 'delete'],
    ['runner token create', 'secret.read', 'owner'],
    ['runner resource-class|token|instance delete', 'infra.destroy'],
    ['runner resource-class create', 'infra.create'],
    ['policy push|settings', 'infra.change', 'owner'],
    ['pipeline run|create', 'infra.exec'],
    ['project secret create', 'secret.write'],
    ['* list|show|info|validate|fetch|diff|decide|eval|logs', 'infra.read'],
    ['** delete', 'infra.destroy'],
  ],
});

export const GITLAB_RUNNER = (): Service => ({
  values: 'c config u url r token registration-token n name executor user working-directory',
  acts: [
    ['list|verify|status|help|artifacts-*|health-check'],
    ['exec|run|run-single|start|restart'],
    ['unregister --all-runners', 'infra.destroy', 'all'],
    ['unregister', 'infra.destroy'],
    ['register', 'infra.change', 'owner'],
    ['reset-token', 'infra.change', 'owner'],
    ['install', 'process.service', 'persist'],
    ['uninstall|stop', 'process.service', 'disable'],
  ],
});

/** `jenkins-cli VERB`, as it is commonly wrapped. */
export const JENKINS = (): Service => ({
  values: 's auth i user p',
  acts: [
    ['groovy|groovysh', 'infra.exec'],
    ['build|replay-pipeline|rebuild', 'infra.exec'],
    ['delete-job|delete-builds|delete-node|delete-view|delete-credentials*', 'infra.destroy'],
    ['create-credentials*|update-credentials*|import-credentials*|list-credentials-as-xml', 'infra.change', 'owner'],
    ['install-plugin', 'package.install'],
    ['shutdown|safe-shutdown|restart|safe-restart|quiet-down', 'infra.change', 'disable'],
    ['list-*|get-*|console|help|version|who-am-i|session-id|declarative-linter', 'infra.read'],
    ['create-*', 'infra.create'],
  ],
});

export const BUILDKITE = (): Service => ({
  values: 'token build job queue tags build-path cluster pipeline',
  acts: [
    ['start|bootstrap', 'infra.exec'],
    ['secret get', 'secret.read'],
    ['oidc request-token', 'secret.read'],
    ['pipeline upload', 'infra.exec'],
    ['artifact upload|download|search|shasum'],
    ['meta-data|annotation|annotate|step|lock|env|redactor|tool|build|job|acknowledgements'],
    ['stop|pause|resume', 'infra.change'],
  ],
});

export const DRONE = (): Service => ({
  values: 't token s server repository name data image registry branch',
  names: 'repository',
  acts: [
    ['exec|fmt|lint|jsonnet|starlark|convert|template|info'],
    ['secret|orgsecret add|update', 'secret.write'],
    ['secret|orgsecret|registry rm', 'infra.destroy'],
    ['user add|rm|update', 'infra.change', 'owner'],
    ['repo rm|disable', 'infra.destroy'],
    ['build create|restart|promote|rollback|start', 'infra.exec'],
    ['log purge', 'infra.destroy', 'logs'],
    ['** ls|info|last|view|logs|queue', 'infra.read'],
    ['** rm|purge|destroy', 'infra.destroy'],
  ],
});

export const TEKTON = (): Service => ({
  values: 'n namespace context c k kubeconfig o output l label w workspace p param s serviceaccount f filename keep keep-since',
  switches: 'f force all',
  acts: [
    ['version|completion|hub|bundle'],
    ['* delete --all', 'infra.destroy', 'all'],
    ['* delete|rm', 'infra.destroy'],
    ['* start', 'infra.exec'],
    ['* list|ls|describe|desc|logs|export|show', 'infra.read'],
    ['* cancel', 'infra.change'],
  ],
});

export const ARGO = (): Service => ({
  values: 'n namespace context o output l selector p parameter f parameter-file from serviceaccount entrypoint name labels',
  switches: 'watch wait log',
  acts: [
    ['version|completion|lint|server|executor-plugin|cp'],
    ['auth token', 'secret.read'],
    ['submit|resubmit|retry|resume', 'infra.exec'],
    ['delete --all', 'infra.destroy', 'all'],
    ['delete', 'infra.destroy'],
    ['archive delete', 'infra.destroy', 'logs'],
    ['cron|template|cluster-template delete', 'infra.destroy'],
    ['cron create', 'process.schedule', 'persist'],
    ['list|get|logs|watch|wait', 'infra.read'],
    ['* list|get|lint', 'infra.read'],
    ['stop|suspend|terminate|node', 'infra.change'],
  ],
});

/** What these run of the project is told beside it. */
export const WORKSPACES = (): Service => ({
  values: 'dist-tag registry projects p otp',
  acts: [['publish|release --skip-publish'], ['publish|release', 'package.publish'], ['']],
});

/** Without a verb it publishes. */
export const RELEASES = (): Service => ({
  values: 'i increment preReleaseId c config',
  acts: [['-d|dry-run|no-publish|no-npm.publish'], ['-v|version|help|changelog|release-version'], ['', 'package.publish']],
});
