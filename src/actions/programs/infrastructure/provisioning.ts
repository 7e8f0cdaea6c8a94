import type { ProgramTable } from '../../command.ts';
import { type Client, client } from './acts.ts';

const UNATTENDED = /(?:^| )(?:--?auto-approve|--yes|-y|--skip-preview|--require-approval[ =]never|--force|-f)(?:[ =]true)?(?: |$)/;

const terraform: Client = {
  singleDash: true,
  values: [
    'chdir',
    'var',
    'var-file',
    'target',
    'out',
    'state',
    'backend-config',
    'parallelism',
    'lock-timeout',
    'replace',
    'terragrunt-working-dir',
  ],
  acts: [
    { verbs: /^(?:run-all )?destroy\b/, kind: 'infra.destroy', flags: ['all'] },
    { verbs: /^(?:run-all )?apply\b/, with: /(?:^| )--?destroy(?: |$)/, kind: 'infra.destroy', flags: ['all'] },
    { verbs: /^(?:run-all )?apply\b/, with: UNATTENDED, kind: 'infra.change', flags: ['unattended'] },
    { verbs: /^(?:run-all )?apply\b/, kind: 'infra.change' },
    { verbs: /^(?:state (?:rm|push|replace-provider)|workspace delete)\b/, kind: 'infra.destroy' },
    { verbs: /^(?:state mv|import|taint|untaint|force-unlock)\b/, kind: 'infra.change' },
  ],
};

const pulumi: Client = {
  values: ['s', 'stack', 'C', 'cwd', 'c', 'config', 'm', 'message', 't', 'target', 'p', 'parallel', 'color'],
  acts: [
    { verbs: /^(?:destroy|down|dn)\b/, kind: 'infra.destroy', flags: ['all'] },
    { verbs: /^(?:stack (?:rm|import)|state delete)\b/, kind: 'infra.destroy' },
    { verbs: /^(?:up|update|refresh)\b/, with: UNATTENDED, kind: 'infra.change', flags: ['unattended'] },
    { verbs: /^(?:up|update|refresh|cancel|import)\b/, kind: 'infra.change' },
  ],
};

/** Tools of which one verb takes a whole stack or machine away, and another makes or changes it. */
const stacks: Client = {
  values: [
    'stage',
    's',
    'region',
    'r',
    'profile',
    'stack-name',
    'c',
    'context',
    'app',
    'a',
    'n',
    'name',
    'f',
    'e',
    'environment',
    'config',
  ],
  acts: [
    { verbs: /^(?:destroy|remove|delete|undeploy|teardown|undefine|unregistervm)\b/, kind: 'infra.destroy' },
    { verbs: /^delete (?:cluster|nodegroup)\b/, kind: 'infra.destroy' },
    { verbs: /^(?:deploy|up|apply|sync)\b/, with: UNATTENDED, kind: 'infra.change', flags: ['unattended'] },
    { verbs: /^(?:deploy|up|apply|sync|create)\b/, kind: 'infra.change' },
  ],
};

const ANSIBLE = [
  'i',
  'inventory',
  'm',
  'module-name',
  'u',
  'user',
  'e',
  'extra-vars',
  'f',
  'forks',
  'l',
  'limit',
  't',
  'tags',
  'b',
  'a',
  'args',
];

/** Tools that make infrastructure what a file says it is. */
export const provisioning: ProgramTable = {
  ...Object.fromEntries(['terraform', 'tofu', 'terragrunt', 'tf', 'cdktf'].map((name) => [name, client(terraform)])),
  pulumi: client(pulumi),
  ...Object.fromEntries(
    ['cdk', 'serverless', 'sls', 'sst', 'helmfile', 'vagrant', 'virsh', 'vboxmanage', 'kops'].map((name) => [name, client(stacks)]),
  ),
  ansible: client({ values: ANSIBLE, acts: [{ verbs: /./, with: /(?:^| )-(?:a|m)(?: |$)|--(?:args|module-name)/, kind: 'infra.exec' }] }),
  'ansible-playbook': client({
    values: ANSIBLE,
    acts: [{ verbs: /./, without: /--(?:check|syntax-check|list-\w+)|(?:^| )-C(?: |$)/, kind: 'infra.change' }],
  }),
};
