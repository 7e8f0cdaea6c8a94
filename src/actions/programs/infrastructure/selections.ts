import { literal, type Program } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { SELECTED } from '../../tiers/programs.ts';
import { argumentsOf } from '../effects.ts';
import { family } from '../family.ts';

/** A line of a client after which it works elsewhere, and the variable that says the same. */
interface Selection {
  /** The words in front of the name. */
  readonly verbs: readonly string[];
  readonly variable: string;
  /** The option that holds the name, where no word does. */
  readonly option?: string;
}

const selection =
  (...selections: readonly Selection[]): Program =>
  (command) => {
    const words = argumentsOf(command);
    for (const { verbs, variable, option } of selections) {
      const { operands, value } = readOptions(words, { values: option === undefined ? [] : [option] });
      if (!verbs.every((verb, at) => operands[at]?.value === verb)) continue;
      const name = option === undefined ? operands[verbs.length] : value(option);
      if (name) return { selects: { [variable]: name } };
    }
    return {};
  };

const one = (verbs: string, variable: string, option?: string): Selection => ({
  verbs: verbs === '' ? [] : verbs.split(' '),
  variable,
  ...(option !== undefined && { option }),
});

/** Making a cluster on this machine selects it. */
const making =
  (verbs: string, context: string): Program =>
  (command) => {
    const { operands } = readOptions(argumentsOf(command), { values: ['name', 'p', 'profile', 'config', 'image'] });
    const isMade = verbs.split(' ').every((verb, at) => operands[at]?.value === verb);
    return isMade ? { selects: { [SELECTED.context]: literal(context) } } : {};
  };

const kubernetes = selection(one('config use-context', SELECTED.context));
const terraform = selection(one('workspace select', 'TF_WORKSPACE'), one('workspace new', 'TF_WORKSPACE'));

/** Clients that remember where to work: what stands behind such a line in the call is done there. */
export const selections = family(
  `kubectl oc k kubectx kubectl-ctx terraform tofu tf terragrunt pulumi docker gcloud aws doctl kind k3d minikube az`,
  () => ({
    kubectl: kubernetes,
    oc: selection(one('config use-context', SELECTED.context), one('project', SELECTED.context)),
    k: kubernetes,
    kubectx: selection(one('', SELECTED.context)),
    'kubectl-ctx': selection(one('', SELECTED.context)),
    terraform,
    tofu: terraform,
    tf: terraform,
    terragrunt: terraform,
    pulumi: selection(one('stack select', 'PULUMI_STACK')),
    docker: selection(one('context use', 'DOCKER_CONTEXT')),
    gcloud: selection(
      one('container clusters get-credentials', SELECTED.context),
      one('config set project', 'CLOUDSDK_CORE_PROJECT'),
      one('config configurations activate', 'CLOUDSDK_ACTIVE_CONFIG_NAME'),
    ),
    aws: selection(one('eks update-kubeconfig', SELECTED.context, 'name')),
    doctl: selection(one('kubernetes cluster kubeconfig save', SELECTED.context)),
    kind: making('create cluster', 'kind-kind'),
    k3d: making('cluster create', 'k3d-k3s-default'),
    minikube: making('start', 'minikube'),
    az: selection(
      one('aks get-credentials', SELECTED.context, 'name'),
      one('aks get-credentials', SELECTED.context, 'n'),
      one('account set', SELECTED.subscription, 'subscription'),
      one('account set', SELECTED.subscription, 's'),
    ),
  }),
);
