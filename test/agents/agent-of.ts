import { Ajv2020 } from 'ajv/dist/2020.js';
import { builtInAgents } from '../../handlers/agents/index.ts';
import { loadHandler } from '../eval/team.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: false });

/** Runs a built-in agent's handler; input and output are held against its schemas. */
export function agentOf(agentId: string): (input: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>> {
  const agent = builtInAgents.find((candidate) => candidate.agentId === agentId);
  if (agent === undefined) throw new Error(`there is no built-in agent "${agentId}"`);
  return async (input) => {
    if (!ajv.validate(agent.schema, input)) throw new Error(`input: ${ajv.errorsText()}`);
    const output = (await (await loadHandler(agent.source))(input, {})) as Readonly<Record<string, unknown>>;
    if (!ajv.validate(agent.outputSchema, JSON.parse(JSON.stringify(output)))) throw new Error(`output: ${ajv.errorsText()}`);
    return output;
  };
}
