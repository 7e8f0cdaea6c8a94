import type { Effect } from '../../../domain/effect.ts';
import { literal, type Word } from '../../command.ts';
import { withValue } from '../../words.ts';
import { strayIndex } from './install.ts';

/** An image's name begins with its registry where the first part has a dot, a port or is `localhost`. */
const REGISTRY = /^([^/]+(?:\.[^/]+|:\d+)|localhost)\//;

/** An image from a registry that belongs to nobody in particular. */
export function strayImage(image: Word, note: string): readonly Effect[] {
  const registry = REGISTRY.exec(image.value.replace(/^[a-z-]+:\/\//, ''))?.[1];
  const found = registry === undefined ? [] : strayIndex(withValue(image, `https://${registry}/`), note);
  return found.map(({ kind, operand }): Effect => ({ kind, ...(operand && { operand }), flags: ['odd-index'], note }));
}

/** Images that are a program in a box, by the last part of their name: what follows are words for the program. */
const PROGRAM_OF_IMAGE: ReadonlyMap<string, string> = new Map([
  ...[
    'terraform',
    'packer',
    'kubectl',
    'helm',
    'argocd',
    'pulumi',
    'rclone',
    'restic',
    'mc',
    's3cmd',
    'curl',
    'git',
    'flyway',
    'liquibase',
  ].map((name) => [name, name] as const),
  ['opentofu', 'tofu'],
  ['aws-cli', 'aws'],
  ['doctl', 'doctl'],
  ['hcloud-cli', 'hcloud'],
]);

/** The command of a new container: the words behind its image, behind the program that the image is made for. */
export function commandInImage(image: Word, words: readonly Word[]): readonly Word[] {
  const name = image.value.split('/').at(-1)?.split(/[:@]/)[0] ?? '';
  const program = PROGRAM_OF_IMAGE.get(name);
  const first = words[0]?.value ?? '';
  // Somebody's own image of that name may have no program of its own, and is then given one.
  return program === undefined || first === program || /(?:^|\/)(?:ba|da|a|z)?sh$/.test(first) ? words : [literal(program), ...words];
}
