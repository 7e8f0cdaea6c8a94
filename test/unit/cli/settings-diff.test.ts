import { expect, it } from 'vitest';
import { settingsDiff } from '../../../src/cli/settings-diff.ts';

it('a change is shown line by line, whatever the line ends are, and cannot move the cursor', () => {
  expect(settingsDiff('/s.json', '{\r\n  "a": 1\r\n}', '{\r\n  "a": 1,\r\n  "b": "\u001b[2J"\r\n}')).toBe(
    ['/s.json', '@@ line 1', ' {', '-  "a": 1', '+  "a": 1,', '+  "b": "\\u001b[2J"', ' }', '\\ No newline at end of file'].join('\n'),
  );
  expect(settingsDiff('/s.json', undefined, '{}\n')).toBe('/s.json (new)\n@@ line 1\n+{}');
  expect(settingsDiff('/s.json', '{}\n', undefined)).toBe('/s.json (removed)\n@@ line 1\n-{}');
});

it('a secret in settings is not shown, nor the middle of a line that nobody could read', () => {
  const token = ['AKIA', 'Q3EGRJ5WZ7VXNB2L'].join('');
  const shown = settingsDiff(
    '/s.json',
    `{\n  "env": { "AWS_ACCESS_KEY_ID": "${token}" }\n}\n`,
    `{\n  "env": { "AWS_ACCESS_KEY_ID": "${token}" },\n  "hooks": {}\n}\n`,
  );
  expect(shown).not.toContain(token);
  expect(shown).toContain('+  "hooks": {}');
  const long = settingsDiff('/s.json', '{}', `{"a":"${'x '.repeat(10_000)}","hooks":{}}`);
  expect(long).toMatch(/^\+\{"a":"x [^\n]* … \d+ characters … [^\n]*"hooks":\{\}\}$/m);
  expect(long.length).toBeLessThan(5000);
});
