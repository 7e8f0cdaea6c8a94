import type { ProductionSign } from '../../domain/policy.ts';

/** How the command lines of a kind of program name the place that they work on. Lists are written with blanks between. */
export interface Naming {
  /** Options that say which cluster, account, machine or stage: the last whose name tells decides. */
  readonly where?: string;
  /** Variables that say so. */
  readonly variables?: string;
  /** Variables that others set and the program does not look at: they may only raise. */
  readonly marks?: string;
  /** Options that say which part of it. */
  readonly part?: string;
  /** Whether any other word counts that bears the name of production: it may raise, and never lower. */
  readonly words?: boolean;
  /** Whether the folder it runs in tells: `envs/prod`. */
  readonly folder?: boolean;
  /** What says so where the command line does not. */
  readonly file?: 'kubeconfig' | 'workspace';
  /** Works on this machine where nothing says otherwise. */
  readonly own?: boolean;
  /** Works on what no container of this machine holds: a cluster, a cloud. */
  readonly elsewhere?: boolean;
  /** Options of one dash may be long. */
  readonly singleDash?: boolean;
  /** What it names holds for the command that stands behind it: `aws-vault exec prod -- …`. */
  readonly wraps?: boolean;
  /** Which sign of a policy each of its options is compared with. */
  readonly signs?: readonly (readonly [ProductionSign, string])[];
  /** Its operand is a profile: `aws-vault exec shop`. */
  readonly profile?: boolean;
}

/** What an earlier command of the call selected, where no variable says the same. No one else can set these: input holds no NUL. */
export const SELECTED = { context: '\0context', subscription: '\0subscription' } as const;

const ACCOUNTS = `AWS_PROFILE AWS_DEFAULT_PROFILE CLOUDSDK_CORE_PROJECT CLOUDSDK_ACTIVE_CONFIG_NAME GOOGLE_CLOUD_PROJECT ${SELECTED.subscription}`;

const ACCOUNT_SIGNS: Naming['signs'] = [
  ['awsProfile', 'profile'],
  ['cloudProject', 'project subscription account'],
];

const KUBERNETES: Naming = {
  elsewhere: true,
  where: 'context kube-context cluster server s kube-apiserver',
  signs: [['kubeContext', 'context kube-context cluster']],
  variables: SELECTED.context,
  part: 'n namespace',
  words: true,
  file: 'kubeconfig',
};
const HELM: Naming = { ...KUBERNETES, variables: `${SELECTED.context} HELM_KUBECONTEXT` };
const ARGOCD: Naming = { ...KUBERNETES, variables: `${SELECTED.context} ARGOCD_SERVER` };
const TERRAFORM: Naming = {
  elsewhere: true,
  variables: `TF_WORKSPACE ${ACCOUNTS}`,
  part: 'var var-file chdir backend-config terragrunt-working-dir working-dir',
  marks: 'AWS_VAULT',
  words: true,
  folder: true,
  file: 'workspace',
  singleDash: true,
};
const STACKS: Naming = {
  elsewhere: true,
  signs: ACCOUNT_SIGNS,
  where: 's stack stage e env environment profile project app a context n name config-env target-stage',
  variables: `PULUMI_STACK STAGE SLS_STAGE ENV ENVIRONMENT DEPLOY_ENV ${ACCOUNTS}`,
  marks: 'AWS_VAULT',
  words: true,
  folder: true,
};
const CLOUD: Naming = {
  elsewhere: true,
  signs: ACCOUNT_SIGNS,
  where: 'profile project subscription account configuration context stack stage env environment endpoint-url endpoint',
  variables: `${ACCOUNTS} VAULT_ADDR CONSUL_HTTP_ADDR NOMAD_ADDR ETCDCTL_ENDPOINTS OS_CLOUD`,
  part: 'resource-group g app a cluster endpoints address http-addr os-cloud namespace n',
  marks: 'AWS_VAULT',
  words: true,
};
const INVENTORY: Naming = { elsewhere: true, where: 'i inventory', part: 'l limit e extra-vars', words: true, folder: true };
const DATABASE: Naming = {
  where: 'h host S server url uri',
  signs: [['databaseHost', 'h host S server url uri']],
  variables: 'PGHOST PGSERVICE MYSQL_HOST',
  part: 'd dbname D database',
  words: true,
};
const FRAMEWORK: Naming = {
  where: 'e env environment database-url',
  signs: [['databaseHost', 'database-url']],
  variables: 'RAILS_ENV RACK_ENV APP_ENV MIX_ENV DJANGO_SETTINGS_MODULE FLASK_ENV DEPLOY_ENV DATABASE_URL DB_HOST',
  part: 'schema settings database connection',
};
const ENGINE: Naming = { where: 'H host context c connection url', variables: 'DOCKER_HOST DOCKER_CONTEXT CONTAINER_HOST', own: true };
const REMOTE: Naming = { words: true };
const ENVIRONMENT: Naming = { where: 'c config e env f environment p project', words: true, wraps: true, profile: true };
/** Programs in a language may call a cloud's or a database's library, which looks there. */
const LANGUAGE: Naming = { variables: `${ACCOUNTS} ${FRAMEWORK.variables}` };
/** Machines and clusters that are made on this one. */
const LAPTOP: Naming = { own: true, wraps: true };

const programs: readonly (readonly [Naming, string])[] = [
  [KUBERNETES, 'kubectl oc k kubecolor kubens flux k9s istioctl velero linkerd cilium skaffold calicoctl kustomize k3s tkn kn eksctl kops'],
  [HELM, 'helm helm3'],
  [ARGOCD, 'argocd'],
  [TERRAFORM, 'terraform tofu terragrunt tf cdktf terramate'],
  [
    STACKS,
    'pulumi helmfile cdk serverless sls sam sst copilot amplify wrangler vercel netlify railway fly flyctl heroku firebase supabase render eb ecs-cli cf kamal modal dokku eas convex deployctl sf',
  ],
  [
    CLOUD,
    `aws gcloud gsutil az doctl hcloud linode-cli linode vultr vultr-cli scw oci ibmcloud civo aliyun confluent fastly drone neonctl neon pscale turso exo upctl openstack bq
     nomad consul vault boundary waypoint etcdctl salt salt-ssh puppet chef knife packer s3cmd rclone mc`,
  ],
  [INVENTORY, 'ansible ansible-playbook ansible-pull ansible-console'],
  [
    DATABASE,
    `psql pgcli cockroach cockroach-sql usql mysql mariadb mycli mysqlsh clickhouse-client sqlcmd osql cqlsh snowsql mongosh mongo redis-cli
     valkey-cli keydb-cli dropdb createdb dropuser createuser mysqladmin mariadb-admin pg_restore mongorestore`,
  ],
  [FRAMEWORK, 'rails rake artisan alembic sequelize sequelize-cli typeorm knex mix prisma drizzle-kit flyway liquibase goose dbmate'],
  [ENGINE, 'docker podman nerdctl docker-compose podman-compose buildah'],
  [LAPTOP, 'vagrant minikube microk8s kind k3d colima limactl orb'],
  [LANGUAGE, 'python python3 node nodejs deno bun tsx ts-node ruby php perl uv poetry pipenv npx bundle'],
  [REMOTE, 'ssh autossh mosh'],
  [ENVIRONMENT, 'aws-vault doppler infisical chamber dotenv dotenvx env-cmd teller'],
];

let byProgram: ReadonlyMap<string, Naming> | undefined;

export function namingOf(program: string): Naming | undefined {
  byProgram ??= new Map(programs.flatMap(([naming, names]) => names.split(/\s+/).map((name) => [name, naming])));
  return byProgram.get(program);
}

/** The variables of any of them, for a command whose program says nothing itself. */
export const VARIABLES = `${TERRAFORM.variables} ${FRAMEWORK.variables} PGHOST`.split(' ');
