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
  return text === undefined ? { kind: 'binary' } : { kind: 'scanned', scan: await scanText({ path, text }) };
}
