import type { ConverseRequest, ToolChoice, ToolSpec } from './converse-request.ts';
import { validation } from './service-error.ts';

/** Rules over `toolConfig` beyond its shape: names are unique, schemas are objects, a choice names one of the tools. */
export function assertToolConfiguration(request: ConverseRequest): void {
  const config = request.toolConfig;
  if (config === undefined) return;
  const specs: ToolSpec[] = [];
  config.tools.forEach((entry, index) => {
    const path = `toolConfig.tools.${index}`;
    if ((entry.toolSpec === undefined) === (entry.cachePoint === undefined) && !('systemTool' in entry))
      throw validation(`Tool object at ${path} must set one of the following keys: toolSpec, systemTool, cachePoint.`);
    if (entry.toolSpec === undefined) return;
    assertSchema(entry.toolSpec, path);
    specs.push(entry.toolSpec);
  });
  if (specs.length === 0) throw validation('The toolConfig field must hold at least one toolSpec besides its cachePoint blocks.');
  const names = specs.map((spec) => spec.name);
  const duplicate = names.find((name, index) => names.indexOf(name) !== index);
  if (duplicate !== undefined)
    throw validation(`The model returned the following errors: tools: Tool names must be unique. Found '${duplicate}' more than once.`);
  assertChoice(config.toolChoice, names);
}

function assertSchema(spec: ToolSpec, path: string): void {
  const schema: unknown = spec.inputSchema.json;
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema))
    throw validation(`The value at ${path}.toolSpec.inputSchema.json is invalid. Provide a JSON Schema object and try again.`);
  if (spec.inputSchema.json['type'] !== 'object') throw validation(`The value at ${path}.toolSpec.inputSchema.json.type must be one of the following: object.`);
}

function assertChoice(choice: ToolChoice | undefined, names: readonly string[]): void {
  if (choice === undefined) return;
  const set = ['auto', 'any', 'tool'].filter((key) => key in choice);
  if (set.length !== 1) throw validation('ToolChoice object at toolConfig.toolChoice must set one of the following keys: auto, any, tool.');
  if (choice.tool !== undefined && !names.includes(choice.tool.name))
    throw validation(`The model returned the following errors: tool_choice.name: Tool '${choice.tool.name}' not found in provided tools`);
}
