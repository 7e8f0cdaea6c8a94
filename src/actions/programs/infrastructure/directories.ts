import { family } from '../family.ts';
import { type Act, type Service, service } from './service.ts';

const ldap =
  (...act: Act) =>
  (): Service => ({
    values: 'H D w y b s h p U Y R X o e',
    switches: 'x Z W c n v S A M',
    names: 'f',
    acts: [['-n'], act, ['']],
  });

const SAMBA = (): Service => ({
  values: 'U username H password',
  acts: [
    [
      'user|group|computer|ou|dns|domain|gpo add|create|delete|setpassword|enable|disable|addmembers|removemembers|unlock|join|demote',
      'process.account',
    ],
    [''],
  ],
});

const FREE_IPA = (): Service => ({
  values: 'password first last cn',
  acts: [['*-show|*-find|*-status'], ['user-*|group-*|sudorule-*|sudocmd-*|hbacrule-*|role-*|host-*|service-*', 'process.account'], ['']],
});

const KERBEROS = (): Service => ({
  values: 'p r',
  acts: [
    [
      '-q=*addprinc*|*add_principal*|*delprinc*|*delete_principal*|*modprinc*|*modify_principal*|*cpw*|*change_password*|*ktadd*',
      'process.account',
    ],
    [''],
  ],
});

/** Directories that say who is who for a whole organisation. */
export const directories = family('ldapadd ldapmodify ldapdelete ldappasswd ldapmodrdn samba-tool ipa kadmin.local', () => ({
  ldapadd: service(ldap('', 'process.account')),
  ldapmodify: service(ldap('', 'process.account')),
  ldapdelete: service(ldap('', 'process.account', 'delete')),
  ldappasswd: service(ldap('', 'process.account')),
  ldapmodrdn: service(ldap('', 'process.account')),
  'samba-tool': service(SAMBA),
  ipa: service(FREE_IPA),
  'kadmin.local': service(KERBEROS),
}));
