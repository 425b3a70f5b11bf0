import type { Command } from 'commander';
import { common, reason } from './options.ts';

/** `agents …`. */
export function addAgents(program: Command, done: (exitCode: number) => void): void {
  const agents = program
    .command('agents')
    .description('the registered agents: look, compare, switch on and off, go back, register')
    .addHelpText('after', '\nExample:\n  npm run arbiter -- agents list');
  common(agents.command('list').description('list agents in every state'), 'npm run arbiter -- agents list').action(async (options) => {
    const { agentsListCommand } = await import('../commands/agents-list.ts');
    done(await agentsListCommand(options));
  });
  common(
    agents
      .command('show <agentId>')
      .description('show an agent: what it does, its versions and what their checks found')
      .option('--code', 'with the code that runs', false),
    'npm run arbiter -- agents show calculator --code',
  ).action(async (agentId: string, options) => {
    const { agentsShowCommand } = await import('../commands/agents-read.ts');
    done(await agentsShowCommand(agentId, options));
  });
  common(
    agents.command('versions <agentId>').description('list the versions of an agent, oldest first'),
    'npm run arbiter -- agents versions calculator',
  ).action(async (agentId: string, options) => {
    const { agentsVersionsCommand } = await import('../commands/agents-read.ts');
    done(await agentsVersionsCommand(agentId, options));
  });
  common(
    agents.command('diff <agentId> <from> <to>').description('what differs between two versions, settings and code'),
    'npm run arbiter -- agents diff calculator v1 v2',
  ).action(async (agentId: string, from: string, to: string, options) => {
    const { agentsDiffCommand } = await import('../commands/agents-read.ts');
    done(await agentsDiffCommand(agentId, from, to, options));
  });
  common(
    agents
      .command('activate <agentId>')
      .description('switch an agent on, or another version of it; takes effect at the next claim')
      .option('--version <version>', 'the version that is to run; without it, the one that the agent has')
      .addOption(reason()),
    'npm run arbiter -- agents activate calculator --version v1',
  ).action(async (agentId: string, options) => {
    const { agentsActivateCommand } = await import('../commands/agents-change.ts');
    done(await agentsActivateCommand(agentId, options));
  });
  common(
    agents.command('suspend <agentId>').description('switch an agent off: it is not offered, its queued tasks end as errors').addOption(reason()),
    'npm run arbiter -- agents suspend calculator --reason "wrong results"',
  ).action(async (agentId: string, options) => {
    const { agentsSuspendCommand } = await import('../commands/agents-change.ts');
    done(await agentsSuspendCommand(agentId, options));
  });
  common(
    agents.command('rollback <agentId>').description('go back to the version before the active one; takes effect at the next claim').addOption(reason()),
    'npm run arbiter -- agents rollback calculator --reason "v2 rounds wrongly"',
  ).action(async (agentId: string, options) => {
    const { agentsRollbackCommand } = await import('../commands/agents-change.ts');
    done(await agentsRollbackCommand(agentId, options));
  });
  common(
    agents.command('register <file>').description('check an agent and register it; the JSON file describes it and names its code'),
    `npm run arbiter -- agents register greeter.json

greeter.json:
  {"agentId": "greeter", "description": "Greets a person by name.", "source": "./greeter.ts",
   "schema": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
   "outputSchema": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}},
   "examples": [{"name": "Ada"}]}`,
  ).action(async (file: string, options) => {
    const { agentsRegisterCommand } = await import('../commands/agents-register.ts');
    done(await agentsRegisterCommand(file, options));
  });
}
