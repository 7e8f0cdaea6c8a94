import type { Match, Shape } from '../domain/secrets/shape.ts';
import { saysAbout } from './names.ts';
import { SERVICE_NAMES, UUID_SERVICES } from './service-names.ts';
import { strengthOf } from './value.ts';

const NAMES: ReadonlySet<string> = new Set(SERVICE_NAMES);
const LONGEST_NAME = Math.max(...SERVICE_NAMES.map((name) => name.length));

const CREDENTIAL = '(?:secret|private|access|api|auth|key|token|client|credential|account|pass|code|crumb)s?';
const IS_CREDENTIAL = new RegExp(`(?:^|[^A-Za-z]|[a-z](?=[A-Z]))${CREDENTIAL}(?![a-z])`, 'i');
/** In front of what another service's numbered secrets have: the number of the application. */
const VALUE = '((?:\\d{8,20}\\|)?[0-9A-Za-z][0-9A-Za-z_+/=.~-]{15,511})(?![0-9A-Za-z])';
/** The rest of a name that begins with the service's, a sign that assigns, blanks, or a hyphen that the value hangs on. */
const NAMED = new RegExp(
  `([0-9A-Za-z_.-]{0,40}?)(["'\`\\])]{0,3}[ \\t]{0,8}(?:=>|:=|==?|:)[ \\t]{0,24}|[ \\t]{1,4}|-)["'\`]?${VALUE}`,
  'y',
);
/** Words that say a credential of the service follows, perhaps on the next line. */
const SAID = new RegExp(
  `[^\\n=:;,(){}<>/@#]{0,24}?(?:(?<![A-Za-z])|(?<=[a-z]))${CREDENTIAL}(?![a-z])[^\\n=:;,(){}<>/@#]{0,16}?[-\\s:='"\`]{1,4}${VALUE}`,
  'iy',
);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Of a commit, a package, a picture: lock files give them to names of services. */
const DIGEST = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Of an application that was registered: no number, and no UUID, which everything has. */
const OPAQUE = /^(?=[0-9A-Za-z]{20,64}$)(?=.*[g-zG-Z])/;

/** The service whose name stands there, and what is given to it. */
function matchService(text: string, at: number): Match | undefined {
  const service = serviceAt(text, at);
  if (service === undefined) return undefined;
  const end = at + service.length;
  return valueBehind(NAMED, text, end, service) ?? valueBehind(SAID, text, end, service);
}

function serviceAt(text: string, at: number): string | undefined {
  const head = text.slice(at, at + LONGEST_NAME).toLowerCase();
  for (let length = head.length; length > 3; length--) if (NAMES.has(head.slice(0, length))) return head.slice(0, length);
  return undefined;
}

function valueBehind(pattern: RegExp, text: string, at: number, service: string): Match | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  const value = found?.at(-1);
  if (!found || value === undefined) return undefined;
  const [name, join] = pattern === NAMED ? [found[1] ?? '', found[2] ?? ''] : [undefined, ' '];
  if (name !== undefined && !isGiven(name, join, value)) return undefined;
  if (!isKey(value, service, name === undefined || IS_CREDENTIAL.test(name))) return undefined;
  const end = at + found[0].length;
  return { start: end - value.length, end, confidence: 'low' };
}

function isGiven(name: string, join: string, value: string): boolean {
  if (/id$/i.test(name)) return OPAQUE.test(value);
  if (saysAbout(name)) return false;
  if (IS_CREDENTIAL.test(name)) return true;
  return /[:=]/.test(join) ? !DIGEST.test(value) : /^[a-z]{0,6}$/.test(name);
}

function isKey(value: string, service: string, isSaid: boolean): boolean {
  const key = value.slice(value.indexOf('|') + 1);
  if (UUID.test(key)) return UUID_SERVICES.has(service);
  const strength = strengthOf(key);
  return strength === 'generated' || (strength === 'letters' && isSaid);
}

/** Secrets told by the name of a service that stands before them. */
export const serviceValue: Shape = { name: 'service-key', keywords: SERVICE_NAMES, foldsCase: true, match: matchService };
