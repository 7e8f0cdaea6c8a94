import type { Target } from '../target.ts';
import { commands } from './commands.ts';
import { events } from './events.ts';
import { notes } from './notes.ts';
import { policies } from './policies.ts';
import { settings } from './settings.ts';
import { tokens } from './tokens.ts';
import { transcripts } from './transcripts.ts';

export const TARGETS: readonly Target[] = [events, commands, policies, transcripts, ...tokens, notes, settings];
