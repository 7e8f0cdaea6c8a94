import { describe, expect, it } from 'vitest';
import { analyzeShell } from '../../../src/actions/shell/index.ts';
import type { Effect } from '../../../src/domain/effect.ts';
import type { ContextSettings } from '../../../src/domain/policy.ts';
import { HOME, PROJECT, type SettingOptions, setting } from '../../support/setting.ts';

const effectsOf = (text: string, options: SettingOptions): readonly Effect[] =>
  analyzeShell(text, 'bash', setting(options), 'Bash').actions.flatMap(({ effects }) => effects);
const isProduction = (text: string, production: ContextSettings['production'], options: SettingOptions = {}): boolean =>
  effectsOf(text, { ...options, context: { production } }).some(({ flags }) => flags?.includes('production'));

describe('what the policy calls production', () => {
  const kube = { kubeContext: ['shop-*', '*:cluster/blue'] };
  const aws = { awsProfile: ['billing'] };
  const workspace = { terraformWorkspace: ['eu-*'] };
  const database = { databaseHost: ['*.corp.net', 'db1'] };
  const cloud = { cloudProject: ['shop-7*'] };
  const stage = { variable: ['STAGE=live', 'REGION=eu*'] };
  it.each([
    ['kubectl --context shop-blue apply -f a.yaml', kube, true],
    ['kubectl --context=SHOP-blue apply -f a.yaml', kube, true],
    ['kubectl --context arn:aws:eks:eu:1:cluster/blue apply -f a.yaml', kube, true],
    ['kubectl config use-context shop-blue && kubectl delete pod a', kube, true],
    ['helm --kube-context shop-blue uninstall web', kube, true],
    ['kubectl --context workshop-blue apply -f a.yaml', kube, false],
    ['kubectl -n shop-blue apply -f a.yaml', kube, false],
    ['docker --context shop-blue rm -f web', kube, false],
    ['AWS_PROFILE=billing terraform apply', aws, true],
    ['export AWS_PROFILE=billing; aws ec2 terminate-instances --instance-ids i-1', aws, true],
    ['aws --profile billing ec2 terminate-instances --instance-ids i-1', aws, true],
    ['aws-vault exec billing -- terraform destroy', aws, true],
    ['aws --profile billing-test ec2 terminate-instances --instance-ids i-1', aws, false],
    ['terraform workspace select eu-west && terraform apply', workspace, true],
    ['TF_WORKSPACE=eu-west terraform apply', workspace, true],
    ['TF_WORKSPACE=us-east terraform apply', workspace, false],
    ["psql -h one.corp.net -c 'drop table a'", database, true],
    ["psql postgres://ada@db1:5432/shop -c 'drop table a'", database, true],
    ["psql 'host=one.corp.net dbname=shop' -c 'drop table a'", database, true],
    ["PGHOST=db1 psql -c 'drop table a'", database, true],
    ["psql -h localhost -c 'drop table db1'", database, false],
    ["psql -h db10 -c 'drop table a'", database, false],
    ['gcloud --project shop-77 compute instances delete web', cloud, true],
    ['gcloud --project shop compute instances delete web', cloud, false],
    ['STAGE=live sls remove', stage, true],
    ['STAGE=live dropdb shop', stage, true],
    ['STAGE=test sls remove', stage, false],
    ['OTHER=live sls remove', stage, false],
  ])('%s', (text, production, expected) => expect(isProduction(text, production)).toBe(expected));

  const file = { [`${HOME}/.kube/config`]: 'current-context: shop-blue\n' };
  it.each([
    ['the file that the program reads', 'kubectl delete deploy web', kube, { files: file }, true],
    ['not where the command names another place', 'kubectl --context kind-a delete deploy web', kube, { files: file }, false],
    ['the workspace on the disk', 'terraform apply', workspace, { files: { [`${PROJECT}/.terraform/environment`]: 'eu-1' } }, true],
    ['a variable of the environment', 'kubectl delete deploy web', stage, { environment: { STAGE: 'live' } }, true],
    ['no more than the environment may', 'kubectl --context staging delete deploy web', stage, { environment: { STAGE: 'live' } }, false],
    ['not this machine’s own containers', 'docker rm -f web', stage, { environment: { STAGE: 'live' } }, false],
    ['a profile of the environment', 'terraform destroy', aws, { environment: { AWS_PROFILE: 'billing' } }, true],
    ['no variable that the program does not look at', 'kubectl delete deploy web', aws, { environment: { AWS_PROFILE: 'billing' } }, false],
  ])('is also told by %s', (_, text, production, options, expected) => expect(isProduction(text, production, options)).toBe(expected));

  const head = (branch: string) => ({ files: { [`${PROJECT}/.git/HEAD`]: `ref: refs/heads/${branch}\n` } });
  it.each([
    ['terraform destroy', 'live', true],
    ['terraform destroy', 'feature', false],
    ['kubectl --context staging delete deploy web', 'live', false],
    ['docker rm -f web', 'live', false],
  ])('by the branch that is checked out where nothing else tells: %s on %s', (text, branch, expected) =>
    expect(isProduction(text, { gitBranch: ['live'] }, head(branch))).toBe(expected),
  );
});

it.each([
  ['git push -f origin live/eu', true],
  ['git push origin :live/eu', true],
  ['git push -f origin HEAD:refs/heads/live/eu', true],
  ['git branch -D live/eu', true],
  ['git push -f origin main', true],
  ['git push -f origin alive/eu', false],
  ['git push -f origin live/eu/1', false],
])('a branch that the policy protects is one: %s', (text, expected) =>
  expect(effectsOf(text, { context: { protectedBranches: ['live/*'] } }).some(({ flags }) => flags?.includes('protected-branch'))).toBe(
    expected,
  ),
);

describe('what the policy calls sensitive', () => {
  const context = { sensitiveFiles: ['config/live/**', '*.ledger', 'Accounts', 'data/*/people.csv'] };
  const isSensitive = (text: string, options: SettingOptions = {}): boolean =>
    effectsOf(text, { ...options, context }).some(
      ({ operand }) => operand?.classes.includes('sensitive') && operand.classes.includes('secret'),
    );
  it.each([
    ['cat config/live/db.yaml', true],
    ['cat ./config/../config/live/a/b.yaml', true],
    ['cd config && cat live/db.yaml', true],
    ['cat CONFIG/Live/db.yaml', true],
    ['cat config/live/*', true],
    ['cat config/live/$NAME', true],
    ['cat year.ledger', true],
    ['cat accounts/2030.csv', true],
    ['rm -rf config', true],
    ['rm -rf data', true],
    ['cat config/test/db.yaml', false],
    ['cat old/year.ledger', false],
    ['rm -rf dist', false],
    ['cat /srv/config/live/db.yaml', false],
    ["grep -rn 'config/live' src", false],
  ])('%s', (text, expected) => expect(isSensitive(text)).toBe(expected));
  it('through a link', () =>
    expect(isSensitive('cat notes', { files: { [`${PROJECT}/notes`]: { link: `${PROJECT}/config/live/db.yaml` } } })).toBe(true));
});
