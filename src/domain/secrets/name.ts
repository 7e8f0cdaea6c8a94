/** The last word of a name that says that its value is secret, or the last two run together. */
const TELLING =
  /(?:password|passwd|passphrase|passcode|pwd|secret|token|authorization|credential|credentials|cookie|otp|totp|jwt|signature|(?:api|access|private|secret|signing|encryption|auth|master|shared|account|service|deploy|ssh|license|session|client|admin|root|consumer|webhook)key|connectionstring|(?:^|[a-z]{2})pass)$/;
/** What may stand behind the word without taking it back: a place, a number, an owner. */
const ADDITION =
  /(?:value|prod|production|staging|stage|dev|test|live|old|new|current|previous|primary|secondary|main|b64|base64|hex|raw|plain|string|text|hash)+$/;
const LONGEST = 100;

/** `apiKey`, `API_KEY`, `x-api-key`, `db_password` and `DB_PASSWORD_2` are all telling; `passwordField`, `token_url` and `max_tokens` are not. */
export function nameTells(name: string): boolean {
  if (name.length > LONGEST) return false;
  const letters = name.toLowerCase().replace(/[^a-z]/g, '');
  return TELLING.test(letters) || TELLING.test(letters.replace(ADDITION, ''));
}
