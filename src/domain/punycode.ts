/** Decodes one label without its `xn--` (RFC 3492); undefined where it is not valid. */
export function decodePunycode(label: string): string | undefined {
  if (label.length > 63) return undefined;
  const basicEnd = label.lastIndexOf('-');
  const output: number[] = basicEnd > 0 ? [...label.slice(0, basicEnd)].map((letter) => letter.charCodeAt(0)) : [];
  let code = 128;
  let bias = 72;
  let position = 0;
  for (let at = basicEnd > 0 ? basicEnd + 1 : 0; at < label.length; ) {
    const start = position;
    let weight = 1;
    for (let k = 36; ; k += 36) {
      const digit = digitOf(label.charCodeAt(at++));
      if (digit === undefined) return undefined;
      position += digit * weight;
      const threshold = Math.min(26, Math.max(1, k - bias));
      if (digit < threshold) break;
      weight *= 36 - threshold;
      if (weight > 0x7fffffff) return undefined;
    }
    bias = adapt(position - start, output.length + 1, start === 0);
    code += Math.floor(position / (output.length + 1));
    position %= output.length + 1;
    if (code > 0x10ffff) return undefined;
    output.splice(position++, 0, code);
  }
  return String.fromCodePoint(...output);
}

function digitOf(unit: number): number | undefined {
  if (unit >= 97 && unit <= 122) return unit - 97;
  if (unit >= 48 && unit <= 57) return unit - 22;
  return undefined;
}

function adapt(distance: number, length: number, first: boolean): number {
  let delta = first ? Math.floor(distance / 700) : distance >> 1;
  delta += Math.floor(delta / length);
  let k = 0;
  for (; delta > 455; k += 36) delta = Math.floor(delta / 35);
  return k + Math.floor((36 * delta) / (delta + 38));
}
