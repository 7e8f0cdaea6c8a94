import type { Service } from '../service.ts';

export const KAMAL = (): Service => ({
  values: 'd destination c config-file p primary h hosts r roles version env e reason message m lines since grep',
  acts: [
    ['version|docs|help|init|config|details|audit|registry|lock'],
    ['secrets print|fetch|extract', 'secret.read'],
    ['remove', 'infra.destroy', 'all', 'contents', 'irrecoverable'],
    ['accessory remove', 'infra.destroy', 'contents'],
    ['app|proxy|traefik remove', 'infra.destroy'],
    ['app|accessory|server exec', 'infra.exec'],
    ['* logs|details|containers|images|version|live', 'infra.read'],
    ['* stop', 'infra.change', 'disable'],
    ['deploy|redeploy|rollback|setup|prune|build|upgrade', 'infra.change'],
  ],
});

export const MODAL = (): Service => ({
  values: 'env e profile name',
  acts: [
    ['setup|token|profile|config|launch|changelog'],
    ['volume delete', 'infra.destroy', 'contents', 'irrecoverable'],
    ['volume|nfs rm', 'infra.change', 'delete'],
    ['dict|queue delete|clear', 'infra.destroy', 'contents'],
    ['environment delete', 'infra.destroy', 'all', 'irrecoverable'],
    ['secret create', 'secret.write'],
    ['app stop', 'infra.destroy'],
    ['run|serve|shell', 'infra.exec'],
    ['container exec', 'infra.exec'],
    ['* list|logs|ls|get|history|peek|items|len', 'infra.read'],
    ['** delete|stop', 'infra.destroy'],
    ['deploy', 'infra.change'],
  ],
});

export const DOKKU = (): Service => ({
  switches: 'force',
  acts: [
    ['help|version|ls|*:help'],
    ['apps:destroy', 'infra.destroy', 'contents', 'irrecoverable'],
    ['config|config:show|config:export', 'secret.dump'],
    ['config:get', 'secret.read'],
    ['config:set', 'secret.write'],
    ['*:destroy', 'infra.destroy', 'contents', 'irrecoverable'],
    ['*:backup-unschedule|*:backup-deauth', 'infra.destroy', 'recovery'],
    ['ssh-keys:add|ssh-keys:remove|acl:*', 'infra.change', 'owner'],
    ['run|run:*|enter|*:connect|*:enter', 'infra.exec'],
    ['*:list|*:report|*:info|*:logs|logs|*:show|*:exists|*:inspect|*:links', 'infra.read'],
    ['*:remove|*:clear|*:unlink|*:unmount|*:uninstall', 'infra.destroy'],
    ['*:create', 'infra.create'],
  ],
});

export const EAS = (): Service => ({
  values: 'e profile p platform m message branch channel environment name value scope id',
  switches: 'non-interactive auto auto-submit clear-cache no-wait json local',
  acts: [
    ['login|logout|whoami|account:*|init|diagnostics|config|open|analytics|autocomplete|help|build:inspect|build:dev|build:run'],
    ['build --auto-submit|s', 'package.publish'],
    ['submit', 'package.publish'],
    ['env:get|env:exec', 'secret.read'],
    ['env:pull', 'secret.dump'],
    ['env:create|env:update|secret:create|env:push|secret:push', 'secret.write'],
    ['*:delete|worker:delete|*:revoke', 'infra.destroy'],
    ['*:list|*:view|*:info|*:insights', 'infra.read'],
    ['credentials', 'infra.change', 'owner'],
    ['build|update|*:create|*:edit|*:cancel|*:republish|*:roll-back-to-embedded|deploy', 'infra.change'],
  ],
});

export const CONFLUENT = (): Service => ({
  values: 'environment cluster o output context kafka-endpoint resource service-account description partitions config url secret',
  switches: 'force no-wait',
  acts: [
    ['login|logout|completion|version|update|plugin|context|prompt|shell|local|feedback'],
    ['api-key create', 'secret.read', 'owner'],
    ['api-key store|use'],
    ['environment delete', 'infra.destroy', 'all', 'irrecoverable'],
    ['kafka cluster delete', 'infra.destroy', 'contents', 'irrecoverable'],
    ['kafka topic delete', 'infra.destroy', 'contents'],
    ['schema-registry ** delete', 'infra.destroy'],
    ['audit-log ** update|delete|edit', 'infra.destroy', 'audit'],
    ['api-key delete|update', 'infra.change', 'owner'],
    ['kafka acl create|delete', 'infra.change', 'owner'],
    ['iam ** create|delete|update|invite', 'infra.change', 'owner'],
    ['** list|describe|consume', 'infra.read'],
    ['** delete', 'infra.destroy'],
    ['** create', 'infra.create'],
  ],
});

export const STRIPE = (): Service => ({
  values: 'd data api-key project-name p c confirm e expand l limit stripe-account device-name color config forward-to events',
  switches: 'live',
  acts: [
    ['login|logout|config|completion|version|open|status|samples|serve|listen|help|feedback|community|plugin'],
    ['logs|events tail|list|retrieve|resend', 'infra.read'],
    ['get', 'infra.read'],
    ['* list|retrieve|search', 'infra.read'],
    ['* delete|cancel --live', 'infra.destroy', 'production'],
    ['delete --live', 'infra.destroy', 'production'],
    ['* create|update|capture|confirm|pay|refund --live', 'infra.change', 'production'],
    ['post --live', 'infra.change', 'production'],
    // Without `--live` it is the sandbox of the account.
    ['', 'infra.change', 'staging'],
  ],
});

export const TWILIO = (): Service => ({
  values: 'p profile o properties l sid account-sid from to body url friendly-name',
  names: 'sid',
  acts: [
    ['login|autocomplete|config:*|plugins*|profiles:list|profiles:use|profiles:create|debugger:*|help'],
    ['profiles:remove'],
    ['api:core:keys:create|api:core:signing-keys:create', 'secret.read', 'owner'],
    ['*:remove|*:delete', 'infra.destroy'],
    ['*:list|*:fetch', 'infra.read'],
    ['*:create', 'infra.create'],
  ],
});

export const AUTH0 = (): Service => ({
  values: 'tenant d data q query name n description type',
  switches: 'no-input no-color force reveal-secrets r csv',
  acts: [
    ['login|logout|tenants|completion|test|quickstarts|help'],
    ['apps show|list --reveal-secrets|r', 'secret.read'],
    ['api delete', 'infra.destroy'],
    ['api post|put|patch', 'infra.change', 'owner'],
    ['api get', 'infra.read'],
    ['logs streams delete', 'infra.destroy', 'audit'],
    ['** list|show|tail|search*|diff', 'infra.read'],
    ['** delete', 'infra.destroy'],
    [
      'users|roles|orgs|apps|apis|attack-protection|ip ** create|update|assign|remove|add|rotate-secret|block|unblock|import',
      'infra.change',
      'owner',
    ],
  ],
});

export const LAUNCH_DARKLY = (): Service => ({
  values: 'access-token base-uri output o data d project flag environment analytics-opt-out',
  names: 'flag project environment',
  acts: [
    ['login|config|setup|quickstart|completion|dev-server|help|whoami'],
    ['projects delete', 'infra.destroy', 'all', 'irrecoverable'],
    ['environments delete', 'infra.destroy', 'all'],
    ['* list|get|get-*|list-*', 'infra.read'],
    ['* delete*', 'infra.destroy'],
    ['members|teams|access-tokens|custom-roles create*|post*|put*|patch*|invite', 'infra.change', 'owner'],
  ],
});

export const SURGE = (): Service => ({
  values: 'p project d domain e endpoint a add r remove',
  acts: [['list|login|logout|whoami|help|plan'], ['token', 'secret.read'], ['teardown', 'infra.destroy'], ['', 'infra.change']],
});

export const DENO_DEPLOY = (): Service => ({
  values: 'p project token org entrypoint env env-file include exclude root config',
  acts: [
    ['upgrade|api|help'],
    ['projects delete|rm', 'infra.destroy', 'irrecoverable'],
    ['deployments delete|rm', 'infra.destroy'],
    ['* list|show|ls|top', 'infra.read'],
    ['logs|top', 'infra.read'],
    ['deploy --prod', 'infra.change', 'production'],
    ['deploy', 'infra.change'],
  ],
});

export const CIVO = (): Service => ({
  values: 'region o output f fields config size diskimage sshkey network',
  acts: [
    ['apikey show|list', 'secret.read'],
    ['apikey|region|version|update|completion|quota'],
    ['kubernetes|k8s|k3s config', 'secret.read'],
    ['instance password', 'secret.read'],
    ['database credential', 'secret.read'],
    ['database|db backup delete', 'infra.destroy', 'recovery'],
    ['database|db delete|remove|rm', 'infra.destroy', 'contents', 'irrecoverable'],
    ['objectstore delete|remove|rm', 'storage.delete', 'recursive', 'irrecoverable'],
    ['volume delete|remove|rm', 'infra.destroy', 'contents'],
    ['domain delete|remove|rm', 'infra.destroy', 'all'],
    ['firewall|sshkey|user ** create|remove|add|update|delete', 'infra.change', 'owner'],
    ['** delete|remove|rm|destroy', 'infra.destroy'],
    ['** list|ls|show|get', 'infra.read'],
    ['** create', 'infra.create'],
  ],
});

export const ALIYUN = (): Service => ({
  values: 'profile p region RegionId endpoint output mode access-key-id InstanceId DBInstanceId DiskId KeyId',
  names: 'InstanceId DBInstanceId DiskId KeyId UserName',
  acts: [
    ['configure|help|version|auto-completion|plugin'],
    ['oss rm @oss://*/?* -r|recursive', 'storage.delete', 'recursive'],
    ['oss rm -r|recursive', 'storage.delete', 'recursive', 'irrecoverable'],
    ['oss rb', 'storage.delete'],
    ['oss rm', 'infra.change', 'delete'],
    ['oss set-acl @* public-read*', 'infra.change', 'owner', 'broad'],
    ['oss cp|sync|ls|cat|stat|du|sign'],
    ['* CreateAccessKey', 'secret.read', 'owner'],
    ['kms ScheduleKeyDeletion|DeleteKeyMaterial', 'infra.destroy', 'irrecoverable'],
    ['kms GetSecretValue|Decrypt', 'secret.read'],
    ['rds|polardb|r-kvstore|dds DeleteDBInstance|DeleteDBCluster|DeleteInstance', 'infra.destroy', 'contents', 'irrecoverable'],
    ['* DeleteSnapshot|DeleteBackup*', 'infra.destroy', 'recovery'],
    ['actiontrail StopLogging|DeleteTrail', 'infra.destroy', 'audit'],
    ['resourcemanager DeleteAccount|DestroyResourceDirectory|DeleteFolder', 'infra.destroy', 'irrecoverable'],
    ['ram Create*|Attach*|Add*|Update*|Delete*|Detach*|Remove*|Set*', 'infra.change', 'owner'],
    ['ecs AuthorizeSecurityGroup*', 'infra.change', 'owner'],
    ['ecs RunCommand|InvokeCommand', 'infra.exec'],
    ['* Delete*|Release*|Remove*|Destroy*', 'infra.destroy'],
    ['* Describe*|List*|Get*|Query*|Search*|Check*', 'infra.read'],
    ['* Create*|Run*|Allocate*', 'infra.create'],
  ],
});

export const CONVEX = (): Service => ({
  values: 'table path format deployment-name preview-name env-file typecheck component',
  switches: 'prod y yes replace append replace-all v verbose',
  acts: [
    ['dev|init|login|logout|codegen|dashboard|docs|mcp|disable-local-deployments|logs|function-spec|help|update'],
    ['env get', 'secret.read'],
    ['env list', 'secret.dump'],
    ['env set', 'secret.write'],
    ['import --replace|replace-all --prod', 'db.drop', 'production'],
    ['import --replace|replace-all', 'db.drop', 'staging'],
    ['env remove', 'infra.destroy'],
    ['data|export', 'infra.read'],
    ['run --prod', 'infra.exec', 'production'],
    ['run', 'infra.exec'],
    ['deploy', 'infra.change'],
  ],
});

export const SHOPIFY = (): Service => ({
  values: 's store t theme e environment path password client-id c config',
  switches: 'live l allow-live a publish p force f development d nodelete unpublished',
  acts: [
    ['auth|version|upgrade|help|search|config|commands'],
    ['app dev|build|info|init|generate|env|function|logs|config'],
    ['theme check|dev|list|info|pull|package|init|console|language-server|open|share|profile|metafields'],
    ['theme delete', 'infra.destroy'],
    ['theme push --live|l', 'infra.change', 'production'],
    ['theme push --publish|p', 'infra.change', 'production'],
    ['theme publish', 'infra.change', 'production'],
    ['app deploy|release', 'infra.change', 'production'],
    ['** delete', 'infra.destroy'],
  ],
});

export const JFROG = (): Service => ({
  values: 'url user password access-token server-id spec exclusions props threads repo project',
  switches: 'quiet recursive',
  acts: [
    ['config|c|completion|intro|login|plugin|stats|audit|scan|docker-scan|curation-audit|ca|s|aud'],
    ['rt ping|p|search|s|curl|cl|download|dl|count'],
    ['rt access-token-create|atc', 'secret.read', 'owner'],
    ['access-token-create|atc', 'secret.read', 'owner'],
    ['rt repo-delete|rdel', 'infra.destroy', 'contents', 'irrecoverable'],
    ['rt delete|del|docker-prune', 'infra.destroy', 'contents'],
    ['rt *-delete|*del|users-delete|group-delete', 'infra.destroy'],
    ['rt users-create|uc|user-create|group-create|gc|permission-target-*|gau|ptc|ptu|ptdel', 'infra.change', 'owner'],
    ['rt upload|u|build-publish|bp|build-promote|bpr|docker-push|dp', 'package.publish'],
    ['docker push', 'package.publish'],
  ],
});

export const HUGGING_FACE = (): Service => ({
  values: 'repo-type revision token include exclude commit-message local-dir cache-dir type organization space_sdk',
  acts: [
    ['auth token', 'secret.read'],
    ['auth|login|logout|whoami|env|version|download|cache|scan-cache|delete-cache|models|datasets|papers'],
    ['repo delete', 'infra.destroy', 'delete', 'irrecoverable'],
    ['repo-files delete', 'infra.destroy', 'delete'],
    ['repo branch|tag delete', 'infra.destroy', 'delete'],
    ['endpoints|jobs|collections|webhooks delete', 'infra.destroy', 'delete'],
    ['upload|upload-large-folder', 'package.publish'],
    ['repo create', 'infra.create'],
    ['repo settings', 'infra.change', 'owner'],
    ['jobs run|uv', 'infra.exec'],
    ['* list|ls|ps|inspect|logs|info|stats', 'infra.read'],
  ],
});

export const SALESFORCE = (): Service => ({
  values: 'o target-org u target-username w wait f file q query s sobject i record-id d source-dir m metadata x manifest p path a alias',
  names: 'o target-org',
  switches: 'json no-prompt verbose bulk',
  acts: [
    ['version|update|plugins|config|alias|autocomplete|help|doctor|commands|search|which'],
    ['org display --verbose', 'secret.read'],
    ['org login|open|list|logout|display|resume'],
    ['org generate password', 'secret.read', 'owner'],
    ['org create user', 'infra.change', 'owner'],
    ['org assign permset|permsetlicense', 'infra.change', 'owner'],
    ['org delete scratch', 'infra.destroy', 'staging'],
    ['org delete sandbox', 'infra.destroy', 'contents', 'staging'],
    ['org create|snapshot', 'infra.create'],
    ['data delete bulk', 'db.write', 'delete', 'all'],
    ['data delete record', 'db.write', 'delete'],
    ['data query|get|search|export|resume', 'infra.read'],
    ['data create|update|upsert|import', 'db.write'],
    ['apex run test', 'infra.read'],
    ['apex run', 'infra.exec'],
    ['project deploy preview|validate|report|resume|cancel', 'infra.read'],
    ['project delete source', 'infra.destroy'],
    ['project retrieve|generate|convert|list|reset'],
    ['project deploy start|quick', 'infra.change'],
    ['** delete', 'infra.destroy'],
  ],
});

export const AIRFLOW = (): Service => ({
  values: 'r role u username p password e email f firstname l lastname conn-uri conn-type o output run-id S subdir s start-date',
  acts: [
    ['version|info|cheat-sheet|standalone|webserver|scheduler|triggerer|celery|plugins|api-server|dag-processor'],
    ['connections get|export|list', 'secret.read'],
    ['variables export', 'secret.dump'],
    ['config list|get-value', 'secret.read'],
    ['db reset', 'db.drop', 'all'],
    ['db clean|drop-archived|downgrade', 'db.truncate'],
    ['db check|check-migrations|init|migrate|upgrade|shell|export-archived'],
    ['users|roles create|delete|add-role|remove-role|import|add-perms|del-perms', 'infra.change', 'owner'],
    ['connections add|import', 'secret.write'],
    ['dags delete', 'infra.destroy', 'contents'],
    ['tasks clear', 'infra.change'],
    ['dags|tasks|backfill trigger|test|run|backfill|create', 'infra.exec'],
    ['** list|show|details|state|report|next-execution|list-*|get', 'infra.read'],
    ['** delete', 'infra.destroy'],
  ],
});

export const TEMPORAL = (): Service => ({
  values: 'n namespace address env e api-key tls-cert-path q query w workflow-id r run-id reason task-queue t type i input o output',
  names: 'workflow-id namespace',
  acts: [
    ['server|env|config|completion'],
    ['operator namespace delete', 'infra.destroy', 'all', 'contents', 'irrecoverable'],
    ['operator cluster remove', 'infra.destroy'],
    ['workflow terminate|delete --query|q', 'infra.destroy', 'all'],
    ['workflow|schedule|batch terminate|delete', 'infra.destroy'],
    ['workflow start|execute|signal|update|reset', 'infra.exec'],
    ['** list|show|describe|count|query|trace|stack|result|get', 'infra.read'],
    ['** delete|remove', 'infra.destroy'],
    ['** create', 'infra.create'],
  ],
});

export const UPCLOUD = (): Service => ({
  values: 'config o output zone plan os hostname title client-timeout',
  acts: [
    ['version|completion'],
    ['database delete', 'infra.destroy', 'contents', 'irrecoverable'],
    ['kubernetes config', 'secret.read'],
    ['object-storage delete', 'storage.delete', 'recursive', 'irrecoverable'],
    ['server delete --delete-storages', 'infra.destroy', 'contents'],
    ['storage backup ** delete', 'infra.destroy', 'recovery'],
    ['storage delete', 'infra.destroy', 'contents'],
    ['server firewall create|delete', 'infra.change', 'owner'],
    ['account create|delete|permissions|token', 'infra.change', 'owner'],
    ['** delete|remove', 'infra.destroy'],
    ['** list|show|plans|zones', 'infra.read'],
    ['** create', 'infra.create'],
  ],
});

export const BALENA = (): Service => ({
  values: 'f fleet d device o organization s service',
  acts: [
    ['login|logout|whoami|version|help|settings|scan|local|preload|os|build|support'],
    ['api-key generate', 'secret.read', 'owner'],
    ['fleet|app|organization delete|rm|purge', 'infra.destroy', 'contents', 'irrecoverable'],
    ['device purge|deactivate|rm|delete', 'infra.destroy', 'contents'],
    ['device ssh', 'infra.exec'],
    ['ssh', 'infra.exec'],
    ['ssh-key|key|api-key add|rm|revoke', 'infra.change', 'owner'],
    ['** list|inspect|logs', 'infra.read'],
    ['logs|devices|fleets|envs|releases|tags', 'infra.read'],
    ['** rm|delete|remove', 'infra.destroy'],
    ['push|deploy|join|leave', 'infra.change'],
  ],
});

/** Lanes are the project's own; these verbs are the tool's, and send what was built to the shops. */
export const FASTLANE = (): Service => ({
  values: 'env type app_identifier username ipa track json_key',
  acts: [
    ['match nuke', 'infra.destroy', 'all', 'irrecoverable'],
    ['match change_password|import', 'infra.change', 'owner'],
    ['deliver|supply|upload_to_app_store|upload_to_play_store|upload_to_testflight', 'package.publish'],
    ['pilot upload|distribute', 'package.publish'],
    [
      'lanes|actions|action|docs|env|init|list|search_plugins|install_plugins|update_fastlane|match|cert|sigh|pem|snapshot|scan|gym|precheck|pilot',
    ],
    ['', 'package.script'],
  ],
});
