import type { Service } from '../service.ts';

/** Infrastructure that is what a file says. A plan that was looked at and saved is applied by its name. */
export const TERRAFORM = (): Service => ({
  singleDash: true,
  values: `chdir var var-file target exclude out state state-out backup backend-config parallelism lock-timeout replace
    terragrunt-working-dir working-dir generate-config-out provider from-module filter`,
  switches: 'auto-approve destroy refresh-only input lock compact-warnings no-color terragrunt-non-interactive non-interactive all json',
  skip: 'run-all run --',
  acts: [
    ['destroy|destroy-all --target', 'infra.destroy'],
    ['destroy|destroy-all', 'infra.destroy', 'all'],
    ['apply|apply-all --destroy !--destroy=false', 'infra.destroy', 'all'],
    ['stack destroy', 'infra.destroy', 'all'],
    ['stack run destroy', 'infra.destroy', 'all'],
    ['apply|apply-all|deploy --auto-approve !--auto-approve=false', 'infra.change', 'unattended'],
    ['apply|apply-all --terragrunt-non-interactive|non-interactive', 'infra.change', 'unattended'],
    ['state rm|push|replace-provider', 'infra.destroy'],
    ['workspace delete', 'infra.destroy'],
    ['force-unlock', 'infra.destroy'],
    ['apply|apply-all|deploy|refresh|import|taint|untaint', 'infra.change'],
    ['state mv', 'infra.change'],
    ['stack run apply', 'infra.change'],
    ['test', 'infra.create'],
    ['**'],
  ],
});

export const PULUMI = (): Service => ({
  values: 's stack C cwd c config m message t target p parallel color target-dependents profiling policy-pack replace file plan',
  switches: 'yes y skip-preview f preview-only',
  acts: [
    ['destroy|down|dn --preview-only'],
    ['destroy|down|dn --target|t', 'infra.destroy'],
    ['destroy|down|dn', 'infra.destroy', 'all'],
    ['stack rm|import', 'infra.destroy'],
    ['state delete', 'infra.destroy'],
    ['up|update|refresh|import --yes|y|skip-preview|f', 'infra.change', 'unattended'],
    ['watch', 'infra.change', 'unattended'],
    ['up|update|refresh|cancel|import', 'infra.change'],
    ['state move|unprotect|rename|edit|repair|upgrade|taint|untaint', 'infra.change'],
    ['env open|get', 'secret.read'],
    ['env rm', 'infra.destroy'],
    ['env run', 'infra.exec'],
    ['policy|org enable|disable|publish|add|remove|set-default', 'infra.change', 'owner'],
    ['deployment run', 'infra.change'],
    ['**'],
  ],
});

export const CDK = (): Service => ({
  values: `a app c context profile o output r role-arn e exclusively require-approval toolkit-stack-name qualifier parameters tags
    notification-arns build trust trust-for-lookup cloudformation-execution-policies bootstrap-kms-key-id change-set-name`,
  switches: 'all hotswap rollback no-rollback',
  acts: [
    ['destroy', 'infra.destroy', 'all'],
    ['deploy --require-approval=never', 'infra.change', 'unattended'],
    ['deploy|import|rollback|watch|gc|migrate|refactor|drift', 'infra.change'],
    ['bootstrap', 'infra.change', 'owner'],
    ['**'],
  ],
});

/** Applications that are a stack of functions and their databases. */
export const SERVERLESS = (): Service => ({
  values: 's stage r region c config f function p path d data aws-profile app org param type t',
  acts: [
    ['remove|destroy', 'infra.destroy', 'all'],
    ['** delete|remove|undeploy', 'infra.destroy'],
    ['secret set|load', 'secret.write'],
    ['secret list', 'secret.dump'],
    ['invoke local'],
    ['invoke', 'infra.exec'],
    ['deploy list'],
    ['deploy|rollback|unlock|refresh', 'infra.change'],
    ['**'],
  ],
});

/** Makes images of machines. */
export const PACKER = (): Service => ({
  singleDash: true,
  values: 'var var-file only except on-error parallel-builds',
  acts: [['build --force', 'infra.create', 'force'], ['build', 'infra.create'], ['**']],
});
