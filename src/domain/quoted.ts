/** In single quotes where it needs any, so that a shell reads it as one word again. */
export const quoted = (value: string): string => (/^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`);
