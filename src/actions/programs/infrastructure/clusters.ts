import type { ProgramTable } from '../../command.ts';
import { type Client, client } from './acts.ts';

const EVERYTHING = /(?:^| )(?:--all(?:-namespaces)?(?:=true)?|-A)(?: |$)/;
/** What takes data, or everything inside it, away with it. */
const GRAVE =
  /^delete (?:\S+,)?(?:namespaces?|ns|projects?|pvc?|persistentvolume(?:claim)?s?|crds?|customresourcedefinitions?(?:\.\S+)?|nodes?|no|clusters?|statefulsets?|sts|storageclass(?:es)?|sc|all|secrets?)(?:[,/ ]|$)/;
const ACCESS =
  /^(?:create|apply|edit|patch|delete|replace|auth reconcile|set subject) ?(?:clusterrolebindings?|clusterroles?|rolebindings?|roles?|serviceaccounts?|sa|csr|validatingwebhookconfigurations?|mutatingwebhookconfigurations?|networkpolic(?:y|ies))(?:[,/ ]|$)/;

const kubectl: Client = {
  values: [
    ...[
      'n',
      'namespace',
      'context',
      'cluster',
      'kubeconfig',
      'user',
      'token',
      'server',
      's',
      'as',
      'as-group',
      'f',
      'filename',
      'k',
      'l',
      'selector',
    ],
    ...[
      'o',
      'output',
      'c',
      'container',
      'grace-period',
      'timeout',
      'image',
      'schedule',
      'p',
      'patch',
      'type',
      'field-selector',
      'replicas',
      'verb',
      'resource',
      'clusterrole',
      'role',
      'serviceaccount',
      'group',
    ],
  ],
  acts: [
    { verbs: GRAVE, kind: 'infra.destroy' },
    { verbs: ACCESS, kind: 'infra.change', flags: ['owner'] },
    { verbs: /^adm policy (?:add|remove)-|^certificate (?:approve|deny)\b/, kind: 'infra.change', flags: ['owner'] },
    { verbs: /^create (?:cronjob|cj)\b/, kind: 'process.schedule', flags: ['persist'] },
    { verbs: /^delete\b/, with: EVERYTHING, kind: 'infra.destroy', flags: ['all'] },
    { verbs: /^delete\b/, with: /(?:^| )(?:-f|-k|--filename|--kustomize)[ =]?\S/, kind: 'infra.destroy' },
    {
      verbs: /^delete (?:deploy(?:ment)?s?|daemonsets?|ds|services?|svc|ingress(?:es)?|ing|configmaps?|cm|hpa|cronjobs?|cj)\b/,
      kind: 'infra.destroy',
    },
    { verbs: /^(?:drain)\b/, kind: 'infra.destroy' },
    { verbs: /^scale\b/, with: /--replicas[= ]0(?: |$)/, kind: 'infra.destroy' },
    {
      verbs: /^get (?:\S+,)?secrets?(?:,|$)/,
      without: /(?:^| )(?:-o|--output)[ =]?(?:yaml|json|jsonpath|go-template|template|custom-columns)/,
      kind: 'secret.read',
    },
    {
      verbs:
        /^(?:delete|cordon|uncordon|taint|apply|create|patch|edit|replace|set|scale|autoscale|label|annotate|expose|rollout (?:undo|restart|pause|resume)|cp)\b/,
      kind: 'infra.change',
    },
    { verbs: /^(?:get|describe|logs|top|explain|diff|rollout status|auth can-i)\b/, kind: 'infra.read' },
  ],
};

const helm: Client = {
  values: [
    'n',
    'namespace',
    'kube-context',
    'kubeconfig',
    'f',
    'values',
    'set',
    'set-string',
    'version',
    'timeout',
    'kube-token',
    'kube-apiserver',
  ],
  acts: [
    { verbs: /^(?:uninstall|delete|del|un)\b/, kind: 'infra.destroy' },
    { verbs: /^(?:install|upgrade|rollback)\b/, kind: 'infra.change' },
  ],
};

const argocd: Client = {
  values: ['server', 'auth-token', 'grpc-web', 'o', 'output'],
  acts: [
    { verbs: /^\w+ (?:delete|rm|remove)\b/, kind: 'infra.destroy' },
    { verbs: /^(?:account|proj role)\b.*\b(?:update|create|generate|add)/, kind: 'infra.change', flags: ['owner'] },
    { verbs: /^app (?:sync|set|rollback|create)\b/, kind: 'infra.change' },
  ],
};

/** Containers come and go; volumes hold what was kept. `-f` is a file to compose and a switch to the rest. */
const engine: Client = {
  values: ['H', 'host', 'c', 'context', 'config', 'file', 'p', 'project-name', 'profile', 'filter', 'time', 'env-file'],
  acts: [
    { verbs: /^(?:volume (?:rm|remove|prune))\b/, kind: 'infra.destroy', flags: ['contents'] },
    { verbs: /^system prune\b/, with: /(?:^| )--volumes(?: |$)/, kind: 'infra.destroy', flags: ['contents', 'all'] },
    {
      verbs: /^(?:compose )?(?:\S+\.ya?ml ){0,8}(?:down|rm)\b/,
      with: /(?:^| )(?:-\w*v\w*|--volumes)(?: |$)/,
      kind: 'infra.destroy',
      flags: ['contents'],
    },
    { verbs: /^system (?:prune|reset)\b/, with: /(?:^| )(?:-\w*a\w*|--all)(?: |$)|reset/, kind: 'infra.destroy', flags: ['all'] },
    { verbs: /^(?:container )?(?:rm|remove|kill|stop)\b/, with: /\0/, kind: 'infra.destroy', flags: ['all'] },
    {
      verbs: /^(?:image |container |network |builder )?(?:rm|rmi|remove|kill|stop|restart|pause|prune|disconnect)\b/,
      kind: 'infra.change',
    },
    { verbs: /^(?:swarm (?:leave|init|join)|node (?:rm|demote|promote)|stack rm|service rm|secret rm|config rm)\b/, kind: 'infra.destroy' },
    { verbs: /^(?:compose )?(?:\S+\.ya?ml ){0,8}(?:up|down|restart|build|create|start)\b/, kind: 'infra.change' },
  ],
};

/** Clients of clusters and container engines; what they run inside is told elsewhere. */
export const clusters: ProgramTable = {
  kubectl: client(kubectl),
  oc: client(kubectl),
  k: client(kubectl),
  k3s: client(kubectl),
  helm: client(helm),
  argocd: client(argocd),
  docker: client(engine),
  podman: client(engine),
  nerdctl: client(engine),
  'docker-compose': client(engine),
  'podman-compose': client(engine),
};
