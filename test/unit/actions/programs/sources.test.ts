import { describe, expect, it } from 'vitest';
import { sources } from '../../../../src/actions/programs/sources.ts';
import { shownRuns } from '../../../support/outcome.ts';
import { tableOf } from '../../../support/programs.ts';
import { command, setting } from '../../../support/setting.ts';

const programs = tableOf(sources);

describe('programs that run a source', () => {
  it.each([
    ['go run main.go --port 3', ['file main.go as code']],
    ['go test ./...', []],
    ['v run tool.v', ['file tool.v as code']],
    ['crystal eval puts(1)', ['code: puts(1)']],
    ['julia -e 1', ['code: 1']],
    ['gcc -O2 -o tool tool.c', ['file tool.c as code']],
    ['runghc Main.hs', ['file Main.hs as code']],
    ['swift build', []],
    ['elixir --version', []],
  ])('%s: %j', (text, expected) => {
    const simple = command(text);
    expect(shownRuns(programs[simple.words[0]?.value ?? '']?.(simple, setting()))).toEqual(expected);
  });
});
