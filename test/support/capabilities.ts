import type { Answered, Asked } from '../../src/capabilities/answers.ts';
import { openAdmin } from '../../src/state/admin.ts';
import { signerOf } from '../../src/state/installation.ts';
import { type Fresh, freshInstallation, NOW, random, unwrap } from './installation.ts';

export const HOUR = 3_600_000_000;

export const READ_SOURCES: Asked = {
  type: 'filesystem',
  resource: 'src/**',
  operations: ['read', 'list'],
  constraints: {},
  principal: 'local',
  expiresAt: NOW + HOUR,
};

/** An installation with the administrator of it at work. */
export function administered(fresh: Fresh = freshInstallation()) {
  const { installation, vault, database } = fresh;
  const { id: installId, pepper } = installation;
  const admin = unwrap(openAdmin({ database, installId, timeoutMs: 5000, signer: signerOf(installation), random, vault, pepper }));
  return { ...fresh, admin };
}

export function granted(answered: Answered): string {
  const id = answered.kind === 'granted' ? answered.chain.at(-1)?.id : undefined;
  if (id === undefined) throw new Error(`not granted: ${JSON.stringify(answered)}`);
  return id;
}
