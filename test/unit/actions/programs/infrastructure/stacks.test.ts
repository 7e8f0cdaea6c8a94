import { describe, expect, it } from 'vitest';
import { effectsOf } from '../../../../support/programs.ts';

const does = (text: string, expected: readonly string[]) => expect(effectsOf(text)).toEqual(expected);

describe('terraform', () => {
  it.each([
    ['terraform plan', []],
    ['terraform plan -destroy', []],
    ['terraform destroy', ['infra.destroy all']],
    ['terraform destroy -auto-approve -target=module.web', ['infra.destroy all']],
    ['terraform -chdir=prod destroy', ['infra.destroy all']],
    ['terraform apply', ['infra.change']],
    ['terraform apply next.tfplan', ['infra.change next.tfplan']],
    ['terraform apply -auto-approve', ['infra.change unattended']],
    ['terraform apply -auto-approve=false', ['infra.change']],
    ['terraform apply -destroy -auto-approve', ['infra.destroy all']],
    ['terraform state rm aws_instance.web', ['infra.destroy aws_instance.web']],
    ['terraform state list', []],
    ['terraform state push old.tfstate', ['infra.destroy old.tfstate']],
    ['terraform workspace delete dev', ['infra.destroy dev']],
    ['terraform workspace list', []],
    ['terraform force-unlock -force 12', ['infra.destroy 12']],
    ['terraform taint aws_instance.web', ['infra.change aws_instance.web']],
    ['terraform import aws_instance.web i-1', ['infra.change aws_instance.web']],
    ['terraform fmt -recursive', []],
    ['terraform validate', []],
    ['terraform init -upgrade', []],
    ['terraform output -json', []],
    ['terraform test', ['infra.create']],
    ['terraform apply -var env=dev', ['infra.change']],
    ['terraform refresh', ['infra.change']],
    ['terraform show -json', []],
  ])('%s: %j', does);
});

describe('terragrunt', () => {
  it.each([
    ['terragrunt run-all destroy', ['infra.destroy all']],
    ['terragrunt run --all apply -auto-approve', ['infra.change unattended']],
    ['terragrunt run-all plan', []],
    ['terragrunt apply-all', ['infra.change']],
  ])('%s: %j', does);
});

describe('tofu', () => {
  it.each([
    ['tofu destroy', ['infra.destroy all']],
    ['tofu plan', []],
    ['tofu apply -auto-approve', ['infra.change unattended']],
  ])('%s: %j', does);
});

describe('cdktf', () => {
  it.each([
    ['cdktf destroy x', ['infra.destroy all x']],
    ['cdktf deploy --auto-approve', ['infra.change unattended']],
    ['cdktf synth', []],
  ])('%s: %j', does);
});

describe('pulumi', () => {
  it.each([
    ['pulumi preview', []],
    ['pulumi destroy -s dev', ['infra.destroy all']],
    ['pulumi up --yes', ['infra.change unattended']],
    ['pulumi up', ['infra.change']],
    ['pulumi stack rm dev', ['infra.destroy dev']],
    ['pulumi stack ls', []],
    ['pulumi state delete urn', ['infra.destroy urn']],
    ['pulumi cancel', ['infra.change']],
    ['pulumi destroy --preview-only', []],
  ])('%s: %j', does);
});

describe('cdk', () => {
  it.each([
    ['cdk destroy ShopStack', ['infra.destroy all ShopStack']],
    ['cdk deploy --require-approval never', ['infra.change unattended']],
    ['cdk deploy', ['infra.change']],
    ['cdk diff', []],
    ['cdk synth', []],
  ])('%s: %j', does);
});

describe('serverless', () => {
  it.each([
    ['serverless remove --stage dev', ['infra.destroy all']],
    ['serverless deploy --stage dev', ['infra.change']],
    ['serverless info', []],
  ])('%s: %j', does);
});

describe('sls', () => {
  it.each([
    ['sls deploy', ['infra.change']],
    ['sls invoke local -f x', []],
  ])('%s: %j', does);
});

describe('sst', () => {
  it.each([
    ['sst remove', ['infra.destroy all']],
    ['sst deploy', ['infra.change']],
    ['sst dev', []],
  ])('%s: %j', does);
});

describe('packer', () => {
  it.each([
    ['packer build x.pkr.hcl', ['infra.create x.pkr.hcl']],
    ['packer validate .', []],
    ['packer fmt .', []],
  ])('%s: %j', does);
});
