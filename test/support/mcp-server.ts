// A server of the official SDK over its standard input and output, for the proxy to stand in front of.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const inputSchema = { type: 'object' as const, properties: { command: { type: 'string' } } };
const server = new Server({ name: 'files', version: '1.0.0' }, { capabilities: { tools: {} } });

server.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: [
    { name: 'run', description: 'Runs a command.', inputSchema },
    { name: 'fail', description: 'Fails.\u{e0041}\u{e0042}', inputSchema },
    { name: 'question', description: 'Asks the person.', inputSchema },
    { name: 'secret', description: 'Is for others.', inputSchema },
  ],
}));

server.setRequestHandler(CallToolRequestSchema, async ({ params }, { sendNotification, _meta }) => {
  const text = (said: string) => ({ content: [{ type: 'text' as const, text: said }] });
  switch (params.name) {
    case 'fail':
      return { ...text('It failed.'), isError: true };
    case 'question': {
      const { action } = await server.elicitInput({ message: 'Really?', requestedSchema: { type: 'object', properties: {} } });
      return text(action);
    }
    default: {
      const progressToken = _meta?.progressToken;
      if (progressToken !== undefined) await sendNotification({ method: 'notifications/progress', params: { progressToken, progress: 1 } });
      return text(`ran ${String(params.arguments?.['command'])} in a server with the key ${process.env['HOOKWARDEN_API_KEY'] ?? '(none)'}`);
    }
  }
});

process.stderr.write('the server says hello\n');
await server.connect(new StdioServerTransport());
