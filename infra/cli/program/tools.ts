import type { Command } from 'commander';
import { common, reason } from './options.ts';

/** `tools …`. */
export function addTools(program: Command, done: (exitCode: number) => void): void {
  const tools = program
    .command('tools')
    .description('worker tools, which agents use by reference and hash')
    .addHelpText('after', '\nExample:\n  npm run arbiter -- tools list');
  common(tools.command('list').description('list tools in every state'), 'npm run arbiter -- tools list').action(async (options) => {
    const { toolsListCommand } = await import('../commands/tools.ts');
    done(await toolsListCommand(options));
  });
  common(
    tools.command('show <toolId>').description('show a tool, its code, and the capability by which agents use it'),
    'npm run arbiter -- tools show parse-csv',
  ).action(async (toolId: string, options) => {
    const { toolsShowCommand } = await import('../commands/tools.ts');
    done(await toolsShowCommand(toolId, options));
  });
  common(
    tools.command('register <file>').description('check a tool and register it; the JSON file describes it and names its code'),
    `npm run arbiter -- tools register double.json

double.json:
  {"toolId": "double", "description": "Doubles a number.", "source": "./double.ts",
   "schema": {"type": "object", "required": ["n"], "properties": {"n": {"type": "number"}}}, "examples": [{"n": 2}]}`,
  ).action(async (file: string, options) => {
    const { toolsRegisterCommand } = await import('../commands/tools.ts');
    done(await toolsRegisterCommand(file, options));
  });
  common(tools.command('activate <toolId>').description('switch a tool on').addOption(reason()), 'npm run arbiter -- tools activate parse-csv').action(
    async (toolId: string, options) => {
      const { toolsStateCommand } = await import('../commands/tools.ts');
      done(await toolsStateCommand(toolId, 'active', options));
    },
  );
  common(
    tools
      .command('suspend <toolId>')
      .description('switch a tool off: agents that use it get an error from it, whatever version they pinned')
      .addOption(reason()),
    'npm run arbiter -- tools suspend parse-csv --reason "wrong with quotes"',
  ).action(async (toolId: string, options) => {
    const { toolsStateCommand } = await import('../commands/tools.ts');
    done(await toolsStateCommand(toolId, 'inactive', options));
  });
}
