import { createHash } from 'node:crypto';

/**
 * 32 hexadecimal digits over rule, path and secret, with the blanks and line ends of the secret left out: lines that move or are indented
 * anew change nothing. It is not keyed: who has it and guesses the secret can tell that the guess is right, as can whoever has the file.
 */
export function fingerprintOf(ruleId: string, path: string, secret: string): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify(['hookwarden.secret.v1', ruleId, path, secret.replace(/\s+|\\[nrt]/g, '')]));
  return hash.digest('hex').slice(0, 32);
}
