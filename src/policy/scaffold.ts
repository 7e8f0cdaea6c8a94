import type { SourceFile } from './parse.ts';

/** A rule file to start from: it loads at once, and `rules test` says what is still missing. */
export function scaffoldRule(id: string): SourceFile {
  const [pack, name] = id.split('.');
  return {
    path: `rules/${pack}/${name}.yaml`,
    text: `id: ${id}
version: 1
status: experimental
severity: medium
decision: ask
title: What it is about, in a few words
message: "{{program}} would change {{operand}}."
instead: "A way that passes, such as \`git status\`."
tags: [attack.t1059]
when:
  effect: file.delete
  flags: recursive
examples:
  match: []
  pass: []
`,
  };
}
