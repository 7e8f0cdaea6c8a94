import type { ProgramTable } from '../../command.ts';
import { type Client, client } from './acts.ts';

const aws: Client = {
  values: [
    ...[
      'profile',
      'region',
      'output',
      'query',
      'endpoint-url',
      'color',
      'ca-bundle',
      'cli-read-timeout',
      'cli-connect-timeout',
      'cli-binary-format',
    ],
    ...[
      'cli-input-json',
      'policy-document',
      'policy-arn',
      'tags',
      'statement-id',
      'action',
      'principal',
      'exclude',
      'include',
      'password',
      'policy',
    ],
    ...[
      'path',
      'assume-role-policy-document',
      'protocol',
      'port',
      'cidr',
      'image-id',
      'instance-type',
      'document-name',
      'parameters',
      'comment',
    ],
  ],
  names: [
    ...[
      'user-name',
      'role-name',
      'group-name',
      'policy-name',
      'instance-ids',
      'instance-id',
      'bucket',
      'table-name',
      'stack-name',
      'function-name',
    ],
    ...[
      'db-instance-identifier',
      'db-cluster-identifier',
      'cluster-name',
      'cluster',
      'name',
      'trail-name',
      'log-group-name',
      'detector-id',
      'key-id',
    ],
    ...[
      'secret-id',
      'snapshot-id',
      'volume-id',
      'group-id',
      'repository-name',
      'queue-url',
      'topic-arn',
      'target',
      'targets',
      'resource',
      'hosted-zone-id',
    ],
  ],
  acts: [
    { verbs: /^(?:s3 (?:ls|presign)|configure)\b/ },
    { verbs: /^s3 (?:rb|rm)\b/, with: /--(?:force|recursive)\b/, kind: 'storage.delete', flags: ['recursive'] },
    { verbs: /^s3 rb\b/, kind: 'storage.delete' },
    { verbs: /^s3 rm\b/, kind: 'infra.change', flags: ['delete'] },
    { verbs: /^s3 sync\b/, with: /--delete\b/, kind: 'infra.change', flags: ['delete'] },
    { verbs: /^s3api delete-(?:bucket|objects)\b/, kind: 'storage.delete' },
    {
      verbs: /^(?:backup|ec2|rds|dynamodb|efs|fsx|redshift) delete-[\w-]*(?:snapshot|backup|recovery-point|vault)s?\b/,
      kind: 'infra.destroy',
      flags: ['recovery'],
    },
    {
      verbs:
        /^(?:cloudtrail (?:stop-logging|delete-trail|update-trail|put-event-selectors)|guardduty (?:delete|update|disassociate|stop)-[\w-]+|configservice (?:delete|stop)-[\w-]+|securityhub (?:disable|delete)-[\w-]+|logs (?:delete|put-retention)[\w-]+|ec2 delete-flow-logs|cloudwatch (?:delete|disable)-alarms?[\w-]*|(?:accessanalyzer|macie2|inspector2?|detective) (?:delete|disable|stop)-?[\w-]*|s3api put-bucket-logging|wafv2? delete-[\w-]+|ses delete-[\w-]+)\b/,
      kind: 'infra.destroy',
      flags: ['audit'],
    },
    {
      verbs:
        /^(?:iam (?:create|put|attach|add|update|upload|set|remove|detach|deactivate|enable|delete|change|tag|untag)-[\w-]+|(?:sso-admin|identitystore|organizations|cognito-idp|rolesanywhere|ram) (?:create|put|attach|add|update|admin|invite|leave|remove|detach|delete|associate|accept|enable|disable)-[\w-]+|sts assume-root|lambda (?:add-permission|create-function-url-config)|kms (?:put-key-policy|create-grant)|s3api (?:put-bucket-(?:policy|acl)|put-object-acl|put-public-access-block|delete-public-access-block|delete-bucket-policy)|s3control (?:put|delete)-public-access-block|secretsmanager put-resource-policy|(?:sns|sqs) add-permission|ecr set-repository-policy|ec2 (?:authorize-security-group-\w+|modify-(?:snapshot|image)-attribute|associate-iam-instance-profile|replace-iam-instance-profile-association|import-key-pair|create-key-pair)|rds modify-db-(?:cluster-)?snapshot-attribute|ec2-instance-connect send-\w+|eks (?:create-access-entry|associate-access-policy))\b/,
      kind: 'infra.change',
      flags: ['owner'],
    },
    { verbs: /^(?:ec2 (?:get-password-data|get-console-output)|rds generate-db-auth-token|ecr get-login)\b/, kind: 'secret.read' },
    {
      verbs: /^(?:ssm (?:send-command|start-session|create-association)|ecs execute-command|ec2 modify-instance-attribute)\b/,
      kind: 'infra.exec',
    },
    {
      verbs:
        /^[\w-]+ (?:batch-)?(?:delete|terminate|destroy|deregister|purge|disable|remove|release|schedule-key-deletion|cancel-key-deletion)(?:-[\w-]+)?\b/,
      kind: 'infra.destroy',
    },
    { verbs: /^[\w-]+ (?:create|run|put|request|allocate|register|import|restore|copy)-[\w-]+/, kind: 'infra.create' },
    {
      verbs:
        /^[\w-]+ (?:update|modify|stop|start|reboot|set|attach|detach|enable|associate|disassociate|reset|change|tag|untag|add|deploy)(?:-[\w-]+)?\b/,
      kind: 'infra.change',
    },
    { verbs: /^[\w-]+ (?:describe|list|get|head|wait|ls|lookup|search|scan|query|select)/, kind: 'infra.read' },
  ],
};

const gcloud: Client = {
  values: [
    ...[
      'project',
      'account',
      'configuration',
      'format',
      'filter',
      'region',
      'zone',
      'verbosity',
      'impersonate-service-account',
      'location',
      'billing-project',
    ],
    ...[
      'role',
      'member',
      'image',
      'machine-type',
      'source-ranges',
      'allow',
      'command',
      'iam-account',
      'display-name',
      'keyring',
      'cluster',
      'instance',
    ],
  ],
  acts: [
    { verbs: /^(?:(?:alpha|beta) )?(?:config|components|init|info|auth (?:login|list|revoke))\b/ },
    { verbs: /\bstorage (?:buckets delete|rm)\b/, kind: 'storage.delete', flags: ['recursive'] },
    { verbs: /\b(?:snapshots|backups|backup-plans) delete\b/, kind: 'infra.destroy', flags: ['recovery'] },
    {
      verbs: /\b(?:logging (?:sinks|buckets|logs|metrics) (?:delete|update)|monitoring [\w-]+ delete|scc [\w-]+ (?:delete|disable))\b/,
      kind: 'infra.destroy',
      flags: ['audit'],
    },
    {
      verbs:
        /\b(?:(?:add|remove|set)-iam-policy(?:-binding)?|iam (?:roles|service-accounts|workload-identity-pools)(?: \w+)? (?:create|update|delete|disable|enable|undelete)|storage buckets update|identity groups memberships (?:add|delete)|compute firewall-rules (?:create|update|delete)|compute os-login ssh-keys add|(?:project-info|instances) add-metadata|organizations add-iam-policy-binding)\b/,
      kind: 'infra.change',
      flags: ['owner'],
    },
    { verbs: /\bcompute (?:ssh|scp|reset-windows-password)\b/, kind: 'infra.exec' },
    { verbs: /\b(?:delete|destroy|purge|cancel|disable|undeploy|drop)(?: |$)/, kind: 'infra.destroy' },
    { verbs: /\b(?:create|deploy|submit|import|restore|clone)(?: |$)/, kind: 'infra.create' },
    {
      verbs:
        /\b(?:update|patch|set-[\w-]+|stop|start|reset|restart|resize|move|enable|attach-[\w-]+|detach-[\w-]+|promote|failover)(?: |$)/,
      kind: 'infra.change',
    },
    { verbs: /\b(?:list|describe|get-[\w-]+|read)(?: |$)/, kind: 'infra.read' },
  ],
};

const gsutil: Client = {
  values: ['h', 'o', 'u', 'i'],
  acts: [
    { verbs: /^rb\b/, kind: 'storage.delete' },
    { verbs: /^rm\b/, with: /(?:^| )-\w*[rRa]|\*\*/, kind: 'storage.delete', flags: ['recursive'] },
    { verbs: /^(?:iam (?:ch|set)|acl (?:ch|set)|defacl (?:ch|set))\b/, kind: 'infra.change', flags: ['owner'] },
    { verbs: /^(?:rm|lifecycle set|versioning set|retention)\b/, kind: 'infra.change' },
  ],
};

const az: Client = {
  values: [
    'subscription',
    'output',
    'o',
    'query',
    'l',
    'location',
    'role',
    'scope',
    'assignee',
    'sku',
    'image',
    'size',
    'account-name',
    'scripts',
    'command-id',
  ],
  names: ['n', 'name', 'g', 'resource-group', 'ids', 'vm-name', 'display-name', 'id', 'user-principal-name', 'vault-name'],
  acts: [
    { verbs: /^(?:login|logout|account|config|configure|extension|find|interactive)\b/ },
    { verbs: /^storage (?:account|container|blob|share|fs|queue|table)(?: \w+)? delete(?:-batch)?\b/, kind: 'storage.delete' },
    {
      verbs: /\b(?:snapshot|backup [\w-]+|recoveryservices [\w-]+) delete\b|^backup protection disable\b/,
      kind: 'infra.destroy',
      flags: ['recovery'],
    },
    {
      verbs:
        /^(?:monitor (?:diagnostic-settings|log-profiles|activity-log|log-analytics)[\w -]* (?:delete|update)|security [\w-]+ (?:delete|update)|sentinel .* delete|network watcher flow-log delete)/,
      kind: 'infra.destroy',
      flags: ['audit'],
    },
    {
      verbs:
        /^(?:role (?:assignment|definition) (?:create|update|delete)|ad (?:user|sp|app|group)(?: \w+)* (?:create|create-for-rbac|add|reset|update|delete|remove)|keyvault (?:set-policy|delete-policy|network-rule)|network nsg rule (?:create|update|delete)|identity (?:create|assign)|vm (?:identity assign|user (?:update|delete|reset-ssh))|storage (?:account keys renew|container (?:policy|set-permission))|aks get-credentials .*--admin)/,
      kind: 'infra.change',
      flags: ['owner'],
    },
    {
      verbs: /\b(?:run-command (?:invoke|create)|vmss run-command invoke|container exec|aks command invoke|webapp ssh)\b/,
      kind: 'infra.exec',
    },
    { verbs: /\b(?:delete|purge|deallocate|remove|destroy|unregister)(?: |$)/, kind: 'infra.destroy' },
    { verbs: /\b(?:create|up|import|restore|clone)(?: |$)/, kind: 'infra.create' },
    {
      verbs: /\b(?:update|set|stop|start|restart|resize|scale|enable|disable|add|attach|detach|assign|deploy|regenerate|renew)(?: |$)/,
      kind: 'infra.change',
    },
    { verbs: /\b(?:list|show|get)(?: |$)/, kind: 'infra.read' },
  ],
};

/** Smaller clouds and platforms: `NOUN VERB NAME` or `NOUN:VERB`. */
const platform: Client = {
  values: ['a', 'app', 'token', 'context', 'output', 'o', 'format', 'project', 'p', 'scope', 'S', 'r', 'region', 'c', 'config', 'org'],
  names: ['name', 'site', 's'],
  acts: [
    { verbs: /\b(?:pg:reset|db:(?:wipe|drop)|apps?:destroy|addons:destroy|pg:backups:delete)\b/, kind: 'infra.destroy' },
    {
      verbs: /\b(?:access:add|members:add|keys:add|ps:exec|authorizations:create|tokens? create|team invite|collaborators? add)\b/,
      kind: 'infra.change',
      flags: ['owner'],
    },
    { verbs: /(?:^|[ :])(?:delete|destroy|remove|rm|purge|terminate|wipe|del)(?: |$)/, kind: 'infra.destroy' },
  ],
};

/** The clients of clouds, as far as they change what runs or is kept there; what they copy and which secrets they print is told elsewhere. */
export const clouds: ProgramTable = {
  aws: client(aws),
  awslocal: () => ({}),
  gcloud: client(gcloud),
  gsutil: client(gsutil),
  az: client(az),
  ...Object.fromEntries(
    'doctl hcloud linode-cli linode vultr vultr-cli scw oci ibmcloud heroku fly flyctl vercel netlify railway render wrangler firebase supabase neonctl pscale turso exo upctl'
      .split(' ')
      .map((name) => [name, client(platform)]),
  ),
};
