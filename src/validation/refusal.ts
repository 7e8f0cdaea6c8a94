import type { Finding } from '../domain/finding.ts';
import type { Addressee } from '../domain/host.ts';
import type { ScanFault } from '../domain/json-scan.ts';
import { redactSecrets } from '../domain/secrets/redact.ts';
import type { Limits } from './limits.ts';

export type RefusalReason = ScanFault['reason'] | 'too-large' | 'not-closed' | 'not-utf8' | 'not-an-object' | 'missing-field' | 'bad-field';

/** Why stage 1 let the input go no further. */
export interface Refusal {
  readonly finding: Finding;
  /** Absent where not even the event's name can be trusted. */
  readonly addressee?: Addressee;
}

type Path = readonly (string | number)[];

/** `where` is said in the message after what is wrong. */
export function refuse(reason: RefusalReason, where: string, limits: Limits): Refusal {
  const { what, instead } = explain(reason, limits);
  return {
    finding: {
      stage: 'validation',
      ruleId: `validation.${reason}`,
      severity: 'high',
      decision: 'deny',
      message: `The event ${what}${where === '' ? '' : ` (${where})`}.`,
      instead,
    },
  };
}

const AGAIN = 'Try the call again; if it is refused again, the host or something between it and this hook alters its events.';
const SMALLER = 'Split the call into smaller ones.';

function explain(reason: RefusalReason, limits: Limits): { readonly what: string; readonly instead: string } {
  switch (reason) {
    case 'empty':
      return { what: 'is empty: nothing came on standard input', instead: AGAIN };
    case 'not-closed':
      return { what: 'did not end in time: standard input was never closed', instead: AGAIN };
    case 'not-json':
      return { what: 'is not JSON', instead: AGAIN };
    case 'truncated':
      return { what: 'is cut off: the JSON ends too early', instead: AGAIN };
    case 'not-utf8':
      return { what: 'is not UTF-8', instead: AGAIN };
    case 'nul':
      return { what: 'holds a NUL character, which programs read in different ways', instead: 'Leave the NUL character out.' };
    case 'lone-surrogate':
      return { what: 'holds half a surrogate pair, which is no character', instead: 'Leave the broken character out.' };
    case 'duplicate-key':
      return { what: 'names a field twice, so that two readers may read two different events', instead: 'Name each field once.' };
    case 'reserved-key':
      return { what: 'has a field whose name is reserved by JavaScript', instead: 'Give the field another name.' };
    case 'too-large':
      return { what: `is larger than ${limits.bytes} bytes`, instead: SMALLER };
    case 'too-deep':
      return { what: `is nested deeper than ${limits.depth} levels`, instead: SMALLER };
    case 'too-many-values':
      return { what: `holds more than ${limits.values} values`, instead: SMALLER };
    case 'key-too-long':
      return { what: `has a field name longer than ${limits.keyLength} characters`, instead: 'Give the field a shorter name.' };
    case 'not-an-object':
      return { what: 'is JSON, but not an object', instead: AGAIN };
    case 'missing-field':
      return { what: 'lacks a field', instead: 'Send the event with this field.' };
    case 'bad-field':
      return { what: 'has a field of the wrong form', instead: 'Send the field as it is described.' };
  }
}

const SHOWN = 40;
/** As far as a secret in a name reaches. */
const MAX_READ = 1024;

/** `tool_input.edits[2].old_string`; long and odd names are cut and quoted. */
export function formatPath(path: Path): string {
  return path
    .map((part, i) => {
      if (typeof part === 'number') return `[${part}]`;
      const told = redactSecrets(part.slice(0, MAX_READ), ({ kind }) => `<${kind}>`);
      const name = told.length > SHOWN ? `${told.slice(0, SHOWN)}…` : told;
      return /^\w+…?$/.test(name) ? `${i === 0 ? '' : '.'}${name}` : `[${JSON.stringify(name)}]`;
    })
    .join('');
}
