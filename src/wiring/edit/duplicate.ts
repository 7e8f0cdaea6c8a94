import type { Node } from 'jsonc-parser';

/** The first key that an object holds twice: readers differ in which of both they take. */
export function duplicateIn(node: Node): { readonly key: string; readonly offset: number } | undefined {
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    const [key] = child.type === 'property' ? (child.children ?? []) : [];
    if (key && seen.has(key.value)) return { key: String(key.value), offset: key.offset };
    if (key) seen.add(key.value);
    const below = duplicateIn(child);
    if (below) return below;
  }
  return undefined;
}
