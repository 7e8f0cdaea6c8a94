import type { Effect } from '../../domain/effect.ts';
import { literal, type Outcome, type Setting, type Word } from '../command.ts';
import { readOptions } from '../options.ts';
import { pathOperand } from '../paths.ts';
import { served } from './network/servers.ts';

const reading = (words: readonly Word[], setting: Setting): Outcome => ({
  effects: words.map((word): Effect => ({ kind: 'file.read', operand: pathOperand(word, setting) })),
});

/** Gives a folder to whoever connects: from everywhere, unless it is bound to an address. */
function serves(rest: readonly Word[], setting: Setting): Outcome {
  const options = readOptions(rest, { values: ['b', 'bind', 'd', 'directory', 'p', 'protocol', 'i'] });
  const bound = options.value('b', 'bind', 'i');
  const here = bound !== undefined && /^(?:127\.|localhost|::1)/.test(bound.value);
  const folder = options.value('d', 'directory') ?? literal('.');
  return served(folder, here, 'http.server', setting);
}

/** What `python -m NAME` does, for the modules that do more than run code of the project. */
export function pythonModule(name: Word, rest: readonly Word[], setting: Setting): Outcome {
  switch (name.value) {
    case 'http.server':
    case 'SimpleHTTPServer':
    case 'CGIHTTPServer':
    case 'pyftpdlib':
      return serves(rest, setting);
    case 'pip':
    case 'pipx':
    case 'uv':
    case 'poetry':
    case 'virtualenv':
    case 'ipython':
    case 'IPython':
    case 'twine':
    case 'awscli':
    case 'alembic':
    case 'flask':
    case 'celery':
    case 'pgcli':
    case 'mycli':
    case 'aerich':
    case 'keyring':
      return { runs: [{ kind: 'argv', argv: [literal(name.value.toLowerCase()), ...rest], wrapper: 'python -m' }] };
    case 'django':
      return { runs: [{ kind: 'argv', argv: [literal('django-admin'), ...rest], wrapper: 'python -m' }] };
    case 'venv':
    case 'ensurepip':
      return {
        effects: readOptions(rest, { values: ['prompt'] }).operands.map(
          (word): Effect => ({
            kind: 'file.write',
            operand: pathOperand(word, setting),
            flags: ['create'],
          }),
        ),
      };
    case 'json.tool': {
      const [source, target] = readOptions(rest, { values: ['indent'] }).operands;
      const written: readonly Effect[] = target ? [{ kind: 'file.write', operand: pathOperand(target, setting) }] : [];
      return { effects: [...(reading(source ? [source] : [], setting).effects ?? []), ...written] };
    }
    case 'py_compile':
    case 'compileall':
    case 'tokenize':
    case 'ast':
    case 'dis':
    case 'base64':
    case 'gzip':
      return reading(readOptions(rest).operands, setting);
    case 'zipfile':
    case 'tarfile': {
      const options = readOptions(rest, { values: ['e', 'c', 'l', 't', 'extract', 'create'] });
      const target = options.has('e', 'extract') ? options.operands.slice(0, 1) : options.all('c', 'create');
      return { effects: target.map((word): Effect => ({ kind: 'file.write', operand: pathOperand(word, setting) })) };
    }
    case 'timeit': {
      const options = readOptions(rest, { values: ['n', 'r', 's', 'u', 'number', 'repeat', 'setup', 'unit'], stopAtOperand: true });
      const statements = [...options.all('s', 'setup'), ...options.operands];
      return { runs: statements.map((text) => ({ kind: 'code', text, language: 'python', wrapper: 'python -m' })) };
    }
    case 'cProfile':
    case 'profile':
    case 'trace':
    case 'pdb':
    case 'coverage':
    case 'runpy': {
      const script = rest.find((word) => word.value.endsWith('.py'));
      return script
        ? { runs: [{ kind: 'file', path: script, as: 'python', wrapper: 'python -m' }] }
        : { effects: [{ kind: 'package.script' }] };
    }
    default:
      return { effects: [{ kind: 'package.script' }] };
  }
}
