import { describe, expect, it } from 'vitest';
import { formTable } from '../../../../src/actions/standing/table.ts';
import { lines, standingOfCommand } from '../../../support/standing.ts';
import { READS, UNKNOWN, WORKS } from './forms.ts';

describe('a command line that only reads', () => {
  it.each(lines(READS))('%s', (command) => expect(standingOfCommand(command)).toBe('reads'));
});

describe('a command line of everyday work', () => {
  it.each(lines(WORKS))('%s', (command) => expect(standingOfCommand(command)).toBe('works'));
});

describe('a command line that is not known', () => {
  it.each(lines(UNKNOWN))('%s', (command) => expect(standingOfCommand(command)).toBe('unknown'));
});

it('more than 250 forms are known, and as many command lines tried', () => {
  const forms = Object.values(formTable()).flatMap((program) => Object.keys(program.forms));
  expect(forms.length).toBeGreaterThan(250);
  expect(lines(READS).length).toBeGreaterThan(250);
});
