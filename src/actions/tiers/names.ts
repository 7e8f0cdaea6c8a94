/**
 * Where something is done: where others rely on it, where it is tried out, or on this very machine, in a cluster or database that
 * is there to be thrown away. Each is a flag of the effects, too.
 */
export type Tier = 'production' | 'staging' | 'local';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const PRODUCTION = set('prod prods production prd');
/** They turn the word behind them: `non-prod`, `pre-production`. */
const BEFORE_PRODUCTION = set('non not pre no post');
const STAGING = set(
  'staging stage stg stag uat qa test tests testing tst dev devel develop development sandbox sbx preview preprod nonprod demo ci e2e review scratch playground lab ephemeral tmp temp',
);
/** Clusters that run on the machine of whoever made them, whatever else they are called. */
const LOCAL_CLUSTER =
  /^(?:kind|k3d|minikube|docker-desktop|docker-for-desktop|desktop-linux|rancher-desktop|colima|orbstack|microk8s|podman-machine)(?:[-_][^./]*)?$/;
const LOOPBACK =
  /(?:^|[^a-z0-9.-])(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|localstack)(?:$|[^a-z0-9.-])/;
const SOCKET = /^(?:unix|npipe|tcp\+unix):|^\/(?:[\w.-]+\/){0,8}[\w.-]*\.?(?:sock|postgresql|mysqld)(?:\/|$)/;
const OWN_MACHINE = /\.local(?:$|[/:])|(?:^|[^a-z0-9])local(?:$|[^a-z0-9])/;
/** What every cluster calls itself. */
const CLUSTER_DOMAIN = /(?:\.svc)?\.cluster\.local\b/g;

const MAX_NAME = 512;

/**
 * What a name says of where it stands, told by whole words in it: `shop-prod`, `ProdStack`, `envs/staging/main.tf`,
 * `postgres://db.test:5432/shop`; `product` says nothing. `live` counts where nothing else speaks.
 */
export function tierNamed(written: string): Tier | undefined {
  const name = written.slice(0, MAX_NAME);
  const lower = name.toLowerCase().replace(CLUSTER_DOMAIN, '');
  if (LOCAL_CLUSTER.test(lower) || LOOPBACK.test(lower) || SOCKET.test(lower)) return 'local';
  const words = wordsOf(name);
  if (words.some((word, at) => PRODUCTION.has(word) && !BEFORE_PRODUCTION.has(words[at - 1] ?? ''))) return 'production';
  if (OWN_MACHINE.test(lower)) return 'local';
  if (words.some((word) => STAGING.has(word) || PRODUCTION.has(word))) return 'staging';
  return words.includes('live') ? 'production' : undefined;
}

/** Lower-cased, without numbers at their ends: `ShopProd2` is `shop` and `prod`. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => (/^[a-z]+\d+$/.test(word) && word !== 'e2e' ? word.replace(/\d+$/, '') : word));
}
