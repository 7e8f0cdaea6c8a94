import { join } from 'node:path';
import { originOf } from '../audit/checkpoint.ts';
import { ed25519Signer } from '../audit/ed25519.ts';
import { formatVerifierKey } from '../audit/note.ts';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import type { Signer, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { checkPrivate, readPrivate } from './files.ts';

/** The secret half of an installation; lives in the configuration folder, apart from what it protects. */
export interface Installation {
  readonly id: string;
  /** Keys every hash of a secret: a stolen database alone is not enough to try keys. */
  readonly pepper: Uint8Array;
  readonly seed: Uint8Array;
  readonly publicKey: Uint8Array;
}

const FORMAT = 1;
const ID_FORM = /^[0-9a-f]{16}$/;

export const installationFile = (config: string): string => join(config, 'installation.json');

export const signerOf = (installation: Installation): Signer =>
  ed25519Signer(originOf(installation.id), installation.seed, installation.publicKey);

/** The public key as others pin it. */
export const verifierKeyOf = (installation: Installation): string =>
  formatVerifierKey({ name: originOf(installation.id), algorithm: 1, publicKey: installation.publicKey });

/** Two checks and one small read: this stands on the way of every call. `expected` is the id that a launcher was made for. */
export function readInstallation(config: string, expected?: string): Result<Installation, StoreFault> {
  const folder = checkPrivate(config, 'folder');
  if (!folder.ok) return folder;
  const path = installationFile(config);
  const text = readPrivate(path);
  if (!text.ok) return text;
  const installation = parseInstallation(text.value);
  if (!installation)
    return err(fault('corrupt', `${path} is damaged. Restore it, or move it and the state folder away and run \`hookwarden init\`.`));
  if (expected !== undefined && installation.id !== expected) {
    return err(
      fault(
        'foreign',
        `${config} holds another installation than this launcher was made for. Run \`hookwarden init\`, then wire the new launcher.`,
      ),
    );
  }
  return ok(installation);
}

export function formatInstallation(installation: Installation): string {
  const encoded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const { id, pepper, seed, publicKey } = installation;
  return `${JSON.stringify({ format: FORMAT, id, pepper: encoded(pepper), seed: encoded(seed), publicKey: encoded(publicKey) })}\n`;
}

function parseInstallation(text: string): Installation | undefined {
  const value = parseJson(text);
  if (!isObject(value)) return undefined;
  const { format } = value;
  if (format !== FORMAT) return undefined;
  const id = stringAt(value, 'id') ?? '';
  const [pepper, seed, publicKey] = ['pepper', 'seed', 'publicKey'].map((name) => Buffer.from(stringAt(value, name) ?? '', 'base64'));
  if (!ID_FORM.test(id) || pepper?.length !== 32 || seed?.length !== 32 || publicKey?.length !== 32) return undefined;
  return { id, pepper, seed, publicKey };
}
