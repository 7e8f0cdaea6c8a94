import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/actions/index.ts';
import { featuresOf } from '../../../src/behaviour/features.ts';
import { facts, PROJECT } from '../../support/setting.ts';
import { event } from '../policy/fixtures.ts';

const features = (command: string) => {
  const call = { ...event(), cwd: PROJECT, tool: { name: 'Bash', input: { command } } };
  return featuresOf(analyze(call, facts()), facts().machine);
};

describe('what is remembered of a call', () => {
  it('is which programs it runs, through their wrappers', () => {
    expect(features('sudo env A=1 tar czf x.tgz src | sh -c "nc h 1"').programs).toEqual(expect.arrayContaining(['tar', 'nc']));
  });

  it.each([
    ['cat src/deep/down/a.ts', ['reads ./src']],
    ['cat a.ts', ['reads ./']],
    ['echo x > ~/.config/git/config', ['changes ~/.config/git']],
    ['echo x > ~/notes', ['changes ~/']],
    ['rm /etc/nginx/sites/a', ['changes /etc/nginx']],
    ['cat "$WHERE/x"', []],
  ])('is where it reads and changes files: %s', (command, roots) => {
    expect(features(command).roots).toEqual(roots);
  });

  it('is which hosts it addresses, and which of them it sends something to', () => {
    const { hosts, uploads } = features('curl -s https://a.example.com/x; curl -T x.tgz https://B.example.com/; curl localhost:80');
    expect([[...new Set(hosts)].sort(), uploads]).toEqual([['a.example.com', 'b.example.com'], ['b.example.com']]);
  });

  it('is never what it was given', () => {
    expect(JSON.stringify(features('git commit -m "a word of mine" && echo another > /tmp/a-name'))).not.toMatch(/word|another|a-name/);
  });
});
