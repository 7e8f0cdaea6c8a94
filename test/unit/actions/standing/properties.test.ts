import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Form } from '../../../../src/actions/standing/form.ts';
import { findForm } from '../../../../src/actions/standing/lookup.ts';
import { formTable } from '../../../../src/actions/standing/table.ts';
import { lines, standingOfCommand } from '../../../support/standing.ts';
import { READS, UNKNOWN, WORKS } from './forms.ts';

const shapeOf = (form: Form | string): Form => (typeof form === 'string' ? { options: form } : form);
const forms = Object.entries(formTable()).flatMap(([name, program]) =>
  Object.entries(program.forms).map(([words, form]) => ({
    name,
    program,
    words: words === '' ? [] : words.split(' '),
    form: shapeOf(form),
  })),
);
const listed = forms.filter(({ form }) => !form.check && !form.options?.includes('-*'));
const reading = fc.constantFrom(...lines(READS).filter((line) => !/<|>|&$/.test(line)));
const any = fc.constantFrom(...lines(`${READS}${WORKS}`).filter((line) => !line.includes('<<')));

describe('the table of forms', () => {
  it('finds every form by the words that it is listed under', () => {
    const lost = listed.filter(({ program, words, form }) => {
      const needed = form.needs?.split(' ')[0]?.replace(/=$/, '=x');
      return !findForm(program, needed === undefined ? words : [...words, needed]);
    });
    expect(lost.map(({ name, words }) => [name, ...words].join(' '))).toEqual([]);
  });

  it('knows no form with an option that is not listed (property)', () => {
    const option = fc.stringMatching(/^--[a-z]{3,8}-zz[a-z]{0,4}(?:=[a-z/]{1,8})?$/);
    fc.assert(
      fc.property(fc.constantFrom(...listed), option, ({ program, words }, unknown) => {
        expect(findForm(program, [...words, unknown])).toBeUndefined();
        expect(findForm(program, [...words, 'operand', unknown])).toBeUndefined();
      }),
      { numRuns: 3000 },
    );
  });

  it('lists no option that is known to write or to run', () => {
    const dangerous =
      /^(?:--(?:output-file|exec|exec-batch|pre|hostname-bin|ext-diff|open-files-in-pager|upload-pack|receive-pack|compress-program|to-command|checkpoint-action|toolexec|rulesdir|require|init-script|eval|pager|editor)|-exec|-toolexec|-vettool|-delete|-ok|-okdir|-fprint)$/;
    const found = forms.flatMap(({ name, program, words, form }) =>
      `${program.before ?? ''} ${program.common ?? ''} ${form.options ?? ''} ${form.works ?? ''}`
        .split(/\s+/)
        .map((option) => option.replace(/=.*$/, ''))
        .filter((option) => dangerous.test(option))
        .map((option) => [name, ...words, option].join(' ')),
    );
    expect(found).toEqual([]);
  });
});

describe('what only reads', () => {
  it('does so no more where its output goes into a file (property)', () => {
    fc.assert(
      fc.property(
        reading,
        fc.constantFrom('>', '>>', '>|', '&>', '2>'),
        fc.constantFrom('out.txt', '/tmp/x', '/etc/x', '~/x', '"$X"'),
        (line, sign, file) => {
          const standing = standingOfCommand(`{ ${line}; } ${sign} ${file}`);
          expect(standing).not.toBe('reads');
          if (!/^(?:out|\/tmp)/.test(file)) expect(standing).toBe('unknown');
        },
      ),
      { numRuns: 600 },
    );
  });

  it('still does where its output goes nowhere, or on to another of the kind (property)', () => {
    fc.assert(
      fc.property(reading, reading, (left, right) => {
        expect(standingOfCommand(`${left} 2>/dev/null | wc -l; ${right}`)).toBe('reads');
      }),
      { numRuns: 300 },
    );
  });
});

it('one part that is not known makes the whole call unknown, wherever it stands (property)', () => {
  const unknown = fc.constantFrom(
    ...lines(UNKNOWN).filter(
      (line) => /^[\w ./-]+$/.test(line) && !/^(?:bash|sh|exec|cd|source|trap|unset|export|env|xargs|nohup)\b/.test(line),
    ),
  );
  const joined = fc.constantFrom(
    (left: string, right: string) => `${left}; ${right}`,
    (left: string, right: string) => `${right} && ${left}`,
    (left: string, right: string) => `${left} | ${right}`,
    (left: string, right: string) => `if ${left}; then ${right}; fi`,
    (left: string, right: string) => `(${right}) & ${left}`,
    (left: string, right: string) => `echo "$(${right})"; ${left}`,
    (left: string, right: string) => `f() { ${right}; }; ${left}; f`,
    (left: string, right: string) => `for i in a b; do ${right}; done; ${left}`,
    (left: string, right: string) => `${left} <(${right})`,
    (left: string, right: string) => `bash -c '${right}'; ${left}`,
    (left: string, right: string) => `timeout 5 ${right}; ${left}`,
  );
  fc.assert(
    fc.property(any, unknown, joined, (known, other, join) => {
      expect(standingOfCommand(join(known, other))).toBe('unknown');
    }),
    { numRuns: 1500 },
  );
});
