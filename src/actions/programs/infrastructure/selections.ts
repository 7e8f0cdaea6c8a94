import type { Program, ProgramTable } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { argumentsOf } from '../effects.ts';

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

const kubernetes = selection(one('config use-context', 'KUBE_CONTEXT'));
const terraform = selection(one('workspace select', 'TF_WORKSPACE'), one('workspace new', 'TF_WORKSPACE'));

/** Clients that remember where to work: what stands behind such a line in the call is done there. */
export const selections: ProgramTable = {
  kubectl: kubernetes,
  oc: selection(one('config use-context', 'KUBE_CONTEXT'), one('project', 'KUBE_CONTEXT')),
  k: kubernetes,
  kubectx: selection(one('', 'KUBE_CONTEXT')),
  'kubectl-ctx': selection(one('', 'KUBE_CONTEXT')),
  terraform,
  tofu: terraform,
  tf: terraform,
  terragrunt: terraform,
  pulumi: selection(one('stack select', 'PULUMI_STACK')),
  docker: selection(one('context use', 'DOCKER_CONTEXT')),
  gcloud: selection(
    one('config set project', 'CLOUDSDK_CORE_PROJECT'),
    one('config configurations activate', 'CLOUDSDK_ACTIVE_CONFIG_NAME'),
  ),
  az: selection(one('account set', 'AZURE_SUBSCRIPTION', 'subscription'), one('account set', 'AZURE_SUBSCRIPTION', 's')),
};
