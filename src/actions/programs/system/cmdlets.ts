import type { EffectFlag, EffectKind } from '../../../domain/effect.ts';
import type { ProgramTable } from '../../command.ts';
import { family } from '../family.ts';
import { named, type Verb, verbs } from './verbs.ts';

/** Only tells what it would do. */
const TRIED: Verb = { word: /^-whatif$/i };
const nothing = () => [];

const always = (names: string, kind: EffectKind, ...flags: readonly EffectFlag[]): ProgramTable =>
  named(names, verbs([TRIED, { kind, flags }], { singleDash: true }));
const first = (names: string, ...list: readonly Verb[]): ProgramTable => named(names, verbs([TRIED, ...list], { singleDash: true }));

/** PowerShell's own commands that no program of another system does as well. */
export const cmdlets = family(
  `format-volume initialize-disk new-partition clear-disk reset-physicaldisk remove-partition remove-virtualdisk remove-storagepool
   disable-computerrestore remove-vmsnapshot clear-recyclebin
   remove-localuser new-localuser set-localuser enable-localuser disable-localuser add-localgroupmember remove-localgroupmember
   new-aduser remove-aduser set-aduser disable-adaccount set-adaccountpassword add-adgroupmember remove-adgroupmember remove-adgroup
   remove-adobject remove-adorganizationalunit
   new-netfirewallrule set-netfirewallrule enable-netfirewallrule set-dnsclientserveraddress disable-netfirewallrule
   remove-netfirewallrule disable-netadapter remove-netroute set-netfirewallprofile
   register-scheduledtask set-scheduledtask register-scheduledjob unregister-scheduledtask disable-scheduledtask new-service set-service
   set-mppreference add-mppreference uninstall-windowsfeature disable-windowsoptionalfeature
   remove-azresourcegroup remove-azresource remove-azvm remove-azdisk remove-azsnapshot remove-azstorageaccount
   remove-azstoragecontainer remove-azstorageblob remove-azkeyvault remove-azsqlserver remove-azsqldatabase remove-azakscluster
   remove-azwebapp remove-azvirtualnetwork remove-s3bucket remove-s3object remove-ec2instance remove-rdsdbinstance remove-ddbtable
   remove-lmfunction remove-cfnstack remove-gcsbucket remove-vm`,
  () => ({
    ...always('format-volume initialize-disk new-partition', 'storage.format'),
    ...always('clear-disk reset-physicaldisk', 'storage.wipe'),
    ...always('remove-partition remove-virtualdisk remove-storagepool', 'storage.delete'),
    ...always('disable-computerrestore remove-vmsnapshot', 'storage.delete', 'recovery'),
    'clear-recyclebin': verbs([TRIED, { kind: 'storage.delete', flags: ['recovery'], on: nothing }]),
    ...always(
      `remove-localuser new-localuser set-localuser enable-localuser disable-localuser add-localgroupmember remove-localgroupmember
       new-aduser remove-aduser set-aduser disable-adaccount set-adaccountpassword add-adgroupmember remove-adgroupmember remove-adgroup
       remove-adobject remove-adorganizationalunit`,
      'process.account',
    ),
    ...first('new-netfirewallrule set-netfirewallrule enable-netfirewallrule set-dnsclientserveraddress', {
      kind: 'process.firewall',
      on: nothing,
    }),
    ...first('disable-netfirewallrule remove-netfirewallrule disable-netadapter remove-netroute', {
      kind: 'process.firewall',
      flags: ['disable'],
      on: nothing,
    }),
    ...first(
      'set-netfirewallprofile',
      { word: /^(?:false|\$false)$/i, kind: 'process.firewall', flags: ['disable'], on: nothing },
      { kind: 'process.firewall', on: nothing },
    ),
    ...first('register-scheduledtask set-scheduledtask register-scheduledjob', {
      kind: 'process.schedule',
      flags: ['persist'],
      on: nothing,
    }),
    ...first('unregister-scheduledtask disable-scheduledtask', { kind: 'process.schedule', flags: ['delete'], on: nothing }),
    ...always('new-service', 'process.service', 'persist'),
    ...first('set-service', { word: /^disabled$/i, kind: 'process.service', flags: ['disable'] }, { kind: 'process.service' }),
    ...first('set-mppreference add-mppreference uninstall-windowsfeature disable-windowsoptionalfeature', {
      kind: 'process.service',
      flags: ['disable'],
      on: nothing,
    }),
    ...always(
      `remove-azresourcegroup remove-azresource remove-azvm remove-azdisk remove-azsnapshot remove-azstorageaccount
       remove-azstoragecontainer remove-azstorageblob remove-azkeyvault remove-azsqlserver remove-azsqldatabase remove-azakscluster
       remove-azwebapp remove-azvirtualnetwork remove-s3bucket remove-s3object remove-ec2instance remove-rdsdbinstance remove-ddbtable
       remove-lmfunction remove-cfnstack remove-gcsbucket remove-vm`,
      'infra.destroy',
    ),
  }),
);
