import { family } from '../family.ts';
import { ansible, playbook, pulled } from './ansible.ts';
import { answered } from './answered.ts';
import { knifed, salt, saltCall } from './fleet-commands.ts';
import { service } from './service.ts';
import { BOUNDARY, CONSUL, GALAXY, KNIFE, NOMAD, OPENSTACK, PUPPET, SALT_KEY, WAYPOINT } from './tables/fleets.ts';
import { MULTIPASS, PROXMOX, PROXMOX_ACCESS, SYSTEM_CONTAINERS, VAGRANT, VBOXMANAGE, VIRSH } from './tables/machines.ts';
import { CDK, PACKER, PULUMI, SERVERLESS, TERRAFORM } from './tables/stacks.ts';

const [terraform, serverless, lxc, proxmox] = [
  answered(service(TERRAFORM)),
  service(SERVERLESS),
  service(SYSTEM_CONTAINERS),
  service(PROXMOX),
];

/** Tools that make infrastructure what a file says it is, and that command machines. */
export const provisioning = family(
  `terraform tofu terragrunt tf cdktf pulumi cdk serverless sls sst packer ansible ansible-playbook ansible-pull ansible-galaxy
   salt salt-ssh salt-call salt-key puppet knife openstack nomad consul boundary waypoint vagrant virsh vboxmanage multipass lxc
   incus qm pct pvesm pvesh pvecm pveum`,
  () => ({
    terraform,
    tofu: terraform,
    terragrunt: terraform,
    tf: terraform,
    cdktf: terraform,
    pulumi: answered(service(PULUMI)),
    cdk: answered(service(CDK)),
    serverless,
    sls: serverless,
    sst: serverless,
    packer: service(PACKER),
    ansible,
    'ansible-playbook': playbook,
    'ansible-pull': pulled,
    'ansible-galaxy': service(GALAXY),
    salt,
    'salt-ssh': salt,
    'salt-call': saltCall,
    'salt-key': service(SALT_KEY),
    puppet: service(PUPPET),
    knife: knifed(service(KNIFE)),
    openstack: service(OPENSTACK),
    nomad: service(NOMAD),
    consul: service(CONSUL),
    boundary: service(BOUNDARY),
    waypoint: service(WAYPOINT),
    vagrant: service(VAGRANT),
    virsh: service(VIRSH),
    vboxmanage: service(VBOXMANAGE),
    multipass: service(MULTIPASS),
    lxc,
    incus: lxc,
    qm: proxmox,
    pct: proxmox,
    pvesm: proxmox,
    pvesh: proxmox,
    pvecm: proxmox,
    pveum: service(PROXMOX_ACCESS),
  }),
);
