import { HOLE, literal, type Program, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { argumentsOf } from '../effects.ts';
import { family } from '../family.ts';
import { service } from './service.ts';
import { BUILDAH, COMPOSE, ENGINE, LAPTOP_CLUSTER, REGISTRY, RUNTIME } from './tables/containers.ts';
import { ARGOCD, CALICOCTL, ETCDCTL, FLUX, HELM, HELMFILE, ISTIOCTL, KOPS, KUBEADM, KUBECTL, VELERO } from './tables/kubernetes.ts';

const alone = service(ENGINE);
const together = service(COMPOSE);

/** `$(docker ps -q --filter name=web)` and `$ID` are some containers, `$(docker ps -q)` is all of them. */
const CHOSEN = /^"?\$\w+"?$|^"?\$\{\w+\}"?$|--filter|-\w*f[ =]|--latest|-\w*l\b|\b(?:grep|head|awk|name=|label=|ancestor=)/;
const isChosen = (word: Word): boolean => word.value.includes(HOLE) && CHOSEN.test(word.text);

/** Options in front of the verb that take a value. */
const ENGINE_WIDE = 'H host c context connection url config l log-level tlscacert tlscert tlskey'.split(' ');

const engine: Program = (command, setting) => {
  const words = argumentsOf(command);
  const [at = 0] = readOptions(words, { values: ENGINE_WIDE, stopAtOperand: true }).positions;
  const outcome =
    words[at]?.value === 'compose'
      ? together({ ...command, words: [literal(`${command.words[0]?.value} compose`), ...words.slice(at + 1)] }, setting)
      : alone({ ...command, words: command.words.map((word) => (isChosen(word) ? { ...word, value: word.text } : word)) }, setting);
  return {
    effects: (outcome.effects ?? []).map((effect) =>
      isForTests(words) ? { ...effect, flags: [...(effect.flags ?? []), 'staging'] } : effect,
    ),
  };
};

/** The name of a file, project or volume that says it is made anew for every test. */
const FOR_TESTS = /(?:^|[^a-z0-9])(?:tests?|testing|ci|e2e|scratch)(?:$|[^a-z0-9])/i;
const isForTests = (words: readonly Word[]): boolean => words.some(({ value }) => !/\s/.test(value) && FOR_TESTS.test(value));

const compose: Program = (command, setting) =>
  engine({ ...command, words: [literal('docker'), literal('compose'), ...argumentsOf(command)] }, setting);

/** `k3s kubectl …`: a distribution that has the usual clients built in. */
const distribution =
  (program: Program, clients: RegExp): Program =>
  (command, setting) => {
    const at = command.words.findIndex((word, index) => index > 0 && clients.test(word.value));
    if (at !== 1) return program(command, setting);
    const argv = command.words.slice(command.words[at + 1]?.value === '--' ? at + 2 : at + 1);
    const client = literal(command.words[at]?.value ?? '');
    return { runs: [{ kind: 'argv', argv: [client, ...argv], wrapper: command.words[0]?.value ?? '' }] };
  };

const removesAll: Program = (command) => ({ effects: [{ kind: 'infra.destroy', flags: ['all'], note: command.words[0]?.value ?? '' }] });

const [kubectl, laptop, runtime, registry] = [service(KUBECTL), service(LAPTOP_CLUSTER), service(RUNTIME), service(REGISTRY)];

/** Clients of clusters and container engines; what they run inside is told elsewhere. */
export const clusters = family(
  `kubectl oc k kubecolor k3s k0s microk8s minikube kind k3d colima limactl k3s-uninstall.sh k3s-agent-uninstall.sh
   rke2-uninstall.sh kubeadm kops helm helm3 helmfile kustomize argocd flux istioctl velero calicoctl etcdctl etcdutl docker podman
   nerdctl docker-compose podman-compose crictl ctr buildah skopeo crane regctl oras`,
  () => ({
    kubectl,
    oc: kubectl,
    k: kubectl,
    kubecolor: kubectl,
    k3s: distribution(service(KUBEADM), /^(?:kubectl|crictl|ctr|helm)$/),
    k0s: distribution(service(KUBEADM), /^(?:kubectl|ctr)$/),
    microk8s: distribution(laptop, /^(?:kubectl|helm|helm3|ctr|istioctl)$/),
    minikube: distribution(laptop, /^kubectl$/),
    kind: laptop,
    k3d: laptop,
    colima: laptop,
    limactl: laptop,
    'k3s-uninstall.sh': removesAll,
    'k3s-agent-uninstall.sh': removesAll,
    'rke2-uninstall.sh': removesAll,
    kubeadm: service(KUBEADM),
    kops: service(KOPS),
    helm: service(HELM),
    helm3: service(HELM),
    helmfile: service(HELMFILE),
    kustomize: () => ({}),
    argocd: service(ARGOCD),
    flux: service(FLUX),
    istioctl: service(ISTIOCTL),
    velero: service(VELERO),
    calicoctl: service(CALICOCTL),
    etcdctl: service(ETCDCTL),
    etcdutl: service(ETCDCTL),
    docker: engine,
    podman: engine,
    nerdctl: engine,
    'docker-compose': compose,
    'podman-compose': compose,
    crictl: runtime,
    ctr: runtime,
    buildah: service(BUILDAH),
    skopeo: registry,
    crane: registry,
    regctl: registry,
    oras: registry,
  }),
);
