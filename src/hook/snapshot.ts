import { statSync } from 'node:fs';
import { SNAPSHOT_REFUSED } from '../state/snapshot.ts';
import { rehearse } from './rehearsal.ts';

/**
 * Makes this process's heap the start of later ones (docs/adr/0004-startup-snapshot.md). A snapshot of a program that has been
 * replaced since ends at once, and the launcher runs the program itself.
 */
export function freeze(bundle: string, start: () => void): void {
  const made = identity(bundle);
  for (const command of SAMPLES) rehearse(command);
  process.getBuiltinModule('node:v8').startupSnapshot.setDeserializeMainFunction(() => {
    if (identity(bundle) === made) start();
    else process.exit(SNAPSHOT_REFUSED);
  });
}

function identity(path: string): string {
  const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

/** Everyday commands, so that what judges them is compiled already in the snapshot. */
const SAMPLES = [
  'npm test 2>&1 | tail -n 20',
  'cd web && git status --short && rm -rf dist && git push --force origin main',
  [
    'set -e; name="${1:-web}"; list=(a b)',
    'for file in *.ts "${list[@]}"; do if [ -f "$file" ] && ! grep -q "x" "$file"; then sed -i "s/a/b/" "$file" || true; fi; done',
    'git add -A && git commit -m "$(cat <<\'EOF\'\nSay what changed\n\n- one `thing`\nEOF\n)" && gh pr create --title "T" --body "B"',
    'find . -name "*.log" -mtime +3 | xargs -I{} rm -f {}; while read -r line; do echo "$line" | cut -d: -f1 | sort -u; done < list.txt > out.txt',
    'curl -s -H "Accept: application/json" https://example.com/v1/x?y=1 | jq -r ".[0].name" | head -5; case "$name" in web) echo $((1 + 2)) ;; esac',
  ].join('\n'),
  'python3 - <<\'EOF\'\nimport json, re, sys\nfrom pathlib import Path\n\ndef read(path):\n    with open(path) as f:\n        return json.load(f)\n\nfor name in ["a", "b"]:\n    data = read(f"{name}.json")\n    print(len(data), data.get("x", [])[:3], re.sub(r"a+", "b", name))\n    Path(name).write_text("x")\nEOF',
];
