import { HOLE, literal, type Outcome, type Program, type Word } from '../../../../src/actions/command.ts';
import { pathOperand } from '../../../../src/actions/paths.ts';
import { analyzeShell } from '../../../../src/actions/shell/index.ts';
import type { Knowledge } from '../../../../src/actions/shell/interpreter.ts';
import type { Analysis } from '../../../../src/domain/action.ts';
import type { Shell } from '../../../../src/domain/event.ts';
import { type SettingOptions, setting } from '../../../support/setting.ts';

const notOptions = (words: readonly Word[]) => words.slice(1).filter((word) => !word.value.startsWith('-'));

const shell =
  (name: 'sh' | 'bash'): Program =>
  (command): Outcome => {
    const at = command.words.findIndex((word) => word.value === '-c');
    const text = command.words[at + 1];
    if (at > 0 && text) return { runs: [{ kind: 'shell', text, shell: name, wrapper: name, arguments: command.words.slice(at + 3) }] };
    const [path, ...rest] = notOptions(command.words);
    if (path) return { runs: [{ kind: 'file', path, as: name, wrapper: name, arguments: rest }] };
    return { runs: [{ kind: 'stdin', as: name, wrapper: name }] };
  };

/** A handful of programs, so that these tests speak of the shell alone. */
const programs: Readonly<Record<string, Program>> = {
  rm: (command, at) => ({ effects: notOptions(command.words).map((word) => ({ kind: 'file.delete', operand: pathOperand(word, at) })) }),
  cat: (command, at) => {
    const [path] = notOptions(command.words);
    const stdout = path ? { origin: 'file' as const, path } : command.stdin;
    return { ...(path && { effects: [{ kind: 'file.read', operand: pathOperand(path, at) }] }), ...(stdout && { stdout }) };
  },
  curl: () => ({ effects: [{ kind: 'net.request' }], stdout: { origin: 'downloaded' } }),
  base64: (command) => {
    const text = command.stdin?.text;
    return text === undefined ? {} : { stdout: { origin: 'decoded', text: Buffer.from(text, 'base64').toString() } };
  },
  tee: (command) => ({
    writes: notOptions(command.words).map((path) => ({
      path,
      stream: command.stdin ?? { origin: 'dynamic' },
      append: command.words.some(({ value }) => value === '-a'),
    })),
    ...(command.stdin && { stdout: command.stdin }),
  }),
  sudo: (command) => ({
    effects: [{ kind: 'process.privilege' }],
    runs: [{ kind: 'argv', argv: command.words.slice(1), wrapper: 'sudo' }],
  }),
  xargs: (command) => ({
    runs: [
      {
        kind: 'argv',
        argv: [...command.words.slice(1), ...(command.stdin?.text?.trim().split(/\s+/) ?? [HOLE]).map(literal)],
        wrapper: 'xargs',
        inheritsStdin: false,
      },
    ],
  }),
  python: (command) => {
    const text = command.words[2];
    return text
      ? { runs: [{ kind: 'code', text, language: 'python', wrapper: 'python' }] }
      : { runs: [{ kind: 'stdin', as: 'python', wrapper: 'python' }] };
  },
  ls: () => ({}),
  sh: shell('sh'),
  bash: shell('bash'),
};

const knowledge: Knowledge = {
  programNamed: (name) => (Object.hasOwn(programs, name) ? programs[name] : undefined),
  codeReader: (language) => (language === 'python' ? (text) => ({ effects: [{ kind: 'code.eval', note: text.trim() }] }) : undefined),
};

export function analyze(text: string, options: SettingOptions & { readonly as?: Shell } = {}): Analysis {
  return analyzeShell(text, options.as ?? 'bash', setting(options), 'Bash', knowledge);
}

/** Every effect as one line: kind, what it is on (`?` for a piece that only the run can tell), flags. */
export function effectsOf(text: string, options: SettingOptions & { readonly as?: Shell } = {}): string[] {
  return analyze(text, options).actions.flatMap((action) =>
    action.effects.map((effect) => {
      const operand = effect.operand && (effect.operand.value ?? `?${effect.operand.text}`);
      return [effect.kind, operand, ...(effect.flags ?? [])].filter((piece) => piece !== undefined).join(' ');
    }),
  );
}

/** Every command that is run, as one line; `?` for a hole. */
export function commandsOf(text: string, options: SettingOptions & { readonly as?: Shell } = {}): string[] {
  return analyze(text, options).actions.flatMap((action) =>
    action.invocation ? [action.invocation.argv.join(' ').replaceAll(HOLE, '?')] : [],
  );
}

/** What every `ls` is given, each field in brackets; `?` for a hole. */
export function fieldsOf(text: string, options: SettingOptions = {}): string {
  const calls = analyze(text, options).actions.flatMap(({ invocation }) =>
    invocation?.argv[0] === 'ls' ? [invocation.argv.slice(1)] : [],
  );
  return calls.map((fields) => fields.map((field) => `[${field.replaceAll(HOLE, '?')}]`).join('')).join(' ');
}
