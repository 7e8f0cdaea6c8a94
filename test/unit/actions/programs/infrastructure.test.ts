import { describe, expect, it } from 'vitest';
import { shownRuns } from '../../../support/outcome.ts';
import { effectsOf, outcomeOf } from '../../../support/programs.ts';

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

describe('databases', () => {
  it.each([
    ['dropdb app', ['db.drop app']],
    ['dropdb --help', []],
    ["mongosh app --eval 'db.users.deleteMany({})'", ['db.write all,delete']],
    ["mongosh app --eval 'db.users.deleteMany({a: 1})'", ['db.write delete']],
    ["mongosh app --eval 'db.users.find()'", []],
    ['redis-cli -h cache FLUSHDB', ['db.drop all']],
    ['redis-cli get key', []],
    ['pg_restore --clean -d app app.dump', ['db.drop all']],
    ['prisma migrate reset', ['db.drop all']],
    ['prisma migrate dev', []],
    ['rails db:migrate', []],
    ['rails db:drop', ['db.drop all']],
    ['psql --help', []],
    ['ldapadd -x -D cn=admin -f new.ldif', ['process.account new.ldif']],
  ])('%s: %j', does);

  it('hands SQL to its reader, from wherever it comes', () => {
    expect(shownRuns(outcomeOf("psql -h db -c 'select 1' -f more.sql"))).toHaveLength(2);
    expect(shownRuns(outcomeOf('sqlite3 app.db .tables'))).toHaveLength(1);
    expect(shownRuns(outcomeOf('mysql shop'))).toHaveLength(0);
  });
});
