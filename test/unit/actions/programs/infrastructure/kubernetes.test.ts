import { describe, expect, it } from 'vitest';
import { effectsOf } from '../../../../support/programs.ts';

const does = (text: string, expected: readonly string[]) => expect(effectsOf(text)).toEqual(expected);

describe('kind', () => {
  it.each([
    ['kind delete cluster', ['infra.destroy all cluster']],
    ['kind get clusters', []],
  ])('%s: %j', does);
});

describe('minikube', () => {
  it.each([
    ['minikube delete --all', ['infra.destroy all']],
    ['minikube kubectl -- delete ns x', []],
    ['minikube start', []],
  ])('%s: %j', does);
});

describe('k3d', () => {
  it.each([
    ['k3d cluster delete dev', ['infra.destroy all dev']],
    ['k3d cluster list', []],
  ])('%s: %j', does);
});

describe('colima', () => {
  it.each([
    ['colima delete', ['infra.destroy all']],
    ['colima start', []],
  ])('%s: %j', does);
});

describe('kubectl', () => {
  it.each([
    ['kubectl get pods -A', ['infra.read pods']],
    ['kubectl get secrets', ['infra.read secrets']],
    ['kubectl get secret db -o yaml', ['secret.read db']],
    ['kubectl get secret/db -ojson', ['secret.read']],
    ['kubectl get secret db -o jsonpath={.data.password}', ['secret.read db']],
    ['kubectl get cm,secret -o yaml', ['secret.read']],
    ['kubectl get secrets -A -o json', ['secret.dump']],
    ['kubectl get configmap x -o yaml', ['infra.read configmap']],
    ['kubectl delete pod web-1', ['infra.change web-1']],
    ['kubectl delete pods --all', ['infra.destroy all pods']],
    ['kubectl delete pods -l app=web', ['infra.change']],
    ['kubectl delete pod --field-selector=status.phase==Failed -A', ['infra.destroy all pod']],
    ['kubectl delete namespace shop', ['infra.destroy all shop']],
    ['kubectl delete ns/shop', ['infra.destroy all']],
    ['kubectl -n shop delete deployment,service web', ['infra.destroy deployment,service']],
    ['kubectl delete pvc data-0', ['infra.destroy contents data-0']],
    ['kubectl delete crd certificates.cert-manager.io', ['infra.destroy all certificates.cert-manager.io']],
    ['kubectl delete -f app.yaml', ['infra.destroy app.yaml']],
    ['kubectl delete -k overlays/prod', ['infra.destroy overlays/prod']],
    ['kubectl delete deploy web --dry-run=client', []],
    ['kubectl delete all --all -n shop', ['infra.destroy all']],
    ['kubectl delete --raw /api/v1/namespaces/shop', ['infra.destroy all']],
    ['kubectl delete postgresql.acid.zalan.do shop', ['infra.destroy postgresql.acid.zalan.do']],
    ['kubectl drain node-1 --ignore-daemonsets', ['infra.destroy node-1']],
    ['kubectl cordon node-1', ['infra.change node-1']],
    ['kubectl scale deploy/web --replicas=0', ['infra.destroy deploy/web']],
    ['kubectl scale deploy/web --replicas 3', ['infra.change deploy/web']],
    ['kubectl replace --force -f app.yaml', ['infra.destroy app.yaml']],
    ['kubectl apply -f app.yaml', ['infra.change app.yaml']],
    ['kubectl apply -f https://example.org/x.yaml', ['infra.change from-url https://example.org/x.yaml']],
    ['kubectl apply --prune -l app=web -f .', ['infra.destroy all .']],
    ['kubectl diff -f app.yaml', ['infra.read app.yaml']],
    ['kubectl create clusterrolebinding x --clusterrole=cluster-admin --serviceaccount=a:b', ['infra.change owner x']],
    ['kubectl create token sa1', ['secret.read sa1']],
    ['kubectl auth can-i delete pods', ['infra.read can-i']],
    ['kubectl auth reconcile -f rbac.yaml', ['infra.change owner rbac.yaml']],
    ['kubectl certificate approve csr1', ['infra.change owner csr1']],
    ['kubectl create cronjob x --image=y --schedule=daily', ['process.schedule persist x']],
    ['kubectl exec web -- rm -rf /data', ['infra.exec web']],
    [`kubectl run x --image=alpine --overrides='{"spec":{"hostPID":true}}'`, ['infra.create x', 'process.privilege broad']],
    ['kubectl run x --image=alpine --privileged -- sh', ['infra.create x', 'process.privilege broad']],
    ['kubectl debug node/n1 -it --image=alpine', ['infra.create node/n1', 'process.privilege broad']],
    ['kubectl cp web:/etc/passwd ./passwd', ['file.write /home/ada/code/shop/passwd']],
    ['kubectl cp ~/.aws/credentials web:/tmp/c', ['file.read recursive /home/ada/.aws/credentials']],
    ['kubectl port-forward svc/web 8080:80', []],
    ['kubectl port-forward --address 0.0.0.0 svc/web 8080:80', ['net.listen broad svc/web']],
    ['kubectl proxy --address=0.0.0.0 --accept-hosts=.*', ['net.listen broad']],
    ['kubectl config view --raw', ['secret.dump']],
    ['kubectl config view', []],
    ['kubectl config use-context prod', []],
    ['kubectl rollout restart deploy/web', ['infra.change restart']],
    ['kubectl rollout status deploy/web', ['infra.read deploy/web']],
    ['kubectl set image deploy/web web=x:1', ['infra.change image']],
    ['kubectl logs -f web-1', ['infra.read web-1']],
    [`kubectl patch pv x -p '{"a":1}'`, ['infra.change pv']],
    ['kubectl -n shop cp web:/etc/passwd ./passwd', ['file.write /home/ada/code/shop/passwd']],
  ])('%s: %j', does);
});

describe('oc', () => {
  it.each([
    ['oc whoami -t', ['secret.read']],
    ['oc adm policy add-cluster-role-to-user cluster-admin eve', ['infra.change owner add-cluster-role-to-user']],
    ['oc delete project shop', ['infra.destroy all shop']],
    ['oc new-project x', ['infra.create x']],
    ['oc get pods', ['infra.read pods']],
    ['oc rsh web ls', ['infra.exec web']],
  ])('%s: %j', does);
});

describe('helm', () => {
  it.each([
    ['helm uninstall shop', ['infra.destroy shop']],
    ['helm upgrade --install shop ./chart', ['infra.change shop']],
    ['helm rollback shop 2', ['infra.change shop']],
    ['helm template shop ./chart', ['infra.read shop']],
    ['helm upgrade shop ./chart --dry-run', []],
    ['helm list -A', ['infra.read']],
    ['helm push chart.tgz oci://r', ['package.publish chart.tgz']],
    ['helm repo add x https://e', []],
    ['helm secrets view s.yaml', ['secret.dump s.yaml']],
  ])('%s: %j', does);
});

describe('helmfile', () => {
  it.each([
    ['helmfile destroy', ['infra.destroy all']],
    ['helmfile -e prod apply', ['infra.change']],
    ['helmfile diff', []],
    ['helmfile template', []],
  ])('%s: %j', does);
});

describe('kustomize', () => {
  it.each([['kustomize build overlays/prod', []]])('%s: %j', does);
});

describe('argocd', () => {
  it.each([
    ['argocd app delete shop', ['infra.destroy all shop']],
    ['argocd app sync shop --prune', ['infra.destroy shop']],
    ['argocd app sync shop', ['infra.change shop']],
    ['argocd app get shop', ['infra.read shop']],
    ['argocd account generate-token', ['secret.read owner']],
    ['argocd cluster rm x', ['infra.destroy all x']],
  ])('%s: %j', does);
});

describe('flux', () => {
  it.each([
    ['flux uninstall', ['infra.destroy all']],
    ['flux delete kustomization x', ['infra.destroy kustomization']],
    ['flux reconcile kustomization x', ['infra.change kustomization']],
    ['flux get all', []],
    ['flux suspend kustomization x', ['infra.change kustomization']],
  ])('%s: %j', does);
});

describe('istioctl', () => {
  it.each([
    ['istioctl uninstall --purge -y', ['infra.destroy all']],
    ['istioctl analyze', []],
    ['istioctl install', ['infra.change']],
  ])('%s: %j', does);
});

describe('velero', () => {
  it.each([
    ['velero backup delete nightly --confirm', ['infra.destroy recovery nightly']],
    ['velero restore create --from-backup nightly', ['infra.change']],
    ['velero backup get', []],
    ['velero schedule delete nightly', ['infra.destroy recovery nightly']],
  ])('%s: %j', does);
});

describe('calicoctl', () => {
  it.each([
    ['calicoctl delete networkpolicy x', ['infra.destroy owner networkpolicy']],
    ['calicoctl get nodes', []],
  ])('%s: %j', does);
});

describe('kubeadm', () => {
  it.each([
    ['kubeadm reset -f', ['infra.destroy all']],
    ['kubeadm token create --print-join-command', ['secret.read']],
    ['kubeadm version', []],
    ['kubeadm init', ['infra.change owner']],
  ])('%s: %j', does);
});

describe('etcdctl', () => {
  it.each([
    ['etcdctl del --prefix /', ['infra.destroy all,contents /']],
    ['etcdctl get /registry/secrets/default/db', ['secret.dump']],
    ['etcdctl member list', []],
    ['etcdctl snapshot restore s.db', ['infra.destroy contents s.db']],
    ['etcdctl snapshot save s.db', []],
  ])('%s: %j', does);
});

describe('kops', () => {
  it.each([
    ['kops delete cluster --name x --yes', ['infra.destroy all cluster']],
    ['kops get cluster', []],
  ])('%s: %j', does);
});
