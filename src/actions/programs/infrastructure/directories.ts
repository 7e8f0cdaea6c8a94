import type { ProgramTable } from '../../command.ts';
import { client } from './acts.ts';

const LDAP = ['H', 'D', 'w', 'W', 'y', 'f', 'b', 's', 'h', 'p', 'U', 'Y', 'R', 'X', 'o', 'e', 'c'];

const ldap = (verb: string) =>
  client({
    values: LDAP,
    names: ['f'],
    acts: [{ verbs: /^/, without: /(?:^| )-n(?: |$)/, kind: 'process.account', flags: verb === 'delete' ? ['delete'] : [] }],
  });

/** Directories that say who is who for a whole organisation. */
export const directories: ProgramTable = {
  ldapadd: ldap('add'),
  ldapmodify: ldap('modify'),
  ldapdelete: ldap('delete'),
  ldappasswd: ldap('passwd'),
  ldapmodrdn: ldap('rename'),
  'samba-tool': client({
    values: ['U', 'H', 'username', 'password'],
    acts: [
      {
        verbs:
          /^(?:user|group|computer|ou|dns|domain|gpo) (?:add|create|delete|setpassword|enable|disable|addmembers|removemembers|unlock|join|demote)\b/,
        kind: 'process.account',
      },
    ],
  }),
  ipa: client({
    values: ['password', 'first', 'last', 'cn'],
    acts: [
      {
        verbs: /^(?:user|group|sudorule|sudocmd|hbacrule|role|host|service)-(?:add|mod|del|add-\w+|remove-\w+|enable|disable)\b/,
        kind: 'process.account',
      },
    ],
  }),
  'kadmin.local': client({
    values: ['q', 'p', 'r'],
    acts: [{ verbs: /^/, with: /\b(?:addprinc|add_principal|delprinc|modprinc|cpw|change_password|ktadd)\b/, kind: 'process.account' }],
  }),
};
