import { awsSecretKey } from '../domain/secrets/assignments.ts';
import { type Finder, finderOf } from '../domain/secrets/find.ts';
import { structures } from '../domain/secrets/structures.ts';
import { tokens } from '../domain/secrets/tokens.ts';
import { namedValue } from './named-values.ts';

/** Everything that the hook knows, and what only a scan has the time for. */
export const findAll: Finder = finderOf([...tokens, ...structures, awsSecretKey, namedValue]);
