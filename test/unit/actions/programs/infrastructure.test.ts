import { describe, expect, it } from 'vitest';
import { effectsOf } from '../../../support/programs.ts';

const does = (text: string, expected: readonly string[]) => expect(effectsOf(text)).toEqual(expected);

describe('tools that provision', () => {
  it.each([
    ['terraform plan', []],
    ['terraform -chdir=prod destroy', ['infra.destroy all']],
    ['terraform apply -auto-approve', ['infra.change unattended']],
    ['terraform apply -destroy -auto-approve', ['infra.destroy all']],
    ['terraform apply next.tfplan', ['infra.change next.tfplan']],
    ['pulumi up --yes', ['infra.change unattended']],
    ['pulumi destroy -s dev', ['infra.destroy all']],
    ['cdk diff', []],
  ])('%s: %j', does);
});

describe('a question that is answered unseen', () => {
  const yes = { origin: 'dynamic' } as const;
  it.each([
    ['terraform apply', yes, ['infra.change unattended']],
    ['terraform apply', { origin: 'literal', text: 'yes\n' } as const, ['infra.change unattended']],
    ['terraform apply', { origin: 'literal', text: 'no' } as const, ['infra.change']],
    ['pulumi up', yes, ['infra.change unattended']],
    ['terraform plan', yes, []],
    ['terraform destroy', yes, ['infra.destroy all']],
  ])('%s, given %o: %j', (text, stdin, expected) => {
    expect(effectsOf(text, { stdin })).toEqual(expected);
  });
});

describe('clusters and containers', () => {
  it.each([
    ['kubectl get pods -n delete', ['infra.read pods']],
    ['kubectl delete ns shop', ['infra.destroy all shop']],
    ['kubectl delete ns/shop', ['infra.destroy all']],
    ['kubectl -n shop delete pod web-1', ['infra.change web-1']],
    ['kubectl delete pods --all -n shop', ['infra.destroy all pods']],
    ['kubectl create rolebinding x --role=admin --user=eve', ['infra.change owner x']],
    ['kubectl create cronjob tidy --image=x --schedule=daily', ['process.schedule persist tidy']],
    ['kubectl scale deploy/web --replicas=0', ['infra.destroy deploy/web']],
    ['helm uninstall shop -n prod', ['infra.destroy shop']],
    ['docker volume rm data', ['infra.destroy contents data']],
    ['docker compose -f dev.yml down -v', ['infra.destroy contents']],
    ['docker system prune -af --volumes', ['infra.destroy all,contents']],
    ['docker rm -f web', ['infra.change web']],
    ['docker ps -a', []],
  ])('%s: %j', does);
});

describe('directories of accounts', () => {
  it.each([['ldapadd -x -D cn=admin -f new.ldif', ['process.account new.ldif']]])('%s: %j', does);
});
