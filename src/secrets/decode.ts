/** As git does it: what has a zero byte near its beginning is no text. */
const LOOKED_AT = 8000;

/** The bytes as text, by their byte order mark else as UTF-8 with what is none replaced; undefined where they are no text. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const mark = `${bytes[0]},${bytes[1]}`;
  if (mark === '255,254') return new TextDecoder('utf-16le').decode(bytes);
  if (mark === '254,255') return new TextDecoder('utf-16be').decode(bytes);
  return bytes.subarray(0, LOOKED_AT).includes(0) ? undefined : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}
