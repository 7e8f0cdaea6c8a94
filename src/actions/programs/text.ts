import type { ProgramFamily } from './family.ts';
import { decoders } from './text/decoders.ts';
import { lineEditors } from './text/ed.ts';
import { readers } from './text/readers.ts';
import { search } from './text/search.ts';
import { editing } from './text/sed.ts';
import { transforms } from './text/transforms.ts';
import { writers } from './text/writers.ts';

export const text: readonly ProgramFamily[] = [readers, search, transforms, decoders, editing, lineEditors, writers];
