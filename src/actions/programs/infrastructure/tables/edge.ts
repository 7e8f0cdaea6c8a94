import type { Service } from '../service.ts';

export const FLARECTL = (): Service => ({
  values: 'zone name id content type ttl notes account-id',
  names: 'zone',
  switches: 'everything proxy',
  acts: [
    ['zone|z delete', 'infra.destroy', 'all'],
    ['zone|z purge', 'infra.change'],
    ['firewall|f rules create|delete|update|create-or-update', 'infra.change', 'owner'],
    ['user|u info', 'infra.read'],
    ['dns|d create|create-or-update|update|c|o|u', 'infra.change'],
    ['** delete|d|del', 'infra.destroy'],
    ['** list|l|info|i|export|check|plan|settings|certs|keyless|railgun|records', 'infra.read'],
  ],
});

/** Opening a tunnel is told elsewhere; this is what stays at the account. */
export const CLOUDFLARED = (): Service => ({
  values: 'config credentials-file cred-file url hostname origincert loglevel logfile token name overwrite-dns',
  acts: [
    ['tunnel delete|cleanup', 'infra.destroy'],
    ['tunnel token', 'secret.read'],
    ['access token', 'secret.read'],
    ['tunnel route', 'infra.change', 'owner'],
    ['tunnel create', 'infra.create'],
    ['tunnel list|info|ingress', 'infra.read'],
    ['tunnel|access|version|update|login|proxy-dns|service|tail|help'],
  ],
});

/** DNS from files: what the files no longer hold goes away. */
export const DNSCONTROL = (): Service => ({
  values: 'config creds domains providers v no-purge notify report variable diff2',
  names: 'domains',
  acts: [
    ['preview|check|ppreview|print-ir|write-types|version|fmt|check-creds|shell-completion'],
    ['get-zones|get-zone', 'infra.read'],
    ['create-domains', 'infra.create'],
    ['push|ppush --no-populate|no-purge', 'infra.change'],
    ['push|ppush', 'infra.change', 'unattended'],
  ],
});

export const OCTODNS = (): Service => ({
  values: 'config-file source target',
  acts: [['--doit --force', 'infra.change', 'unattended', 'force'], ['--doit', 'infra.change', 'unattended'], ['']],
});

export const FASTLY = (): Service => ({
  names: 's service-id service-name',
  values: 'profile t token o profile version comment',
  switches: 'autoclone j json v verbose accept-defaults i non-interactive',
  acts: [
    ['profile token', 'secret.read'],
    ['auth-token create', 'secret.read', 'owner'],
    ['profile|whoami|version|update|pops|ip-list|config'],
    ['compute init|build|serve|validate|pack|hash-files|metadata'],
    ['service purge', 'infra.change'],
    ['purge', 'infra.change'],
    ['service delete', 'infra.destroy', 'all'],
    ['kv-store|object-storage|secret-store|config-store delete', 'infra.destroy', 'contents'],
    ['logging ** delete', 'infra.destroy', 'audit'],
    ['secret-store-entry create|update|recreate', 'secret.write'],
    ['acl-entry|acl|user|auth-token create|update|delete', 'infra.change', 'owner'],
    ['** delete', 'infra.destroy'],
    ['** list|describe|search|status|stats', 'infra.read'],
    ['log-tail|stats', 'infra.read'],
    ['** create', 'infra.create'],
  ],
});
