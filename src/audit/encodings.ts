const FEWEST = 8;

/** A value in the forms that programs hand it on in, the value itself first; each once. */
export function encodingsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const base64 = bytes.toString('base64');
  const forms = [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    // A line end goes with what `echo` hands on; without its padding it is also how a longer text begins.
    base64.replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ];
  return [...new Set(forms)].filter((form) => form.length >= FEWEST || form === value);
}
