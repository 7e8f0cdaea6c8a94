import { isObject } from '../domain/json.ts';
import type { Policy } from '../domain/policy.ts';
import { VERSION } from '../domain/version.ts';
import { layersKey } from '../policy/artefact.ts';
import { BUILTIN } from '../policy/builtin.ts';
import type { Aggregate } from './aggregate.ts';
import type { PolicySpec } from './messages.ts';

/** What the calls of a result were judged by: results that differ in it say nothing when they are added up. */
export interface JudgedBy {
  readonly program: string;
  readonly profile: string;
  /** A hash of the shipped rules and of what the layers hold, wherever they lie; hexadecimal. */
  readonly policy: string;
}

/** What is saved of a scan, and can be merged. */
export interface ScanResult extends Aggregate {
  readonly judgedBy: JudgedBy;
}

const PARTS = ['program', 'profile', 'policy'] as const;

export const judgedBy = ({ layers }: PolicySpec, { profile }: Policy): JudgedBy => ({
  program: VERSION,
  profile,
  policy: layersKey(
    layers.map((layer) => ({ ...layer, path: '' })),
    BUILTIN,
  ),
});

export const isJudgedBy = (value: unknown): value is JudgedBy => isObject(value) && PARTS.every((part) => typeof value[part] === 'string');

/** The first thing in which they differ; undefined where they are the same. */
export const judgedApart = (left: JudgedBy, right: JudgedBy): keyof JudgedBy | undefined =>
  PARTS.find((part) => left[part] !== right[part]);
