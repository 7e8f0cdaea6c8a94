import { expect, it } from 'vitest';
import { fillMessage, shown } from '../../../src/policy/message.ts';
import { effect, operand } from './fixtures.ts';

const fill = (template: string, text: string, value = text): string =>
  fillMessage(template, {
    effect: { ...effect('file.delete', { ...operand(text, ['home']), value }), note: 'rm -r' },
    action: { tool: 'Bash', invocation: { program: 'rm', argv: [], wrappers: [] }, effects: [] },
  });

it('fills in what was found', () => {
  expect(fill('{{program}}|{{operand}}|{{note}}|{{class}}', '/home/dev')).toBe('rm|/home/dev|rm -r|home');
});
it('says what a word stands for where it is not the same', () => {
  expect(fill('{{operand}}', '~', '/home/dev')).toBe('~ (/home/dev)');
  expect(fill('{{operand}}', 'src', '/home/dev/project/src')).toBe('src');
});
it('says nothing twice where the call names nothing', () => {
  const hit = { effect: { kind: 'infra.destroy', note: 'terraform destroy' }, action: { tool: 'Bash', effects: [] } } as const;
  expect(fillMessage('{{note}} would take away {{operand}}', hit)).toBe('terraform destroy would take away what is there');
  expect(fillMessage('would take away {{operand}}', hit)).toBe('would take away terraform destroy');
});
it('leaves other braces alone, also those that come with what is filled in', () => {
  expect(fill('{{x}} {{operand}}', '{{note}}')).toBe('{{x}} {{note}}');
});
it.each([
  ['a line break', 'a\nb', 'a\\u{a}b'],
  ['an escape sequence', '\u001b[2Jx', '\\u{1b}[2Jx'],
  ['a change of direction', 'a\u202eb', 'a\\u{202e}b'],
  ['a space of no width', 'a\u200bb', 'a\\u{200b}b'],
  ['letters of any language', 'Größe 漢', 'Größe 漢'],
])('shows %s as text', (_name, text, expected) => expect(shown(text)).toBe(expected));
it('cuts what is long', () => expect(shown('x'.repeat(10_000)).length).toBe(160));
it('shows no secret, nor half of one at the cut', () => {
  const token = ['gh', 'p_', 'Zq8mW2xK4vT7nB1cR5yH9jL3dF6gS0aP2uEi'].join('');
  expect(shown(`https://u:${token}@example.com/x`)).not.toContain(token.slice(0, 12));
  expect(shown(`${'x '.repeat(75)}${token}`)).not.toContain(token.slice(0, 6));
});
