import type { Service } from '../service.ts';

/** Engines of containers. Containers come and go; volumes hold what was kept. */
export const ENGINE = (): Service => ({
  values: `H host c context config l log-level tlscacert tlscert tlskey filter format t time s signal n namespace address cgroup-manager
    connection identity url storage-driver root runroot advertise-addr listen-addr token availability force-new-cluster autolock
    network name label driver opt o output d`,
  switches: 'latest i ignore depend no-trunc cascade',
  acts: [
    ['build --push', 'package.publish'],
    ['buildx build|bake --push', 'package.publish'],
    ['run|exec|create|compose|push|cp|login|logout|build|buildx|tag|pull'],
    ['container run|exec|create|cp'],
    ['image push|build|tag|pull'],

    ['volume prune', 'infra.destroy', 'contents', 'all'],
    ['volume rm|remove --all|a', 'infra.destroy', 'contents', 'all'],
    ['volume rm|remove', 'infra.destroy', 'contents'],
    ['system prune --volumes', 'infra.destroy', 'contents', 'all'],
    ['system prune --all|a', 'infra.destroy', 'all'],
    ['system reset', 'infra.destroy', 'all'],
    ['machine rm|reset', 'infra.destroy', 'all'],
    ['kube down --force', 'infra.destroy', 'contents'],
    ['container|pod rm|remove|kill|stop --all|a', 'infra.destroy', 'all'],
    ['rm|rmi|remove|kill|stop --all|a', 'infra.destroy', 'all'],
    ['rm|remove|kill|stop @*\0*', 'infra.destroy', 'all'],
    ['container rm|remove|kill|stop @*\0*', 'infra.destroy', 'all'],

    ['swarm leave', 'infra.destroy'],
    ['swarm join-token|unlock-key', 'secret.read'],
    ['swarm init|join|ca|update|unlock', 'infra.change', 'owner'],
    ['node rm|remove|demote', 'infra.destroy'],
    ['node promote', 'infra.change', 'owner'],
    ['node update', 'infra.change'],
    ['stack rm|remove|down', 'infra.destroy', 'all'],
    ['stack deploy|up', 'infra.change'],
    ['service rm|remove', 'infra.destroy'],
    ['service scale @*=0', 'infra.destroy'],
    ['service create', 'infra.create'],
    ['service update|scale|rollback', 'infra.change'],
    ['secret|config rm|remove', 'infra.destroy'],
    ['plugin install|enable|set|upgrade', 'infra.change', 'owner'],
    ['plugin rm|remove|disable', 'infra.change'],

    ['rm|rmi|remove|kill|stop|restart|pause', 'infra.change'],
    ['container|image|network|builder|buildx|pod|system rm|remove|kill|stop|restart|pause|prune|disconnect', 'infra.change'],
    ['**'],
  ],
});

/** Several containers and what they keep, as a file says. */
export const COMPOSE = (): Service => ({
  values: `f file p project-name profile env-file project-directory parallel ansi progress t timeout s signal scale rmi index e env u user
    w workdir entrypoint pull`,
  switches: 'd remove-orphans build no-deps stop v volumes force-recreate',
  acts: [
    ['exec|run|build|pull|push|config|cp'],
    ['down --volumes|v', 'infra.destroy', 'contents'],
    ['rm --volumes|v', 'infra.destroy', 'contents'],
    // `rm -fsv`: behind the verb the letter of a file is that of force.
    ['rm --f=v|sv|vs', 'infra.destroy', 'contents'],
    ['up --renew-anon-volumes|V', 'infra.change'],
    ['up|down|rm|restart|create|start|stop|kill|pause|unpause|scale|watch', 'infra.change'],
    ['**'],
  ],
});

/** What speaks to the runtime below Kubernetes. */
export const RUNTIME = (): Service => ({
  values: 'r runtime-endpoint i image-endpoint t timeout c config n namespace a address address connect-timeout snapshotter o output',
  acts: [
    ['rm|rmi|rmp|rmpod|stop|stopp --all|a', 'infra.destroy', 'all'],
    ['rmi --prune|q', 'infra.change'],
    ['rm|rmi|rmp|rmpod|stop|stopp', 'infra.change'],
    ['containers|container|c|images|image|i|snapshots|snapshot|tasks|task|t rm|remove|del|delete|kill', 'infra.change'],
    ['namespaces|namespace|ns rm|remove', 'infra.destroy', 'all'],
    ['leases|content rm|remove|prune', 'infra.change'],
    ['**'],
  ],
});

/** Copies of images from registry to registry, and what takes them out of one. */
export const REGISTRY = (): Service => ({
  values: `src-creds dest-creds creds authfile src-cert-dir dest-cert-dir policy override-arch override-os override-variant format platform
    username u password p config`,
  switches: 'all a tls-verify src-tls-verify dest-tls-verify insecure',
  acts: [
    ['delete|del', 'infra.destroy'],
    ['tag|manifest|image|blob|repo|artifact|index delete|del|rm', 'infra.destroy'],
    ['copy * @docker://*', 'package.publish'],
    ['sync --dest=docker', 'package.publish'],
    ['push|append|mutate|rebase|attach', 'package.publish'],
    ['image|artifact copy|push', 'package.publish'],
    ['**'],
  ],
});

export const BUILDAH = (): Service => ({
  values: 'name authfile creds format f file t tag',
  acts: [['run|push|unshare'], ['rm|rmi|prune --all|a', 'infra.destroy', 'all'], ['rm|rmi|prune|delete', 'infra.change'], ['**']],
});

/** Clusters on the machine of whoever works, which are made to be thrown away. */
export const LAPTOP_CLUSTER = (): Service => ({
  values: 'name p profile config image c cluster kubeconfig',
  acts: [
    ['delete|uninstall|destroy', 'infra.destroy', 'all'],
    ['* delete|remove|rm', 'infra.destroy', 'all'],
    ['reset', 'infra.destroy', 'all'],
    ['get kubeconfig', 'infra.read'],
    ['**'],
  ],
});
