import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { rehearse } from '../../../src/hook/rehearsal.ts';
import { setStage } from '../../../src/hook/stage.ts';

describe('a rehearsal', () => {
  const stage = setStage();
  afterEach(() => stage.strike());

  it('goes the whole way of a call that passes and of one that is denied, and leaves nothing behind', () => {
    expect(rehearse('ls', stage)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(rehearse('ls', stage)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    const denied = rehearse('rm -rf / --no-preserve-root', stage);
    expect(denied?.exitCode).toBe(2);
    expect(denied?.stderr).toContain('filesystem.');
    expect(denied?.stderr).not.toContain('audit.');
    const covered = rehearse('cat src/a.ts', stage, stage.held);
    expect(covered?.stderr).toContain('self-protection.');
    expect(covered?.stderr).not.toContain('capability.');
    expect(rehearse('cat notes.md', stage, stage.held)?.stderr).toContain('cap_fewer does not reach so far');
    stage.strike();
    expect(existsSync(stage.folders.config)).toBe(false);
  });
});
