import { describe, expect, it } from 'vitest';
import { runJob } from '../../../src/secrets/job.ts';

const job = (hex: string) => runJob({ path: 'a', bytes: Buffer.concat([Buffer.from(hex.replaceAll(' ', ''), 'hex'), Buffer.alloc(4000)]) });

describe('a file that is no text', () => {
  it('is told where it begins as a store of keys does', async () => {
    const result = await job('30 82 09 7f 02 01 03 30 82 09 35 06 09 2a 86 48 86 f7 0d 01 07 01 a0 82 09 26');
    expect(result).toMatchObject({ kind: 'scanned', scan: { findings: [{ ruleId: 'secrets.key-store', certainty: 'likely', line: 1 }] } });
  });

  it.each(['89 50 4e 47 0d 0a 1a 0a', '30 82 09 7f 02 01 00 30 0d 06 09 2a 86 48 86 f7 0d 01 01 01'])(
    'is passed by where it begins with %s',
    async (hex) => {
      expect(await job(hex)).toEqual({ kind: 'binary' });
    },
  );
});
