import { describe, expect, it } from 'vitest';
import { effectsOf } from '../../../../support/programs.ts';

const does = (text: string, expected: readonly string[]) => expect(effectsOf(text)).toEqual(expected);

describe('lxc', () => {
  it.each([
    ['lxc delete -f web', ['infra.destroy contents web']],
    ['lxc exec web -- rm -rf /srv', []],
    ['lxc launch ubuntu web -c security.privileged=true', ['process.privilege broad ubuntu']],
    ['lxc list', []],
  ])('%s: %j', does);
});

describe('incus', () => {
  it.each([
    ['incus config device add web root disk source=/ path=/mnt', ['process.privilege broad path=/mnt']],
    ['incus list', []],
    ['incus delete web --force', ['infra.destroy contents web']],
  ])('%s: %j', does);
});

describe('multipass', () => {
  it.each([
    ['multipass delete --all', ['infra.destroy all,contents']],
    ['multipass exec vm -- ls', []],
    ['multipass list', []],
    ['multipass delete vm', ['infra.destroy contents vm']],
  ])('%s: %j', does);
});

describe('vagrant', () => {
  it.each([
    ['vagrant destroy -f', ['infra.destroy all']],
    ['vagrant up', []],
    ["vagrant ssh -c 'rm -rf /srv'", []],
    ['vagrant status', []],
  ])('%s: %j', does);
});

describe('ansible', () => {
  it.each([
    ["ansible all -m shell -a 'rm -rf /var/lib'", ['infra.exec all']],
    ['ansible web -m ping', []],
    ["ansible localhost -m shell -a 'rm -rf /'", ['infra.exec localhost']],
    ["ansible all -a 'chdir=/srv rm -rf /'", ['infra.exec all']],
    ["ansible all -m file -a 'path=/srv state=absent'", ['infra.change delete all']],
  ])('%s: %j', does);
});

describe('ansible-playbook', () => {
  it.each([
    ['ansible-playbook site.yml', ['infra.change site.yml']],
    ['ansible-playbook --check site.yml', []],
    ['ansible-playbook -i inventories/prod site.yml', ['infra.change site.yml']],
  ])('%s: %j', does);
});

describe('ansible-vault', () => {
  it.each([['ansible-vault view s.yml', ['secret.dump']]])('%s: %j', does);
});

describe('ansible-pull', () => {
  it.each([['ansible-pull -U https://x/y.git', ['infra.change from-url https://x/y.git']]])('%s: %j', does);
});

describe('ansible-galaxy', () => {
  it.each([['ansible-galaxy install geerlingguy.docker', ['package.install geerlingguy.docker']]])('%s: %j', does);
});

describe('salt', () => {
  it.each([
    ["salt '*' test.ping", []],
    ["salt '*' cmd.run 'rm -rf /srv'", ['infra.exec *']],
    ["salt '*' state.apply", ['infra.change *']],
    ["salt '*' state.apply test=True", []],
    ["salt '*' pillar.items", ['secret.read']],
  ])('%s: %j', does);
});

describe('salt-call', () => {
  it.each([["salt-call --local cmd.run 'rm -rf /'", ['infra.exec']]])('%s: %j', does);
});

describe('salt-key', () => {
  it.each([
    ['salt-key -D -y', ['infra.destroy all']],
    ['salt-key -L', []],
  ])('%s: %j', does);
});

describe('puppet', () => {
  it.each([
    ['puppet agent --test', ['infra.change']],
    ['puppet agent --test --noop', []],
    ['puppet node clean web1', ['infra.destroy web1']],
    ['puppet resource package vim ensure=absent', ['infra.change delete']],
    ['puppet apply site.pp', ['infra.change site.pp']],
    ['puppet parser validate site.pp', []],
  ])('%s: %j', does);
});

describe('knife', () => {
  it.each([
    ['knife node delete web1', ['infra.destroy web1']],
    ['knife node list', []],
    ["knife node bulk delete '.*'", ['infra.destroy all .*']],
    ["knife ssh 'role:web' 'rm -rf /srv'", ['infra.exec role:web']],
    ['knife data bag show x', []],
  ])('%s: %j', does);
});

describe('openstack', () => {
  it.each([
    ['openstack server delete web', ['infra.destroy web']],
    ['openstack server list', []],
    ['openstack volume delete x', ['infra.destroy contents x']],
    ['openstack role add --user x --project y admin', ['infra.change owner admin']],
    ['openstack server create --flavor x web', ['infra.create web']],
  ])('%s: %j', does);
});

describe('nomad', () => {
  it.each([
    ['nomad job stop -purge web', ['infra.destroy web']],
    ['nomad job run web.nomad', ['infra.change run']],
    ['nomad job status web', []],
    ['nomad alloc exec abc sh', ['infra.exec abc']],
    ['nomad namespace delete x', ['infra.destroy all x']],
  ])('%s: %j', does);
});

describe('consul', () => {
  it.each([
    ['consul kv delete -recurse app', ['infra.destroy all,contents app']],
    ['consul kv get app', ['infra.read app']],
    ['consul kv put a b', ['infra.change a']],
    ['consul acl token create -description x', ['secret.read owner']],
    ['consul members', []],
  ])('%s: %j', does);
});

describe('boundary', () => {
  it.each([
    ['boundary targets list', []],
    ['boundary targets delete -id x', ['infra.destroy owner']],
    ['boundary connect ssh -target-id x', ['infra.exec ssh']],
  ])('%s: %j', does);
});

describe('waypoint', () => {
  it.each([
    ['waypoint destroy', ['infra.destroy all']],
    ['waypoint up', ['infra.change']],
  ])('%s: %j', does);
});

describe('virsh', () => {
  it.each([
    ['virsh list --all', []],
    ['virsh undefine vm --remove-all-storage', ['infra.destroy contents vm']],
    ['virsh destroy vm', ['infra.change vm']],
    ['virsh snapshot-delete vm s1', ['infra.destroy recovery vm']],
  ])('%s: %j', does);
});

describe('vboxmanage', () => {
  it.each([
    ['vboxmanage unregistervm vm --delete', ['infra.destroy contents vm']],
    ['vboxmanage list vms', []],
    ['vboxmanage controlvm vm poweroff', ['infra.change vm']],
  ])('%s: %j', does);
});

describe('qm', () => {
  it.each([
    ['qm destroy 100 --purge', ['infra.destroy contents 100']],
    ['qm list', []],
    ['qm stop 100', ['infra.change 100']],
  ])('%s: %j', does);
});

describe('pct', () => {
  it.each([['pct exec 101 -- ls', ['infra.exec 101']]])('%s: %j', does);
});

describe('pveum', () => {
  it.each([
    ['pveum user add x@pve', ['infra.change owner x@pve']],
    ['pveum user list', []],
  ])('%s: %j', does);
});

describe('pvesm', () => {
  it.each([['pvesm free local:x', ['infra.destroy contents local:x']]])('%s: %j', does);
});
