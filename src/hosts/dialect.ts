import type { HookEvent, Sender } from '../domain/event.ts';
import type { Reply } from '../domain/host.ts';

/** A path into an event: names and indexes with dots between them, as `tool_info.cwd` or `workspace_roots.0`. */
export type FieldPath = string;

/** What one of the host's events is, where another name is not all there is to it. */
export interface ToolEvent {
  /** The neutral name of the event. */
  readonly as: string;
  /** The tool that the event speaks of without naming it. */
  readonly tool?: string;
  /** What the tool is given: one object, or single fields by their neutral names. */
  readonly input?: FieldPath | Readonly<Record<string, FieldPath>>;
  /** The folder that a command is run in. */
  readonly folder?: FieldPath;
  /** The tool is an MCP server's, whatever its name. */
  readonly ofServer?: true;
}

/** Everything that is particular to one host, as data: tables first, and the few replies that differ. */
export interface Dialect {
  readonly host: Sender;
  /** The host's events, and what each is called here. An event that is not in the table is taken by the host's name for it. */
  readonly events: Readonly<Record<string, string | ToolEvent>>;
  /** The host's tools, and what each is called here; of several names, the first whose fields are all there. */
  readonly tools?: Readonly<Record<string, string | readonly string[]>>;
  /** Where the neutral fields stand that the host calls otherwise; the first that is there counts, and the neutral name last. */
  readonly fields?: Readonly<Record<string, readonly FieldPath[]>>;
  /** Fields in which the host sends JSON as a text. */
  readonly embedded?: readonly FieldPath[];
  /** For a host that sends no name of its event: the first of these lists whose fields are all there tells it. */
  readonly toldBy?: readonly (readonly [fields: readonly string[], event: string])[];
  /** Server and tool in the name of an MCP tool, as this host forms it. */
  readonly mcpName?: RegExp;
  /** Fields that hold nothing more once the event is read. */
  readonly dropped?: readonly string[];
  /** The field of a shell call that names the folder it runs in. INVARIANT: one that the host heeds; any other would only mislead the judgement. */
  readonly folderField?: string;
  /** A tool through which every MCP tool is called, and what of its input names them. */
  readonly serverTool?: { readonly name: string; readonly server: string; readonly tool: string; readonly input: string };
  /** The host names no session: all events of one folder are one. */
  readonly sessionByFolder?: true;
  /** The variable in which the host says where the project is. */
  readonly projectVariable?: string;
  /** Whether a question reaches a person and stops the call until then; without it every question is a denial. */
  readonly canAsk?: (event: HookEvent, environment: Readonly<Record<string, string | undefined>>) => boolean;
  /** A prompt event means that a person typed the prompt. */
  readonly attestsPrompts?: true;
  readonly replies: Replies;
}

/** Which event is answered: by its neutral name, and by the host's where that is another. */
export interface Answered {
  readonly name: string;
  readonly hostEvent?: string;
}

/** How a host is spoken to. Each is a whole reply; what is left out is said by silence. */
export interface Replies {
  readonly deny: (reason: string, event: Answered) => Reply;
  readonly ask?: (reason: string, event: Answered) => Reply;
  /** No objection, said aloud: for a host that takes silence for a failure. */
  readonly pass?: (event: Answered) => Reply;
  /** Lifts the host's own question. */
  readonly approve?: (event: Answered) => Reply;
  /** Shows a message to the person and changes nothing. */
  readonly tell?: (message: string, event: Answered) => Reply;
  /** Shows it to the person who wrote the prompt and to the model that reads it. */
  readonly tellOfPrompt?: (message: string) => Reply;
}
