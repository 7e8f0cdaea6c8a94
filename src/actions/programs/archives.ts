import type { ProgramTable } from '../command.ts';
import { compressors } from './archives/compressors.ts';
import { rsync } from './archives/rsync.ts';
import { tar } from './archives/tar.ts';
import { zips } from './archives/zips.ts';

export const archives: ProgramTable = { ...tar, ...zips, ...compressors, ...rsync };
