import type { Effect } from '../domain/effect.ts';
import type { FileSystem } from '../domain/facts.ts';

export interface Resource {
  readonly kind: 'path' | 'host';
  /** Absent where only the run can tell. */
  readonly name: string | undefined;
  /** All that is in it comes with it. */
  readonly tree?: boolean;
}

/** What an effect is on, as policies and capabilities name it. A path is held as it is written and as its links lead; what is deleted is a link itself. */
export function resourcesOf({ kind, operand, flags = [] }: Effect, project: string, files: FileSystem): readonly Resource[] {
  const value = operand?.certainty === 'unknown' ? undefined : operand?.value;
  if (kind.startsWith('net.')) return [{ kind: 'host', name: value }];
  if (!kind.startsWith('file.')) return [];
  if (value === undefined) return [{ kind: 'path', name: undefined }];
  const resolve = (path: string): string => files.resolve(path) ?? path;
  const end = kind === 'file.delete' ? Math.max(0, value.lastIndexOf('/')) : 0;
  const real = end > 0 ? `${resolve(value.slice(0, end))}${value.slice(end)}` : resolve(value);
  const names = new Set([below(project, value), below(project, below(resolve(project), real))]);
  const tree = flags.includes('recursive') || WHOLE.has(kind);
  if (tree && `${project}/`.startsWith(value === '/' ? value : `${value}/`)) names.add('.');
  return [...names].map((name) => ({ kind: 'path', name, tree }));
}

/** What is deleted, moved or linked takes along what is in it. */
const WHOLE: ReadonlySet<string> = new Set(['file.delete', 'file.move', 'file.link']);

/** As the project's own files are named in a policy; what lies outside keeps its absolute path. */
export function below(project: string, path: string): string {
  if (path === project) return '.';
  return path.startsWith(`${project}/`) ? path.slice(project.length + 1) : path;
}
