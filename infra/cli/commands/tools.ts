/** `tools list|show|register|activate|suspend`: worker tools, which agents use by reference and hash. */
import type { Operator } from '../../../handlers/operator/index.ts';
import { Failure } from '../failure.ts';
import { accepted } from '../refusal.ts';
import { readRegistration } from '../registration-file.ts';
import { createTerminal, printable } from '../terminal.ts';
import { unknownName } from '../unknown.ts';
import { userName, withOperator, type Common } from '../with-target.ts';

export async function toolsListCommand(options: Common): Promise<number> {
  const terminal = createTerminal(options.json);
  return withOperator(options, async (operator) => {
    const tools = await operator.registrar.tools();
    if (options.json) terminal.print(JSON.stringify(tools));
    else if (tools.length === 0) terminal.print('no tools yet: the fabricator registers them, and you do with "npm run arbiter -- tools register FILE.json"');
    else
      for (const { toolId, state, config } of tools)
        terminal.print(`${toolId.padEnd(24)} ${state.padEnd(12)} ${config.version.padEnd(5)} ${printable(config.description).split('. ')[0] ?? ''}`);
    return 0;
  });
}

export async function toolsShowCommand(toolId: string, options: Common): Promise<number> {
  const terminal = createTerminal(options.json);
  return withOperator(options, async (operator) => {
    const found = await operator.registrar.tool(toolId);
    if (found === undefined) throw await unknownTool(operator, toolId);
    const { tool, source } = found;
    if (options.json) terminal.print(JSON.stringify({ ...tool, source: source ?? null }));
    else {
      terminal.print(`${terminal.style('bold', toolId)} ${tool.config.version} ${tool.state}`);
      terminal.print(printable(tool.config.description));
      terminal.print(`capability: tool:${toolId}@${tool.sha256 ?? '<no hash>'}`);
      terminal.print(`input: ${JSON.stringify(tool.config.schema)}`);
      terminal.print(`\n${printable(source ?? '(its code is missing)')}`);
    }
    return 0;
  });
}

export async function toolsRegisterCommand(file: string, options: Common): Promise<number> {
  const terminal = createTerminal(options.json);
  const { id, description, schema, source, examples } = readRegistration(file, 'toolId');
  return withOperator(options, async (operator) => {
    terminal.transient(`  checking ${id}: standards, types, dry run`);
    const registered = await operator.registrar.registerTool({ toolId: id, description, schema, source, examples, by: userName() });
    if (registered.kind === 'refused') throw new Failure(registered.message, 1);
    terminal.print(
      options.json ? JSON.stringify(registered) : `${id} ${registered.version} ${registered.kind}; agents use it by the capability ${registered.capability}`,
    );
    return 0;
  });
}

/** `tools activate` and `tools suspend`; exit code 0 also when it is so already. */
export async function toolsStateCommand(
  toolId: string,
  state: 'active' | 'inactive',
  options: Common & { readonly reason: string | undefined },
): Promise<number> {
  const terminal = createTerminal(options.json);
  return withOperator(options, async (operator) => {
    const author = { by: userName(), ...(options.reason !== undefined && { reason: options.reason }) };
    const outcome = await operator.registrar.setToolState(toolId, state, author);
    if (outcome.kind === 'refused' && outcome.code === 'TOOL_UNKNOWN') throw await unknownTool(operator, toolId);
    const changed = accepted(outcome, terminal, options.json);
    if (changed !== undefined) terminal.print(options.json ? JSON.stringify(changed) : `${toolId} ${changed.tool.config.version} is ${changed.tool.state}`);
    return 0;
  });
}

async function unknownTool(operator: Operator, toolId: string): Promise<Failure> {
  return unknownName(
    'tool',
    toolId,
    (await operator.registrar.tools()).map((tool) => tool.toolId),
  );
}
