// Builds what runs: dist/hook.cjs (hot) and dist/cli.mjs (everything else).
import { mkdirSync } from 'node:fs';

mkdirSync('dist', { recursive: true });
