/** What was set last; what is set again counts as new. */
export interface RecentMap<K, V> {
  readonly get: (key: K) => V | undefined;
  readonly set: (key: K, value: V) => void;
  readonly delete: (key: K) => void;
}

/**
 * Holds `most` keys at most, and half as many of the newest at least, each act in constant time. A map that lets go of its first key for
 * each new one is slow: whoever asks for the first walks over all that were there before it.
 */
export function recentMap<K, V>(most: number): RecentMap<K, V> {
  let newer = new Map<K, V>();
  let older = new Map<K, V>();
  return {
    get: (key) => newer.get(key) ?? older.get(key),
    set: (key, value) => {
      if (newer.size >= most / 2 && !newer.has(key)) [newer, older] = [new Map(), newer];
      newer.set(key, value);
    },
    delete: (key) => {
      newer.delete(key);
      older.delete(key);
    },
  };
}
