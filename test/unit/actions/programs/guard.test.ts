import { expect, it } from 'vitest';
import { effectsOf } from '../../../support/programs.ts';

it.each([
  ['hookwarden key create --role admin', 'guard.tamper key'],
  ['hookwarden key revoke k1', 'guard.tamper key'],
  ['hookwarden init --yes', 'guard.tamper init'],
  ['hookwarden allow-once abc', 'guard.tamper allow-once'],
  ['hookwarden allow HW-7F3KQ2', 'guard.tamper allow'],
  ['hookwarden pause --for 10m --because x', 'guard.tamper pause'],
  ['hookwarden exceptions revoke g-1', 'guard.tamper exceptions'],
  ['hookwarden admin set-pin --pin-fd 3', 'guard.tamper admin'],
  ['hookwarden hook --host codex', 'guard.tamper hook'],
  ['hookwarden git uninstall', 'guard.tamper git'],
  ['hookwarden clock reset', 'guard.tamper clock'],
  ['hookwarden metrics --textfile /home/ada/.bashrc', 'guard.tamper metrics'],
  ['hookwarden metrics --textfile=.bashrc', 'guard.tamper metrics'],
  ['hookwarden audit erase 3', 'guard.tamper audit'],
  ['hookwarden unlock', 'guard.tamper unlock'],
  ['hookwarden principal import team.yaml', 'guard.tamper principal'],
  ['hookwarden key --name list create', 'guard.tamper key'],
  ['hookwarden capability mode token', 'guard.tamper capability'],
  ['hookwarden capability mode --id=token', 'guard.tamper capability'],
  ['hookwarden capability mode $X', 'guard.tamper capability'],
  ['hookwarden capability keys retire k', 'guard.tamper capability'],
  ['hookwarden capability revocations export', 'guard.tamper capability'],
  ['hookwarden capability list --action revoke-all --id=local', 'guard.tamper capability'],
  ['hookwarden capability validate --action=revoke --id cap_a', 'guard.tamper capability'],
  ['hookwarden key --action=create', 'guard.tamper key'],
  ['hookwarden key list --action create', 'guard.tamper key'],
  ['hookwarden key -$X', 'guard.tamper key'],
  ['hookwarden --cwd launcher policy trust', 'guard.tamper launcher'],
  ['hookwarden --cwd check policy trust', 'guard.tamper check'],
  ['hookwarden --cwd rules policy trust', 'guard.tamper rules'],
])('the guard is changed by %s', (text, expected) => {
  expect(effectsOf(text)).toEqual([expected]);
});

it.each([
  'hookwarden',
  'hookwarden key create --help',
  'hookwarden launcher',
  'hookwarden git pre-commit',
  'hookwarden audit verify',
  'hookwarden audit search decision:deny since:2h',
  'hookwarden audit tail --follow',
  'hookwarden audit stats --by day',
  'hookwarden audit gaps',
  'hookwarden why 3',
  'hookwarden metrics',
  'hookwarden key list',
  'hookwarden exceptions list --json',
  'hookwarden capability show cap_a',
  'hookwarden capability mode',
  'hookwarden capability keys',
  'hookwarden capability keys list --json',
  'hookwarden capability keys export',
  'hookwarden can developer tool:Bash',
  'hookwarden audit --count 5',
  'hookwarden policy lint',
  'hookwarden principal --json',
  'hookwarden status --json',
  'hookwarden rules test',
  'hookwarden --help',
])('and only looked at by %s', (text) => {
  expect(effectsOf(text)).toEqual([]);
});

it('asking it what it would say is a probe', () => {
  expect(effectsOf('hookwarden check ls')).toEqual(['guard.probe check']);
  expect(effectsOf('hookwarden explain ls')).toEqual(['guard.probe explain']);
  expect(effectsOf("hookwarden capability validate cap_a --command 'npm test'")).toEqual(['guard.probe capability']);
});
