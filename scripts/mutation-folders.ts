/** What is mutated, and which tests it is held against: those in memory alone, since each mutant runs the ones that reach it. */
export interface Mutated {
  /** Below `src/`. */
  readonly folder: string;
  /** Globs. */
  readonly tests: readonly string[];
  /** Mutants that no test can tell from the program, or that none should. */
  readonly accepted: readonly { readonly where: string; readonly because: string }[];
}

export const MUTATED: readonly Mutated[] = [
  {
    folder: 'validation',
    tests: ['test/unit/validation/*.test.ts'],
    accepted: [
      { where: 'embedded.ts', because: 'A path always has a first part; its default is there for the types.' },
      { where: 'refusal.ts', because: 'Cutting a name before it is searched for secrets bounds the work, not the outcome.' },
      { where: 'shape.ts', because: 'What the schema library names is never empty, and no schema of an event has a list in it.' },
      {
        where: 'shape.ts',
        because: 'A path of a fault leads through objects alone: whatever else is asked of a value on it is asked in vain.',
      },
      { where: 'validate.ts', because: 'A function that ends without a word gives undefined, as the one that says so.' },
    ],
  },
  {
    folder: 'authentication',
    tests: ['test/unit/authentication/*.test.ts'],
    accepted: [
      {
        where: 'authenticate.ts',
        because: 'No number is at least an end that is not there: the question whether it is there is asked twice.',
      },
      {
        where: 'key.ts',
        because: 'A text of the right form has an id and a secret; how many random bytes are drawn at once changes no key.',
      },
      { where: 'claim.ts', because: 'A field without a value is stored as none; where a path has no folder, it does not matter why.' },
    ],
  },
  {
    folder: 'authorization',
    tests: ['test/unit/authorization/*.test.ts'],
    accepted: [
      { where: 'bounds.ts', because: 'No operation is of two types of resources, so that what is of another type is handed on nothing.' },
      { where: 'hours.ts', because: 'Where there are no hours, none of them is closed: the question spares work.' },
      { where: 'resources.ts', because: 'A list that speaks of neither paths nor hosts gives them all: leaving it out spares work.' },
      {
        where: 'resources.ts',
        because: 'A single file is reached by a glob that takes it away, or by none: looking again tells nothing new.',
      },
    ],
  },
  { folder: 'governance', tests: ['test/unit/governance/*.test.ts'], accepted: [] },
  {
    folder: 'audit',
    tests: ['test/unit/audit/!(mutations).test.ts', 'test/unit/state/{prune,sealing,spool,verified}.test.ts'],
    accepted: [],
  },
  {
    folder: 'actions/shell',
    tests: [
      'test/unit/actions/shell/!(bounds).test.ts',
      'test/unit/actions/{content,context,paths,unread}.test.ts',
      'test/unit/actions/self-protection/guard.test.ts',
      'test/unit/actions/standing/forms.test.ts',
      'test/unit/actions/programs/{files,find,interpreters,sources,wrappers}.test.ts',
      'test/unit/policy/rules.test.ts',
      'test/golden/reasons.test.ts',
    ],
    accepted: [
      {
        where: 'arithmetic.ts',
        because: 'An expanded word is as certain as its text tells, whatever the word says that its variable holds.',
      },
      { where: 'builtins/input.ts', because: 'As for arithmetic.' },
      {
        where: 'builtins/variables.ts',
        because: 'Of a word that is no assignment and no alias all pieces are missing: the questions after each are there for the types.',
      },
      {
        where: 'parsing.ts',
        because: 'How much is read bounds the work: a text that is long enough to show it is read for longer than a mutant is given.',
      },
      {
        where: 'follow.ts',
        because: 'The words of a command that a program runs in turn are expanded already: it makes no difference which variables it sees.',
      },
      {
        where: 'commands.ts',
        because: 'What it asks of the budget bounds the work; the tests of that take too long to be run for each change.',
      },
      { where: 'redirections.ts', because: 'As for commands; what closes an output has no file that could be added to.' },
      {
        where: 'expansion.ts',
        because: 'As for commands; what braces expand to is parsed as the words of one command, and holds nothing else.',
      },
      {
        where: 'parameters.ts',
        because: 'Where a value goes on into a word, the word says anew how it is written and how far it is known.',
      },
      { where: 'braces.ts', because: 'A step is one or minus one times a number, and what lies just behind the end of a text is no sign.' },
      {
        where: 'substitution.ts',
        because: 'The parser always gives the script of a substitution; that it may not is there for the types.',
      },
      { where: 'obfuscation.ts', because: 'A name has parts, and a look at its text that spares the look at them changes nothing.' },
      { where: 'made.ts', because: 'Whether anything was written, read or fetched at all is asked first: it spares work.' },
      {
        where: 'code.ts',
        because: 'An action that another one is made of is there, and only what the network or a decoder prints has an origin of its own.',
      },
    ],
  },
];
