import { compressors } from './archives/compressors.ts';
import { rsync } from './archives/rsync.ts';
import { tar } from './archives/tar.ts';
import { zips } from './archives/zips.ts';
import type { ProgramFamily } from './family.ts';

export const archives: readonly ProgramFamily[] = [tar, zips, compressors, rsync];
