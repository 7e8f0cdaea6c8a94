import type { Program, Run, Word } from '../command.ts';
import { readOptions } from '../options.ts';
import { programName } from '../words.ts';
import { ASKS_FOR_HELP, argumentsOf } from './effects.ts';
import { family } from './family.ts';
import { named } from './system/verbs.ts';

interface SourceRunner {
  /** Options whose value is code. */
  readonly code?: readonly string[];
  /** Words in front of the source: `run`, `eval`. Where it is the second list, what follows is code. */
  readonly verbs?: readonly string[];
  readonly evaluating?: readonly string[];
  /** The endings of its sources. */
  readonly endings: RegExp;
  readonly values?: readonly string[];
  readonly singleDash?: boolean;
}

/** A program that compiles or reads a source and runs it: what the source spells out is what it does. */
const runner =
  ({ code = [], verbs = [], evaluating = [], endings, values = [], singleDash = false }: SourceRunner): Program =>
  (command) => {
    const words = argumentsOf(command);
    if (words.some((word) => ASKS_FOR_HELP.test(word.value))) return {};
    const wrapper = programName(command.words[0]);
    const options = readOptions(words, { values: [...code, ...values], singleDash });
    const [verb, ...behind] = options.operands;
    const coded = (text: Word): Run => ({ kind: 'code', text, language: 'code', wrapper });
    const texts = [...options.all(...code), ...(verb && evaluating.includes(verb.value) ? behind.slice(0, 1) : [])];
    if (texts.length > 0) return { runs: texts.map(coded) };
    const operands = verb && verbs.includes(verb.value) ? behind : options.operands;
    const sources = operands.filter((word) => endings.test(word.value)).slice(0, 8);
    const fed = command.stdin?.text;
    if (sources.length === 0 && fed !== undefined && operands.every((word) => /^(?:-|\/dev\/(?:stdin|fd\/0))$/.test(word.value)))
      return { runs: [coded({ text: fed, value: fed, certainty: 'derived' })] };
    return { runs: sources.map((path): Run => ({ kind: 'file', path, as: 'code', wrapper })) };
  };

const C_VALUES = ['o', 'I', 'L', 'l', 'x', 'D', 'include', 'isystem', 'std', 'march', 'T', 'MF', 'MT', 'e', 'u'];

/** Compilers that run what they compile, interpreters without a reader of their own, and compilers of what is often run in the same call. */
export const sources = family(
  `go v crystal nim zig runghc runhaskell ghc ghci rustc rust-script gcc g++ cc c++ clang clang++ tcc musl-gcc dmd rdmd ldc2 gdc
   java javac jshell kotlin kotlinc scala scala-cli groovy swift swiftc dart csi csc dotnet-script mcs julia elixir iex erl escript
   ocaml guile racket sbcl clojure clj bb gforth gst swipl`,
  () => ({
    go: runner({ verbs: ['run', 'build'], endings: /\.go$/, values: ['o', 'tags', 'ldflags', 'C'], singleDash: true }),
    v: runner({ verbs: ['run', 'crun', 'build'], endings: /\.v(?:sh)?$/, code: ['e'], values: ['o'], singleDash: true }),
    crystal: runner({ verbs: ['run', 'build', 'i'], evaluating: ['eval'], endings: /\.cr$/, values: ['o'] }),
    nim: runner({ verbs: ['c', 'r', 'e', 'compile', 'cpp'], endings: /\.nims?$/, code: ['eval'] }),
    zig: runner({ verbs: ['run', 'build-exe', 'cc'], endings: /\.(?:zig|c)$/ }),
    ...named('runghc runhaskell ghc ghci', runner({ endings: /\.l?hs$/, code: ['e'], values: ['o', 'i', 'X'] })),
    ...named('rustc rust-script', runner({ endings: /\.rs$/, code: ['e'], values: ['o', 'edition', 'C'] })),
    ...named(
      'gcc g++ cc c++ clang clang++ tcc musl-gcc',
      runner({ endings: /\.(?:c|cc|cpp|cxx|m|mm)$/, verbs: ['-run'], values: C_VALUES, singleDash: true }),
    ),
    ...named('dmd rdmd ldc2 gdc', runner({ endings: /\.d$/, code: ['eval'], values: ['of'] })),
    java: runner({ endings: /\.java$/, values: ['cp', 'classpath'], singleDash: true }),
    javac: runner({ endings: /\.java$/, values: ['d', 'cp', 'classpath'], singleDash: true }),
    jshell: runner({ endings: /\.(?:java|jsh)$/ }),
    ...named(
      'kotlin kotlinc scala scala-cli groovy',
      runner({ endings: /\.(?:kts?|scala|sc|groovy)$/, code: ['e'], verbs: ['run'], values: ['d', 'cp'] }),
    ),
    ...named('swift swiftc', runner({ endings: /\.swift$/, code: ['e'], values: ['o'] })),
    dart: runner({ verbs: ['run', 'compile'], endings: /\.dart$/ }),
    ...named('csi csc dotnet-script mcs', runner({ endings: /\.(?:cs|csx)$/ })),
    ...named(
      'julia elixir iex erl escript ocaml guile racket sbcl clojure clj bb gforth gst swipl',
      runner({
        endings: /\.(?:jl|exs?|erl|ml|scm|rkt|lisp|clj|fs|st|pl)$/,
        code: ['e', 'E', 'c', 'eval', 'g', 'expr'],
        values: ['l', 'load', 's'],
        singleDash: true,
      }),
    ),
  }),
);
