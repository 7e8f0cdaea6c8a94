import { decodeText } from './decode.ts';
import { scanText, type TextScan } from './scan-text.ts';

/** Something to scan: where it is from, and its bytes. */
export interface Job {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** `binary`: it is no text, and was not scanned. */
export type JobResult = { readonly kind: 'scanned'; readonly scan: TextScan } | { readonly kind: 'binary' };

export async function runJob({ path, bytes }: Job): Promise<JobResult> {
  const text = decodeText(bytes);
  if (text !== undefined) return { kind: 'scanned', scan: await scanText({ path, text }) };
  // Of all that is no text, a store of keys is told by how it begins.
  const scan = await scanText({ path, text: Buffer.from(bytes.subarray(0, HEAD)).toString('latin1') });
  return scan.findings.length === 0 ? { kind: 'binary' } : { kind: 'scanned', scan };
}

const HEAD = 64;
