import { posix } from 'node:path';
import type { Reading } from './reading.ts';
import { isKnown, known, moreTelling, object, originOf, type Text, textOf, UNKNOWN, unknown, type Value } from './values.ts';

const SECRET_NAME =
  /(?:^|_)(?:SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY(?:_ID)?|AUTH|PAT)(?:_|$)/i;

/** What the code sees in a variable of its environment. */
export function environmentVariable(name: string, reading: Reading): Text {
  const { machine, cwd } = reading.setting();
  switch (name) {
    case 'HOME':
    case 'USERPROFILE':
      return known(machine.home);
    case 'PWD':
      return cwd === undefined ? UNKNOWN : known(cwd);
    case 'TMPDIR':
      return known(machine.tempFolders[0] ?? '/tmp');
    default:
      return SECRET_NAME.test(name) ? { ...unknown('secret'), source: name } : UNKNOWN;
  }
}

/** A property of something that is no library. */
export function textMember(value: Value, name: string, reading: Reading): Value {
  if (value.kind === 'object' && value.type === 'Path' && isKnown(value.text)) {
    if (name === 'parent') return object('Path', known(posix.dirname(value.text.text)));
    if (name === 'name') return known(posix.basename(value.text.text));
  }
  if (value.kind === 'text' && value.origin === 'environment') {
    // Only in JavaScript is a variable a property; elsewhere it is a method: `ENV.to_h`.
    return reading.language === 'javascript' ? environmentVariable(name, reading) : value;
  }
  if (value.kind === 'object') return { ...value, text: textOf(value) };
  return name === 'length' || name === 'size' ? UNKNOWN : unknown(moreTelling('dynamic', originOf(value)));
}
