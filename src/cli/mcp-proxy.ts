import { type CliCommand, fail } from './command.ts';

/** Only its help: `hookwarden mcp-proxy` itself never comes here, for the program's entry runs another bundle. */
export const command: CliCommand = {
  options: (parser) =>
    parser
      .usage('$0 mcp-proxy [--name SERVER] [--host NAME] -- COMMAND [ARGS…]\n\nRun an MCP server and judge each call of its tools')
      .option('name', { type: 'string', describe: 'What policies and records call the server (default: COMMAND without its folder)' })
      .option('host', { type: 'string', describe: 'Which agent starts it, for the record' })
      .example('$0 mcp-proxy --name files -- npx -y @modelcontextprotocol/server-filesystem .', 'instead of the server’s own command')
      .epilogue(
        'Standard input and output carry the messages, standard error is the server’s. Ends as the server ends; exit code 3 where it cannot be started.',
      ),
  run: () => fail('`mcp-proxy` is run through bin/hookwarden.cjs, which found no bundle for it. Install the package again.'),
};
