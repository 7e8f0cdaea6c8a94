import { expect, it } from 'vitest';
import { settingsDiff } from '../../../src/cli/settings-diff.ts';

it('a change is shown line by line, whatever the line ends are, and cannot move the cursor', () => {
  expect(settingsDiff('/s.json', '{\r\n  "a": 1\r\n}', '{\r\n  "a": 1,\r\n  "b": "\u001b[2J"\r\n}')).toBe(
    ['/s.json', '@@ line 1', ' {', '-  "a": 1', '+  "a": 1,', '+  "b": "\\u001b[2J"', ' }', '\\ No newline at end of file'].join('\n'),
  );
  expect(settingsDiff('/s.json', undefined, '{}\n')).toBe('/s.json (new)\n@@ line 1\n+{}');
  expect(settingsDiff('/s.json', '{}\n', undefined)).toBe('/s.json (removed)\n@@ line 1\n-{}');
});
