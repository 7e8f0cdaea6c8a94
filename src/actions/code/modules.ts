/** `node:fs/promises` and `fs/promises` are one library; so are `fs` and what stands in for it. */
export function importName(specifier: string): string {
  const bare = specifier.replace(/^(?:node:|npm:)/, '').replace(/(?<=.)@[\d.^~x-]+$/, '');
  return bare.replace(/^(?:graceful-fs|memfs)$/, 'fs').replaceAll('/', '.');
}
