import { describe, expect, it } from 'vitest';
import { type Ownership, permissionFault } from '../../../src/policy/permissions.ts';

const FILE = '/c/policy.yaml';
const fault = (layer: 'managed' | 'user' | 'project', file: Partial<Ownership>, folder: Partial<Ownership> = {}) =>
  permissionFault(layer, FILE, ['/c'], {
    uid: 1000,
    gid: 1000,
    isPrivateGroup: (gid) => gid === 1000,
    stat: (path) => ({
      mode: 0o644,
      uid: layer === 'managed' ? 0 : 1000,
      gid: layer === 'managed' ? 0 : 1000,
      ...(path === FILE ? file : folder),
    }),
  })?.mend;

describe('a policy file is trusted', () => {
  it.each<[string, 'managed' | 'user' | 'project', Partial<Ownership>, Partial<Ownership>, string | undefined]>([
    ['when its owner alone may write', 'user', {}, {}, undefined],
    ["when the user's own group may write", 'user', { mode: 0o664 }, { mode: 0o775 }, undefined],
    ['not when a shared group may write', 'user', { mode: 0o664, gid: 50 }, {}, `chmod g-w ${FILE}`],
    ['not when everyone may write', 'user', { mode: 0o666 }, {}, `chmod o-w ${FILE}`],
    ['not when everyone may write to its folder', 'user', {}, { mode: 0o777 }, 'chmod o-w /c'],
    ['when it lies in a folder that everyone shares by the sticky bit', 'user', {}, { mode: 0o1777, uid: 0, gid: 1000 }, undefined],
    ['not when it is another user’s', 'user', { uid: 1001 }, {}, `sudo chown 1000 ${FILE}`],
    ['when it is root’s', 'user', { uid: 0 }, {}, undefined],
    ['as the managed layer only when it is root’s', 'managed', { uid: 1000 }, {}, `sudo chown 0 ${FILE}`],
    ['as the managed layer not when a group may write', 'managed', { mode: 0o664, gid: 1000 }, {}, `chmod g-w ${FILE}`],
    ['as the managed layer when root’s group may write', 'managed', { mode: 0o664 }, {}, undefined],
    ['as the project’s whatever its mode, for it only tightens', 'project', { mode: 0o666, uid: 1001 }, {}, undefined],
  ])('%s', (_name, layer, file, folder, expected) => expect(fault(layer, file, folder)).toBe(expected));

  it('not when nothing is known of it', () => {
    expect(permissionFault('user', FILE, ['/c'], { uid: 1, gid: 1, isPrivateGroup: () => true, stat: () => undefined })?.path).toBe(FILE);
  });
});
