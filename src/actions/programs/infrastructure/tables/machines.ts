import type { Service } from '../service.ts';

/** Machines that a file describes, on the machine of whoever works: made to be thrown away, as far as that file goes. */
export const VAGRANT = (): Service => ({
  values: 'provider provision-with name c command',
  acts: [
    ['destroy', 'infra.destroy', 'all'],
    ['box remove|prune', 'infra.change'],
    ['snapshot delete', 'infra.change', 'delete'],
    ['snapshot restore|pop', 'infra.change'],
    ['**'],
  ],
});

export const VIRSH = (): Service => ({
  values: 'c connect domain pool vol file xml snapshotname mode timeout storage',
  names: 'domain pool vol snapshotname',
  switches: 'remove-all-storage wipe-storage delete-storage-volume-snapshots snapshots-metadata nvram managed-save graceful',
  acts: [
    ['undefine --remove-all-storage|storage|wipe-storage', 'infra.destroy', 'contents'],
    ['vol-delete|vol-wipe|pool-delete', 'infra.destroy', 'contents'],
    ['snapshot-delete|checkpoint-delete', 'infra.destroy', 'recovery'],
    ['snapshot-revert', 'infra.destroy', 'contents'],
    ['undefine|net-undefine|pool-undefine|secret-undefine|iface-undefine|nodedev-destroy', 'infra.destroy'],
    ['secret-get-value', 'secret.read'],
    ['qemu-agent-command|qemu-monitor-command', 'infra.exec'],
    ['destroy|reset', 'infra.change'],
    ['shutdown|reboot|suspend|define|create|start|edit|attach-*|detach-*|set*|migrate|net-*|pool-*|vol-*|managedsave*', 'infra.change'],
    ['**'],
  ],
});

export const VBOXMANAGE = (): Service => ({
  values: 'type name basefolder ostype size format username password exe groups snapshot',
  switches: 'delete delete-all register',
  acts: [
    ['unregistervm --delete|delete-all', 'infra.destroy', 'contents'],
    ['unregistervm', 'infra.destroy'],
    ['closemedium --delete', 'infra.destroy', 'contents'],
    ['snapshot * delete', 'infra.destroy', 'recovery'],
    ['snapshot * restore|restorecurrent', 'infra.destroy', 'contents'],
    ['guestcontrol', 'infra.exec'],
    ['controlvm|modifyvm|storageattach|natnetwork|hostonlyif|sharedfolder', 'infra.change'],
    ['**'],
  ],
});

export const MULTIPASS = (): Service => ({
  values: 'n name c cpus d disk m memory cloud-init timeout',
  acts: [
    ['delete --all', 'infra.destroy', 'all', 'contents'],
    ['delete|purge', 'infra.destroy', 'contents'],
    ['restore', 'infra.destroy', 'contents'],
    ['stop|restart|suspend|set|umount|mount|transfer', 'infra.change'],
    ['**'],
  ],
});

/** Containers that are whole machines. */
export const SYSTEM_CONTAINERS = (): Service => ({
  values: 'c config p profile s storage n network t type project target description',
  acts: [
    ['launch|init|create|copy @* --c|config=security.privileged*', 'process.privilege', 'broad'],
    ['config set ** security.privileged=true', 'process.privilege', 'broad'],
    ['config set ** security.privileged true', 'process.privilege', 'broad'],
    ['config device add ** source=/', 'process.privilege', 'broad'],
    ['profile device add ** source=/', 'process.privilege', 'broad'],
    ['exec|shell|file'],
    ['delete|rm --all', 'infra.destroy', 'all', 'contents'],
    ['delete|rm', 'infra.destroy', 'contents'],
    ['storage delete|rm', 'infra.destroy', 'contents'],
    ['storage volume|bucket delete|rm', 'infra.destroy', 'contents'],
    ['snapshot delete|rm', 'infra.destroy', 'recovery'],
    ['project|cluster|network|profile|image delete|rm|remove', 'infra.destroy'],
    ['restore|rebuild', 'infra.destroy', 'contents'],
    ['snapshot restore', 'infra.destroy', 'contents'],
    ['config trust add|remove', 'infra.change', 'owner'],
    ['list|ls|info|show|console|monitor|version|remote|image|launch|init|start|create|query'],
    ['* list|ls|show|info|get'],
    ['stop|restart|move|mv|rename|config|profile|network|storage|publish|copy|cp', 'infra.change'],
    ['**'],
  ],
});

/** Virtual machines and containers of Proxmox. */
export const PROXMOX = (): Service => ({
  values: 'storage node target snapname timeout format',
  switches: 'purge destroy-unreferenced-disks skiplock overrule-shutdown',
  acts: [
    ['destroy', 'infra.destroy', 'contents'],
    ['delsnapshot', 'infra.destroy', 'recovery'],
    ['rollback', 'infra.destroy', 'contents'],
    ['guest exec', 'infra.exec'],
    ['guest passwd', 'infra.change', 'owner'],
    ['exec|enter|push|pull', 'infra.exec'],
    ['free|remove', 'infra.destroy', 'contents'],
    ['delnode', 'infra.destroy', 'all'],
    ['delete', 'infra.destroy'],
    [
      'stop|reset|shutdown|reboot|suspend|resume|set|migrate|move*|resize|template|clone|create|restore|unlink|disk|snapshot|start',
      'infra.change',
    ],
    ['**'],
  ],
});

/** Accounts and rights of Proxmox. */
export const PROXMOX_ACCESS = (): Service => ({
  values: 'password comment email roles tokens users groups privs',
  acts: [['* list|permissions'], ['** token add', 'secret.read', 'owner'], ['* *', 'infra.change', 'owner'], ['**']],
});
