import type { Service } from '../service.ts';

/** A private cloud. */
export const OPENSTACK = (): Service => ({
  values: `os-cloud os-region-name os-auth-url os-username os-password os-project-name f format c column sort project domain image flavor
    network key-name security-group user role size name description property remote-ip dst-port protocol`,
  switches: 'all-projects long wait purge',
  acts: [
    ['token issue', 'secret.read'],
    ['** list|show'],
    ['help|complete|versions|catalog|limits|quota show'],
    ['server ssh', 'infra.exec'],
    ['snapshot|backup delete', 'infra.destroy', 'recovery'],
    ['volume snapshot|backup delete', 'infra.destroy', 'recovery'],
    ['volume|container|object|share|database delete', 'infra.destroy', 'contents'],
    ['project purge|delete', 'infra.destroy', 'all'],
    ['stack delete', 'infra.destroy', 'all'],
    [
      'user|role|group|project|application|security|keypair|trust|credential|policy|token add|create|set|remove|delete|revoke|rule|credential|group',
      'infra.change',
      'owner',
    ],
    ['server rebuild', 'infra.destroy', 'contents'],
    ['** delete|purge', 'infra.destroy'],
    ['** create|import|save', 'infra.create'],
    ['**', 'infra.change'],
  ],
});

export const NOMAD = (): Service => ({
  singleDash: true,
  values: 'address region namespace token ca-cert client-cert client-key tls-server-name var var-file task job check-index meta deadline',
  switches: 'purge detach yes y enable disable global force json verbose t i tty',
  acts: [
    ['* status|inspect|list|info|init|validate|plan|history|logs|fs|get|read|self'],
    ['status|monitor|version|agent-info|ui|fmt|plan|validate'],
    ['stop|job stop --purge', 'infra.destroy'],
    ['job stop', 'infra.destroy'],
    ['stop', 'infra.destroy'],
    ['node drain --enable', 'infra.destroy'],
    ['namespace|quota|node delete|purge', 'infra.destroy', 'all'],
    ['volume delete|deregister', 'infra.destroy', 'contents'],
    ['volume snapshot delete', 'infra.destroy', 'recovery'],
    ['var purge', 'infra.destroy', 'contents'],
    ['var get', 'secret.read'],
    ['operator raft remove-peer', 'infra.destroy'],
    ['operator snapshot restore', 'infra.destroy', 'contents'],
    ['acl bootstrap', 'secret.read', 'owner'],
    ['acl ** create|apply|update|delete', 'infra.change', 'owner'],
    ['alloc|exec exec', 'infra.exec'],
    ['exec', 'infra.exec'],
    ['system gc|reconcile', 'infra.change'],
    ['run|job|alloc|deployment|node|scaling|eval|volume|var', 'infra.change'],
    ['**'],
  ],
});

export const CONSUL = (): Service => ({
  singleDash: true,
  values: `http-addr address token token-file datacenter ca-file client-cert client-key namespace partition id name policy-name policy-id
    description rules node service`,
  switches: 'recurse cas detailed keys prefix',
  acts: [
    ['kv delete --recurse', 'infra.destroy', 'contents', 'all'],
    ['kv delete', 'infra.destroy', 'contents'],
    ['kv get|export', 'infra.read'],
    ['snapshot restore', 'infra.destroy', 'contents'],
    ['acl bootstrap', 'secret.read', 'owner'],
    ['acl token create', 'secret.read', 'owner'],
    ['acl ** read|list'],
    ['acl', 'infra.change', 'owner'],
    ['intention list|get|check|match'],
    ['intention', 'infra.change', 'owner'],
    ['leave|force-leave', 'infra.destroy'],
    ['operator raft remove-peer', 'infra.destroy'],
    ['services deregister', 'infra.destroy'],
    ['config|peering|partition|namespace delete', 'infra.destroy'],
    ['exec|lock', 'infra.exec'],
    ['kv put|import', 'infra.change'],
    ['services register', 'infra.change'],
    ['config write', 'infra.change'],
    ['maint|reload|keyring|operator', 'infra.change'],
    ['**'],
  ],
});

/** Access to machines by session, and what runs applications: the smaller tools of the same house. */
export const BOUNDARY = (): Service => ({
  singleDash: true,
  values: 'addr token id scope-id target-id host-id name',
  acts: [
    ['* list|read'],
    ['connect', 'infra.exec'],
    ['** delete', 'infra.destroy', 'owner'],
    ['users|accounts|roles|groups|auth-methods|auth-tokens|credential-stores', 'infra.change', 'owner'],
    ['targets|hosts|host-sets|host-catalogs|scopes|sessions|workers', 'infra.change'],
    ['**'],
  ],
});

export const WAYPOINT = (): Service => ({
  singleDash: true,
  values: 'app project workspace var var-file',
  acts: [
    ['destroy', 'infra.destroy', 'all'],
    ['server uninstall', 'infra.destroy', 'all'],
    ['token new|invite', 'secret.read', 'owner'],
    ['exec', 'infra.exec'],
    ['up|deploy|release|build|config', 'infra.change'],
    ['**'],
  ],
});

/** Keys of machines that a master commands. */
export const SALT_KEY = (): Service => ({
  values: 'c config-dir out log-file l log-level',
  acts: [
    ['** --D|delete-all', 'infra.destroy', 'all'],
    ['** --d|delete', 'infra.destroy'],
    ['** --a|accept|A|accept-all|r|reject|R|reject-all', 'infra.change', 'owner'],
    ['**'],
  ],
});

export const PUPPET = (): Service => ({
  values: 'certname server environment logdest modulepath render-as e execute',
  switches: 'test t verbose v debug d onetime',
  acts: [
    ['** --noop'],
    ['ca|cert|certificate clean|destroy|revoke', 'infra.destroy'],
    ['ca|cert|certificate sign|generate', 'infra.change', 'owner'],
    ['node clean|deactivate|purge', 'infra.destroy'],
    ['module install|upgrade', 'package.install'],
    ['module list|search|changes|build'],
    ['agent --disable|enable', 'infra.change'],
    ['agent|apply|device', 'infra.change'],
    ['resource ** ensure=absent', 'infra.change', 'delete'],
    ['resource ** *=*', 'infra.change'],
    ['**'],
  ],
});

export const KNIFE = (): Service => ({
  values: 'c config s server-url u user k key E environment x ssh-user ssh-password i r run-list secret-file secret N node-name',
  acts: [
    ['** bulk delete', 'infra.destroy', 'all'],
    ['** server delete', 'infra.destroy', 'contents'],
    ['** delete', 'infra.destroy'],
    ['data bag show --secret-file|secret', 'secret.read'],
    ['vault show', 'secret.read'],
    ['ssh|winrm|job', 'infra.exec'],
    ['** show|list|status|search|diff|download'],
    ['acl|user|client|group', 'infra.change', 'owner'],
    ['bootstrap|upload', 'infra.change'],
    ['cookbook|node|role|environment|data|tag upload|edit|create|from|run_list|bag|run|delete', 'infra.change'],
    ['**'],
  ],
});

/** Roles and collections for Ansible, from its own exchange or from wherever an address says. */
export const GALAXY = (): Service => ({
  values: 'r role-file p roles-path s server token api-key collections-path',
  acts: [
    ['** install @*://*', 'package.install', 'from-url'],
    ['** install @git+*', 'package.install', 'from-git'],
    ['** install', 'package.install'],
    ['** publish|import', 'package.publish'],
    ['** delete', 'infra.change', 'delete'],
    ['**'],
  ],
});
