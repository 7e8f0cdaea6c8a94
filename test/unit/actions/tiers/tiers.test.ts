import { describe, expect, it } from 'vitest';
import { analyzeShell } from '../../../../src/actions/shell/index.ts';
import { tierBehind } from '../../../../src/actions/tiers/index.ts';
import { command, HOME, PROJECT, type SettingOptions, setting } from '../../../support/setting.ts';

const TIERS = new Set(['production', 'staging', 'local']);

/** The tiers of what a call does elsewhere, `-` where nothing tells. */
function tiersOf(text: string, options: SettingOptions = {}): readonly string[] {
  const { actions } = analyzeShell(text, 'bash', setting(options), 'Bash');
  return actions
    .flatMap(({ effects }) => effects)
    .filter(({ kind }) => /^(?:infra\.(?!read)|db\.(?!read)|storage\.delete)/.test(kind))
    .map(({ flags = [] }) => flags.filter((flag) => TIERS.has(flag)).join('+') || '-');
}

const kubeconfig = (context: string): string => `apiVersion: v1\nclusters: []\ncurrent-context: ${context}\nkind: Config\n`;

describe('where a command works, by what it says itself', () => {
  it.each([
    ['kubectl --context prod delete deploy web', 'production'],
    ['kubectl delete deploy web --context=staging', 'staging'],
    ['kubectl --context kind-shop delete deploy web', 'local'],
    ['kubectl -n production delete deploy web', 'production'],
    ['kubectl -n product delete deploy web', '-'],
    ['kubectl delete -k overlays/prod', 'production'],
    ['kubectl delete deploy web', '-'],
    ['HELM_KUBECONTEXT=kind-shop kubectl delete deploy web', '-'],
    ['KUBE_CONTEXT=kind-shop kubectl delete deploy web', '-'],
    ['HELM_KUBECONTEXT=kind-shop helm uninstall web', 'local'],
    ['AWS_VAULT=dev terraform destroy', '-'],
    ['helm --kube-context shop-prod uninstall web', 'production'],
    ['helm upgrade web ./chart -f values.prod.yaml', 'production'],
    ['AWS_PROFILE=prod terraform apply', 'production'],
    ['TF_WORKSPACE=staging terraform destroy', 'staging'],
    ['terraform -chdir=envs/prod destroy', 'production'],
    ['terraform apply -var env=prod', 'production'],
    ['terraform apply -var-file=dev.tfvars', 'staging'],
    ['pulumi destroy -s acme/shop/production', 'production'],
    ['pulumi up -s dev', 'staging'],
    ['ansible-playbook -i inventories/production site.yml', 'production'],
    ['ansible-playbook -i hosts -e env=prod site.yml', 'production'],
    ['dropdb -h localhost shop', 'local'],
    ['DB_HOST=localhost dropdb shop', '-'],
    ['mysqladmin -u local drop shop', '-'],
    ['dropdb -h db.prod.example.com shop', 'production'],
    ['RAILS_ENV=production rails db:drop', 'production'],
    ['rake db:drop RAILS_ENV=test', 'staging'],
    ['NODE_ENV=production sequelize db:drop', '-'],
    ['openstack server migrate --live web', '-'],
    ['vercel deploy --prod', 'production'],
    ['docker volume rm data', 'local'],
    ['docker --context prod volume rm data', 'production'],
    ['docker -H ssh://ops@box volume rm data', '-'],
    ['DOCKER_HOST=ssh://ops@prod1 docker volume rm data', 'production'],
    ['docker compose -f docker-compose.prod.yml up -d', 'local'],
  ])('%s: %s', (text, tier) => {
    expect(tiersOf(text)).toEqual([tier]);
  });
});

describe('where a command works, by what is selected before it in the call', () => {
  it.each([
    ['export AWS_PROFILE=prod; terraform destroy', 'production'],
    ['kubectl config use-context prod && kubectl delete deploy web', 'production'],
    ['kubectx kind-shop; kubectl delete deploy web', 'local'],
    ['terraform workspace select prod && terraform destroy', 'production'],
    ['pulumi stack select dev && pulumi destroy', 'staging'],
    ['docker context use prod; docker volume rm data', 'production'],
    ['aws eks update-kubeconfig --name shop-prod && kubectl delete deploy web', 'production'],
    ['gcloud container clusters get-credentials prod --zone x; kubectl delete deploy web', 'production'],
    ['az aks get-credentials -g shop -n staging; kubectl delete deploy web', 'staging'],
    ['kind create cluster --name ci && kubectl delete deploy web', 'local'],
    ['minikube start && kubectl delete deploy web', 'local'],
  ])('%s: %s', (text, tier) => {
    expect(tiersOf(text).at(-1)).toBe(tier);
  });
});

describe('where what a client sends takes place', () => {
  it.each([
    ["psql -h shop-prod.example.com -c 'drop table x'", 'production'],
    ["psql postgres://localhost/shop -c 'drop table x'", 'local'],
    ["psql 'host=db.prod.example.com dbname=shop' -c 'drop table x'", 'production'],
    ["psql -c 'drop table prod'", '-'],
    ["docker exec db psql -c 'drop table x'", 'local'],
    ['docker exec tools kubectl delete ns shop', '-'],
    ['docker run --rm hashicorp/terraform destroy', '-'],
    ["docker compose run tools sh -c 'aws s3 rb s3://shop'", '-'],
    ['minikube kubectl -- delete ns shop', 'local'],
    ["docker exec tools sh -c 'kubectl --context kind-dev delete ns shop'", '-'],
    ["docker --context prod exec db psql -h localhost -c 'drop table x'", 'production'],
    ["kubectl --context prod exec db -- psql -h localhost -c 'drop table x'", 'production'],
    ["kubectl exec db -- psql -h localhost -c 'drop table x'", '-'],
    ['ssh db.prod \'psql -c "drop table x"\'', 'production'],
    ['aws-vault exec prod -- terraform destroy', 'production'],
    ['echo "drop table x" | psql -h db.staging', 'staging'],
  ])('%s: %s', (text, tier) => {
    expect(tiersOf(text).at(-1)).toBe(tier);
  });
});

describe('where a command works, by the files that its program reads', () => {
  const at = `${HOME}/.kube/config`;
  it.each<readonly [string, SettingOptions, string]>([
    ['kubectl delete deploy web', { files: { [at]: kubeconfig('shop-prod') } }, 'production'],
    ['kubectl delete deploy web', { files: { [at]: kubeconfig('"staging"') } }, 'staging'],
    ['kubectl delete deploy web', { files: { [at]: kubeconfig('kind-shop') } }, 'local'],
    ['kubectl -n prod delete deploy web', { files: { [at]: kubeconfig('kind-shop') } }, 'local'],
    ['kubectl -n test delete deploy web', { files: { [at]: kubeconfig('shop-prod') } }, 'production'],
    ['kubectl --context staging delete deploy web', { files: { [at]: kubeconfig('shop-prod') } }, 'staging'],
    ['kubectl --context main delete deploy web', { files: { [at]: kubeconfig('kind-shop') } }, '-'],
    ['KUBECONFIG=ci.yaml kubectl delete deploy web', { files: { [`${PROJECT}/ci.yaml`]: kubeconfig('kind-ci') } }, 'local'],
    ['kubectl --kubeconfig ops.yaml delete deploy web', { files: { [`${PROJECT}/ops.yaml`]: kubeconfig('prod') } }, 'production'],
    ['KUBECONFIG=~/.kube/prod.yaml kubectl delete deploy web', {}, 'production'],
    ['KUBECONFIG=~/.kube/staging.yaml kubectl delete deploy web', {}, '-'],
    ['kubectl --kubeconfig $X delete deploy web', { files: { [at]: kubeconfig('kind-shop') } }, '-'],
    [
      'kubectl delete deploy web',
      { files: { '/k/a': 'x', '/k/b': kubeconfig('prod') }, environment: { KUBECONFIG: '/k/a:/k/b' } },
      'production',
    ],
    ['ssh box kubectl delete deploy web', { files: { [at]: kubeconfig('kind-shop') } }, '-'],
    ['terraform destroy', { files: { [`${PROJECT}/.terraform/environment`]: 'prod\n' } }, 'production'],
    ['cd infra && terraform destroy', { files: { [`${PROJECT}/infra/.terraform/environment`]: 'dev' } }, 'staging'],
    ['terraform -chdir=infra destroy', { files: { [`${PROJECT}/infra/.terraform/environment`]: 'prod' } }, 'production'],
    ['cd envs/prod && terraform destroy', {}, 'production'],
    ['cd prod-tools && kubectl delete deploy web', {}, '-'],
  ])('%s with %o: %s', (text, options, tier) => {
    expect(tiersOf(text, options).at(-1)).toBe(tier);
  });
});

describe('what the environment says of where a command works', () => {
  it.each<readonly [string, Record<string, string>, string]>([
    ['terraform destroy', { AWS_PROFILE: 'prod' }, 'production'],
    ['terraform destroy', { AWS_PROFILE: 'dev' }, '-'],
    ['AWS_PROFILE=dev terraform destroy', { AWS_PROFILE: 'prod' }, 'staging'],
    ['terraform apply -var-file=dev.tfvars', { AWS_PROFILE: 'prod' }, 'production'],
    ['rails db:drop', { RAILS_ENV: 'production' }, 'production'],
    ['docker volume rm data', { AWS_PROFILE: 'prod' }, 'local'],
    ['docker volume rm data', { DOCKER_CONTEXT: 'prod' }, 'production'],
    ['docker volume rm data', { DOCKER_HOST: 'ssh://ops@box' }, '-'],
    ['helm --kube-context staging uninstall web', { HELM_KUBECONTEXT: 'prod' }, 'staging'],
    ['helm uninstall web', { HELM_KUBECONTEXT: 'prod' }, 'production'],
    ['terraform destroy', { AWS_VAULT: 'prod' }, 'production'],
  ])('%s with %o: %s', (text, environment, tier) => {
    expect(tiersOf(text, { environment })).toEqual([tier]);
  });
});

describe('where code works that a program runs', () => {
  it('is told by the environment', () => {
    const run = command('python3 tidy.py');
    expect(tierBehind(run, setting({ environment: { AWS_PROFILE: 'prod' } }), true)).toBe('production');
    expect(tierBehind(run, setting({ environment: { AWS_PROFILE: 'dev' } }), true)).toBeUndefined();
  });
  it('is told by what is sent through which client', () => {
    expect(tierBehind(command('psql -h db.prod'), setting(), true)).toBe('production');
    expect(tierBehind(command('psql -h db.prod'), setting(), false)).toBeUndefined();
  });
});
