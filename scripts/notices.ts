// Writes what others are owed and what is in the package: THIRD-PARTY-NOTICES.txt, and sbom.cdx.json (CycloneDX 1.6, ECMA-424). `npm run notices`
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { VERSION } from '../src/domain/version.ts';
import { type Component, components, ownNeeds } from './components.ts';

const ROOT = resolve(import.meta.dirname, '..');
const OWN = `pkg:npm/hookwarden@${VERSION}`;
const RULE = '-'.repeat(80);

/** The files by path. */
export function notices(): ReadonlyMap<string, string> {
  const all = components();
  return new Map([
    ['THIRD-PARTY-NOTICES.txt', noticeOf(all)],
    ['sbom.cdx.json', `${JSON.stringify(sbomOf(all, ownNeeds()), null, 2)}\n`],
  ]);
}

/** Packages that came with the same words share them. */
function noticeOf(all: readonly Component[]): string {
  const sharing = new Map<string, readonly Component[]>();
  for (const component of all) {
    const text = component.texts.join('\n\n') || `It came without a text of its licence, which is ${component.licence}.`;
    sharing.set(text, [...(sharing.get(text) ?? []), component]);
  }
  const parts = [...sharing].map(([text, owners]) => {
    const names = owners.map(
      ({ name, version, licence, bundled }) => `${name} ${version} (${licence}), ${bundled ? 'part of dist/' : 'installed beside'}`,
    );
    return [RULE, ...names, RULE, '', text].join('\n');
  });
  const head = `Hookwarden ${VERSION} is made with the work of others. What each of them asks to be passed on stands below it.`;
  return `${[head, ...parts].join('\n\n')}\n`;
}

/** Without time and serial number, so that the same packages are the same file. */
const sbomOf = (all: readonly Component[], needs: readonly string[]): object => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: {
    component: {
      type: 'application',
      'bom-ref': OWN,
      name: 'hookwarden',
      version: VERSION,
      purl: OWN,
      licenses: [{ license: { id: 'MIT' } }],
    },
  },
  components: all.map(({ name, version, licence, purl, digest, bundled }) => ({
    type: 'library',
    'bom-ref': purl,
    ...groupAndName(name),
    version,
    scope: 'required',
    ...(digest !== undefined && { hashes: [{ alg: 'SHA-512', content: digest }] }),
    licenses: [/[ (]/.test(licence) ? { expression: licence } : { license: { id: licence } }],
    purl,
    properties: [{ name: 'hookwarden:place', value: bundled ? 'bundled' : 'installed' }],
  })),
  dependencies: [{ ref: OWN, dependsOn: sorted(needs) }, ...all.map(({ purl, needs }) => ({ ref: purl, dependsOn: sorted(needs) }))],
});

const sorted = (purls: readonly string[]): readonly string[] => [...new Set(purls)].toSorted();

function groupAndName(full: string): { readonly group?: string; readonly name: string } {
  const [group, name] = full.split('/');
  return group !== undefined && name !== undefined ? { group, name } : { name: full };
}

if (import.meta.main) {
  for (const [path, text] of notices()) {
    const file = join(ROOT, path);
    writeFileSync(file, text);
    console.log(`${path}: ${Math.ceil(readFileSync(file).length / 1024)} KiB`);
  }
}
