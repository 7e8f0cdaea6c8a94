import type { Service } from '../service.ts';

/** A resource however it is named: alone, with its group, in a list, in front of a name. */
const kinds = (names: string): string =>
  names
    .split(' ')
    .flatMap((name) => [name, `${name}/*`, `${name}.*`, `${name},*`, `*,${name}`])
    .join('|');

/** What takes everything inside it away. */
const WHOLE = kinds(
  'namespace namespaces ns project projects node nodes no cluster clusters crd crds customresourcedefinition customresourcedefinitions all',
);
/** What data lies in. */
const DATA = kinds(
  'pv pvs persistentvolume persistentvolumes pvc pvcs persistentvolumeclaim persistentvolumeclaims statefulset statefulsets sts storageclass storageclasses sc volumesnapshot volumesnapshots',
);
/** What is made again by what made it. */
const PASSING = kinds('pod pods po job jobs replicaset replicasets rs event events ev lease leases endpoints ep');
const ACCESS = kinds(
  `clusterrolebinding clusterrolebindings clusterrole clusterroles rolebinding rolebindings role roles serviceaccount serviceaccounts sa csr
   certificatesigningrequests validatingwebhookconfiguration validatingwebhookconfigurations mutatingwebhookconfiguration
   mutatingwebhookconfigurations networkpolicy networkpolicies netpol podsecuritypolicies apiservice apiservices`.replace(/\s+/g, ' '),
);
const SECRETS = kinds('secret secrets');
const VALUES = '--output|o|template=*yaml*|*json*|*template*|*custom-columns*|*{*';

export const KUBECTL = (): Service => ({
  values: `n namespace context cluster kubeconfig user token server s as-group as-uid request-timeout v cache-dir certificate-authority
    client-certificate client-key filename k kustomize l selector o output c container grace-period timeout image schedule p patch type
    field-selector replicas verb resource clusterrole role serviceaccount group address port target-port name overrides env labels
    from-literal from-file from-env-file docker-server docker-username docker-password template sort-by field-manager raw since tail
    patch-file subresource current-replicas max min cpu-percent to-revision to revision resource-name pod-running-timeout duration
    audience accept-hosts as`,
  names: 'f filename k kustomize',
  switches: 'A all-namespaces now wait ignore-not-found show-labels w watch R prune cascade local overwrite',
  acts: [
    ['exec|run|debug|cp|rsh|rsync'],
    [`delete ${WHOLE}`, 'infra.destroy', 'all'],
    [`delete ${DATA}`, 'infra.destroy', 'contents'],
    [`create|apply|edit|patch|delete|replace|label|annotate ${ACCESS}`, 'infra.change', 'owner'],
    ['auth reconcile', 'infra.change', 'owner'],
    ['set subject', 'infra.change', 'owner'],
    ['adm|policy policy|add-role-to-user|add-cluster-role-to-user|remove-role-from-user|add-scc-to-user', 'infra.change', 'owner'],
    ['certificate approve|deny', 'infra.change', 'owner'],
    ['create token', 'secret.read'],
    ['create cronjob|cronjobs|cj', 'process.schedule', 'persist'],

    ['delete --all', 'infra.destroy', 'all'],
    ['delete --all-namespaces|A', 'infra.destroy', 'all'],
    ['delete --raw=*/namespaces/?*', 'infra.destroy', 'all'],
    [`delete ${PASSING}`, 'infra.change'],
    ['delete', 'infra.destroy'],
    ['adm drain', 'infra.destroy'],
    ['adm prune --confirm', 'infra.destroy', 'all'],
    ['drain', 'infra.destroy'],
    ['scale --replicas=0', 'infra.destroy'],
    ['replace --force', 'infra.destroy'],
    ['apply --prune', 'infra.destroy', 'all'],
    ['apply|create|replace --f|filename|k|kustomize=*://*|github.com/*', 'infra.change', 'from-url'],

    ['config view --raw|flatten', 'secret.dump'],
    [`get ${SECRETS} ${VALUES} --all-namespaces|A`, 'secret.dump'],
    [`get ${SECRETS} ${VALUES}`, 'secret.read'],
    ['get --raw=*/secrets*', 'secret.read'],
    ['extract', 'secret.read'],
    ['whoami --t|show-token', 'secret.read'],
    ['proxy --address=0.0.0.0|*:*', 'net.listen', 'broad'],
    ['port-forward --address=0.0.0.0', 'net.listen', 'broad'],
    ['attach', 'infra.exec'],
    ['create namespace|ns|project', 'infra.create'],
    ['new-project|new-app', 'infra.create'],
    ['rollout status|history', 'infra.read'],
    ['set env --list', 'infra.read'],
    [
      'cordon|uncordon|taint|apply|create|patch|edit|replace|set|scale|autoscale|label|annotate|expose|rollout|rollback|start-build|import-image',
      'infra.change',
    ],
    ['adm cordon|uncordon|taint', 'infra.change'],
    ['get|describe|logs|top|explain|diff|auth|api-resources|api-versions|cluster-info|events|wait|version', 'infra.read'],
    ['**'],
  ],
});

export const HELM = (): Service => ({
  values: `n namespace kube-context kubeconfig f values set set-string set-file set-json version timeout kube-token kube-apiserver
    kube-as-user o output repo username password p ca-file cert-file key-file post-renderer description history-max max revision`,
  switches: 'install atomic wait cleanup-on-fail reuse-values reset-values create-namespace devel i keep-history',
  acts: [
    ['uninstall|delete|del|un', 'infra.destroy'],
    ['plugin install|update', 'package.install'],
    ['plugin uninstall|list', 'infra.read'],
    ['secrets view|dec|decrypt|cat', 'secret.dump'],
    ['get|status|history|list|ls|show|search|template|lint|diff', 'infra.read'],
    ['install|upgrade @* http://*|https://*', 'infra.change', 'from-url'],
    ['install|upgrade|rollback', 'infra.change'],
    ['test', 'infra.exec'],
    ['**'],
  ],
});

export const HELMFILE = (): Service => ({
  values: 'f file e environment n namespace l selector kube-context state-values-set state-values-file set values args concurrency',
  acts: [['destroy|delete', 'infra.destroy', 'all'], ['apply|sync|charts', 'infra.change'], ['**']],
});

export const ARGOCD = (): Service => ({
  values: `server auth-token o output grpc-web-root-path project p dest-server dest-namespace repo path revision l selector resource kind
    resource-name group username password new-password current-password account config plugin env timeout`,
  switches: 'grpc-web insecure plaintext core prune cascade async',
  acts: [
    ['login --password', 'secret.write', 'argument'],
    ['app|appset delete|rm', 'infra.destroy', 'all'],
    ['app delete-resource', 'infra.destroy'],
    ['app sync --prune', 'infra.destroy'],
    ['app sync --replace', 'infra.destroy'],
    ['cluster|proj rm|remove|delete', 'infra.destroy', 'all'],
    ['repo|repocreds|cert|gpg rm|remove|delete', 'infra.destroy'],
    ['cluster add', 'infra.change', 'owner'],
    ['account generate-token', 'secret.read', 'owner'],
    ['proj role create-token', 'secret.read', 'owner'],
    ['account update-password|delete-token', 'infra.change', 'owner'],
    ['proj role|allow-* create|add-policy|add-group|delete', 'infra.change', 'owner'],
    ['admin initial-password', 'secret.read'],
    ['admin export', 'secret.dump'],
    ['admin import', 'infra.change', 'all'],
    ['app sync|set|unset|rollback|create|patch|edit|patch-resource|terminate-op|actions', 'infra.change'],
    ['appset create|update', 'infra.change'],
    ['proj create|edit|set|add-*|remove-*', 'infra.change', 'owner'],
    ['** list|get|diff|history|logs|manifests|resources|wait', 'infra.read'],
    ['**'],
  ],
});

export const FLUX = (): Service => ({
  values: 'n namespace context kubeconfig source path branch url interval components owner repository token-auth timeout kind name',
  acts: [
    ['uninstall', 'infra.destroy', 'all'],
    ['delete', 'infra.destroy'],
    ['bootstrap', 'infra.change', 'owner'],
    ['create secret', 'secret.write'],
    ['create --export', 'infra.read'],
    ['create|install|suspend|resume|reconcile|push|tag', 'infra.change'],
    ['**'],
  ],
});

export const ISTIOCTL = (): Service => ({
  values: 'n namespace i istioNamespace context c kubeconfig f filename set s revision r',
  acts: [
    ['uninstall --purge', 'infra.destroy', 'all'],
    ['uninstall', 'infra.destroy'],
    ['operator|tag remove', 'infra.destroy'],
    ['install|upgrade', 'infra.change'],
    ['tag set|generate', 'infra.change'],
    ['create-remote-secret', 'secret.read'],
    ['**'],
  ],
});

export const VELERO = (): Service => ({
  values: 'n namespace kubecontext kubeconfig from-backup include-namespaces exclude-namespaces selector l ttl schedule o storage-location',
  switches: 'confirm all wait',
  acts: [
    ['backup|schedule|snapshot-location|backup-location|repo delete', 'infra.destroy', 'recovery'],
    ['delete backup|backups|schedule|schedules|backup-location', 'infra.destroy', 'recovery'],
    ['uninstall', 'infra.destroy', 'recovery'],
    ['schedule pause', 'infra.destroy', 'recovery'],
    ['restore create', 'infra.change'],
    ['create restore', 'infra.change'],
    ['restore delete', 'infra.change'],
    ['backup create', 'infra.create'],
    ['**'],
  ],
});

export const CALICOCTL = (): Service => ({
  values: 'c config f filename n namespace o output context',
  acts: [
    ['delete', 'infra.destroy', 'owner'],
    ['apply|create|patch|replace|label', 'infra.change', 'owner'],
    ['ipam|datastore release|configure|lock|unlock', 'infra.change'],
    ['**'],
  ],
});

/** What makes a node of a machine, and unmakes it. */
export const KUBEADM = (): Service => ({
  values: 'config kubeconfig token certificate-key cri-socket',
  acts: [
    ['reset', 'infra.destroy', 'all'],
    ['token create|list', 'secret.read'],
    ['kubeconfig user', 'secret.read'],
    ['init|join', 'infra.change', 'owner'],
    ['upgrade apply|node', 'infra.change'],
    ['certs renew', 'infra.change'],
    ['**'],
  ],
});

export const ETCDCTL = (): Service => ({
  values: 'endpoints cacert cert key user password command-timeout dial-timeout w write-out data-dir name limit',
  switches: 'prefix from-key keys-only',
  acts: [
    ['get */secrets*', 'secret.dump'],
    ['get', 'infra.read'],
    ['del --prefix|from-key', 'infra.destroy', 'contents', 'all'],
    ['del', 'infra.destroy', 'contents'],
    ['snapshot restore', 'infra.destroy', 'contents'],
    ['member remove', 'infra.destroy'],
    ['auth disable|enable', 'infra.change', 'owner'],
    ['user|role add|delete|passwd|grant-role|revoke-role|grant-permission|revoke-permission', 'infra.change', 'owner'],
    ['put|txn|compaction|defrag|lease|move-leader|restore', 'infra.change'],
    ['member add|update|promote', 'infra.change'],
    ['**'],
  ],
});

export const KOPS = (): Service => ({
  values: 'name state cloud zones node-count node-size config f filename',
  switches: 'yes cloudonly',
  acts: [
    ['delete', 'infra.destroy', 'all'],
    ['replace|update|rolling-update|upgrade|edit|promote|distrust --yes', 'infra.change', 'unattended'],
    ['create cluster|instancegroup|ig', 'infra.create'],
    ['create', 'infra.change'],
    ['get secrets', 'secret.dump'],
    ['export kubeconfig'],
    ['**'],
  ],
});
