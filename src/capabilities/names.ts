/** What keys, issuers and audiences are called by: no blanks and nothing that moves a cursor, so that a message can show it. */
const NAME = /^[A-Za-z0-9._~:/@-]{1,128}$/;

export const isName = (value: unknown): value is string => typeof value === 'string' && NAME.test(value);
