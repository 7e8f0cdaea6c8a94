/** How the command lines of a kind of program name the place that they work on. Lists are written with blanks between. */
export interface Naming {
  /** Options that say which cluster, account, machine or stage: the last whose name tells decides. */
  readonly where?: string;
  /** Variables that say so. */
  readonly variables?: string;
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
  /** Options of one dash may be long. */
  readonly singleDash?: boolean;
  /** What it names holds for the command that stands behind it: `aws-vault exec prod -- …`. */
  readonly wraps?: boolean;
}

const ACCOUNTS =
  'AWS_PROFILE AWS_DEFAULT_PROFILE AWS_VAULT CLOUDSDK_CORE_PROJECT CLOUDSDK_ACTIVE_CONFIG_NAME GOOGLE_CLOUD_PROJECT AZURE_SUBSCRIPTION';

const KUBERNETES: Naming = {
  where: 'context kube-context cluster server s kube-apiserver',
  variables: 'KUBE_CONTEXT KUBECONTEXT HELM_KUBECONTEXT ARGOCD_SERVER',
  part: 'n namespace',
  words: true,
  file: 'kubeconfig',
};
const TERRAFORM: Naming = {
  variables: `TF_WORKSPACE ${ACCOUNTS}`,
  part: 'var var-file chdir backend-config terragrunt-working-dir working-dir',
  words: true,
  folder: true,
  file: 'workspace',
  singleDash: true,
};
const STACKS: Naming = {
  where: 's stack stage e env environment profile project app a context n name config-env target-stage',
  variables: `PULUMI_STACK STAGE SLS_STAGE ENV ENVIRONMENT DEPLOY_ENV ${ACCOUNTS}`,
  words: true,
  folder: true,
};
const CLOUD: Naming = {
  where: 'profile project subscription account configuration context stack stage env environment endpoint-url endpoint',
  variables: `${ACCOUNTS} VAULT_ADDR CONSUL_HTTP_ADDR NOMAD_ADDR ETCDCTL_ENDPOINTS OS_CLOUD`,
  part: 'resource-group g app a cluster endpoints address http-addr os-cloud namespace n',
  words: true,
};
const INVENTORY: Naming = { where: 'i inventory', part: 'l limit e extra-vars', words: true, folder: true };
const DATABASE: Naming = {
  where: 'h host S server url uri u',
  variables: 'PGHOST PGSERVICE MYSQL_HOST DATABASE_URL REDIS_URL MONGO_URL MONGODB_URI DB_HOST',
  part: 'd dbname D database',
  words: true,
};
const FRAMEWORK: Naming = {
  where: 'e env environment database-url',
  variables: 'RAILS_ENV RACK_ENV APP_ENV MIX_ENV DJANGO_SETTINGS_MODULE FLASK_ENV DEPLOY_ENV DATABASE_URL DB_HOST',
  part: 'schema settings database connection',
};
const ENGINE: Naming = { where: 'H host context c connection url', variables: 'DOCKER_HOST DOCKER_CONTEXT CONTAINER_HOST', own: true };
const REMOTE: Naming = { words: true };
const ENVIRONMENT: Naming = { where: 'c config e env f environment p project', words: true, wraps: true };
/** Programs in a language may call a cloud's or a database's library, which looks there. */
const LANGUAGE: Naming = { variables: `${ACCOUNTS} ${FRAMEWORK.variables}` };
/** Machines and clusters that are made on this one. */
const LAPTOP: Naming = { own: true, wraps: true };

const programs: readonly (readonly [Naming, string])[] = [
  [
    KUBERNETES,
    'kubectl oc k kubecolor kubens helm argocd flux k9s istioctl velero linkerd cilium skaffold calicoctl kustomize k3s tkn kn eksctl kops',
  ],
  [TERRAFORM, 'terraform tofu terragrunt tf cdktf terramate'],
  [
    STACKS,
    'pulumi helmfile cdk serverless sls sam sst copilot amplify wrangler vercel netlify railway fly flyctl heroku firebase supabase render',
  ],
  [
    CLOUD,
    `aws gcloud gsutil az doctl hcloud linode-cli linode vultr vultr-cli scw oci ibmcloud neonctl pscale turso exo upctl openstack bq
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
