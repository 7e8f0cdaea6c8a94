import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

/** Ajv knows no draft 4, of which the schema uses nothing that the later drafts read otherwise. */
const { $schema: _, id: __, ...draftless } = schema;
const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
formats.default(ajv);
const validate = ajv.compile(draftless);

/** Where a log departs from the published schema of SARIF 2.1.0, each with its place. */
export const sarifProblems = (log: unknown): readonly string[] =>
  validate(log) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
