/** An input that was found by `npm run test:fuzz`, and has been mended since. */
interface Kept {
  readonly target: string;
  /** What was wrong with it. */
  readonly what: string;
  readonly input: string;
}

export const KEPT: readonly Kept[] = [
  {
    target: 'events',
    what: 'a name that is an object, whose length is an object that cannot be compared',
    input:
      'droid {"session_id":"s1","cwd":"/home/ada/shop","hook_event_name":"PreToolUse","tool_name":{"length":{"toString":1}},"tool_input":{"command":"rm -rf /"}}',
  },
  {
    target: 'events',
    what: 'a prompt that is no text, in an event that names a tool, too',
    input:
      'copilot {"session_id":"s1","cwd":"/home/ada/shop","hook_event_name":null,"prompt":{"a":1},"tool_name":"Bash","tool_input":{"command":"ls"}}',
  },
  {
    target: 'policies',
    what: 'a list that is an object, whose length is an object that cannot be compared',
    input:
      'project policy {"version":1,"exceptions":{"calls":[{"rules":{"length":{"toString":null}},"tool":"Bash","input":{"command":"ls"}}]}}',
  },
];
