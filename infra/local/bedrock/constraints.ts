/**
 * Shape rules of the API's service model: types, lengths, patterns, enums, ranges. The service checks all of them
 * before anything else and reports every violation in one ValidationException; list members count from 1 in its
 * paths (`toolConfig.tools.1.member.toolSpec.name`). Unknown members are ignored, as the service does.
 * Source: API reference of Converse (2023-09-30) and messages seen in public bug reports.
 */
import { ServiceError, validation } from './service-error.ts';

type Node = Readonly<Record<string, unknown>>;

const toolName = { min: 1, max: 64, pattern: /^[a-zA-Z0-9_-]+$/ };
const toolUseId = { min: 1, max: 64, pattern: /^[a-zA-Z0-9_.:-]+$/ };

/** `streaming`: the members of ConverseStream count too. Throws the service's SerializationException or ValidationException when the body breaks a shape rule. */
export function assertShape(body: unknown, streaming = false): void {
  const violations = new Violations();
  const request = structure(body, '');
  if (request === undefined) throw serialization('NULL_VALUE', 'a Structure');
  list(request['messages'], 'messages').forEach((item, index) => checkMessage(violations, item, `messages.${index + 1}.member`));
  list(request['system'], 'system').forEach((item, index) => checkSystem(violations, item, `system.${index + 1}.member`));
  checkInference(violations, structure(request['inferenceConfig'], 'inferenceConfig'));
  checkTools(violations, structure(request['toolConfig'], 'toolConfig'));
  checkGuardrail(violations, structure(request['guardrailConfig'], 'guardrailConfig'), streaming);
  violations.throwIfAny();
}

function checkMessage(violations: Violations, item: unknown, path: string): void {
  const message = structure(item, path) ?? {};
  violations.oneOf(message['role'], `${path}.role`, ['user', 'assistant']);
  if (violations.present(message['content'], `${path}.content`)) {
    list(message['content'], `${path}.content`).forEach((block, index) => checkBlock(violations, block, `${path}.content.${index + 1}.member`));
  }
}

function checkBlock(violations: Violations, item: unknown, path: string): void {
  const block = structure(item, path) ?? {};
  if (block['text'] !== undefined) text(block['text'], `${path}.text`);
  const use = structure(block['toolUse'], `${path}.toolUse`);
  if (use !== undefined) {
    violations.string(use['toolUseId'], `${path}.toolUse.toolUseId`, toolUseId);
    violations.string(use['name'], `${path}.toolUse.name`, toolName);
    violations.present(use['input'], `${path}.toolUse.input`);
  }
  const result = structure(block['toolResult'], `${path}.toolResult`);
  if (result !== undefined) {
    violations.string(result['toolUseId'], `${path}.toolResult.toolUseId`, toolUseId);
    if (violations.present(result['content'], `${path}.toolResult.content`)) {
      list(result['content'], `${path}.toolResult.content`).forEach((part, index) => {
        const member = structure(part, `${path}.toolResult.content.${index + 1}.member`);
        if (member?.['text'] !== undefined) text(member['text'], `${path}.toolResult.content.${index + 1}.member.text`);
      });
    }
    if (result['status'] !== undefined) violations.oneOf(result['status'], `${path}.toolResult.status`, ['success', 'error']);
  }
  checkCachePoint(violations, block['cachePoint'], `${path}.cachePoint`);
}

function checkSystem(violations: Violations, item: unknown, path: string): void {
  const block = structure(item, path) ?? {};
  if (block['text'] !== undefined) violations.string(block['text'], `${path}.text`, { min: 1 });
  checkCachePoint(violations, block['cachePoint'], `${path}.cachePoint`);
}

function checkCachePoint(violations: Violations, value: unknown, path: string): void {
  const cachePoint = structure(value, path);
  if (cachePoint === undefined) return;
  violations.oneOf(cachePoint['type'], `${path}.type`, ['default']);
  if (cachePoint['ttl'] !== undefined) violations.oneOf(cachePoint['ttl'], `${path}.ttl`, ['5m', '1h']);
}

function checkInference(violations: Violations, config: Node | undefined): void {
  if (config === undefined) return;
  violations.range(config['maxTokens'], 'inferenceConfig.maxTokens', 1, undefined);
  violations.range(config['temperature'], 'inferenceConfig.temperature', 0, 1);
  violations.range(config['topP'], 'inferenceConfig.topP', 0, 1);
  const maxTokens = config['maxTokens'];
  if (typeof maxTokens === 'number' && !Number.isInteger(maxTokens)) throw serialization('DECIMAL_VALUE', 'an Integer');
  const sequences = list(config['stopSequences'], 'inferenceConfig.stopSequences');
  if (sequences.length > 2500) violations.add(undefined, 'inferenceConfig.stopSequences', 'Member must have length less than or equal to 2500');
  sequences.forEach((item, index) => violations.string(item, `inferenceConfig.stopSequences.${index + 1}.member`, { min: 1 }));
}

function checkTools(violations: Violations, config: Node | undefined): void {
  if (config === undefined) return;
  if (!violations.present(config['tools'], 'toolConfig.tools')) return;
  const tools = list(config['tools'], 'toolConfig.tools');
  if (tools.length === 0) violations.add(undefined, 'toolConfig.tools', 'Member must have length greater than or equal to 1');
  tools.forEach((item, index) => {
    const path = `toolConfig.tools.${index + 1}.member`;
    const entry = structure(item, path) ?? {};
    checkCachePoint(violations, entry['cachePoint'], `${path}.cachePoint`);
    const spec = structure(entry['toolSpec'], `${path}.toolSpec`);
    if (spec === undefined) return;
    violations.string(spec['name'], `${path}.toolSpec.name`, toolName);
    if (spec['description'] !== undefined) violations.string(spec['description'], `${path}.toolSpec.description`, { min: 1 });
    violations.present(spec['inputSchema'], `${path}.toolSpec.inputSchema`);
    structure(spec['inputSchema'], `${path}.toolSpec.inputSchema`);
  });
  const choice = structure(config['toolChoice'], 'toolConfig.toolChoice');
  const tool = structure(choice?.['tool'], 'toolConfig.toolChoice.tool');
  if (tool !== undefined) violations.string(tool['name'], 'toolConfig.toolChoice.tool.name', toolName);
}

function checkGuardrail(violations: Violations, config: Node | undefined, streaming: boolean): void {
  if (config === undefined) return;
  violations.string(config['guardrailIdentifier'], 'guardrailConfig.guardrailIdentifier', {
    max: 2048,
    pattern: /^(|([a-z0-9]+)|(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail\/[a-z0-9]+))$/,
  });
  violations.string(config['guardrailVersion'], 'guardrailConfig.guardrailVersion', { pattern: /^(|([1-9][0-9]{0,7})|(DRAFT))$/ });
  if (config['trace'] !== undefined) violations.oneOf(config['trace'], 'guardrailConfig.trace', ['enabled', 'disabled', 'enabled_full']);
  if (streaming && config['streamProcessingMode'] !== undefined)
    violations.oneOf(config['streamProcessingMode'], 'guardrailConfig.streamProcessingMode', ['sync', 'async']);
}

class Violations {
  readonly #found: string[] = [];

  add(value: string | undefined, path: string, constraint: string): void {
    this.#found.push(`Value${value === undefined ? '' : ` '${value}'`} at '${path}' failed to satisfy constraint: ${constraint}`);
  }

  present(value: unknown, path: string): boolean {
    const there = value !== undefined && value !== null;
    if (!there) this.add('null', path, 'Member must not be null');
    return there;
  }

  oneOf(value: unknown, path: string, allowed: readonly string[]): void {
    if (!this.present(value, path)) return;
    const found = text(value, path);
    if (!allowed.includes(found)) this.add(found, path, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
  }

  string(value: unknown, path: string, rule: { readonly min?: number; readonly max?: number; readonly pattern?: RegExp }): void {
    if (!this.present(value, path)) return;
    const found = text(value, path);
    if (rule.pattern !== undefined && !rule.pattern.test(found))
      this.add(found, path, `Member must satisfy regular expression pattern: ${rule.pattern.source.slice(1, -1)}`);
    if (rule.min !== undefined && found.length < rule.min) this.add(found, path, `Member must have length greater than or equal to ${rule.min}`);
    if (rule.max !== undefined && found.length > rule.max) this.add(found, path, `Member must have length less than or equal to ${rule.max}`);
  }

  range(value: unknown, path: string, min: number, max: number | undefined): void {
    if (value === undefined || value === null) return;
    if (typeof value !== 'number') throw serialization(kindOf(value), 'a Number');
    if (value < min) this.add(String(value), path, `Member must have value greater than or equal to ${min}`);
    if (max !== undefined && value > max) this.add(String(value), path, `Member must have value less than or equal to ${max}`);
  }

  throwIfAny(): void {
    const count = this.#found.length;
    if (count > 0) throw validation(`${count} validation error${count === 1 ? '' : 's'} detected: ${this.#found.join('; ')}`);
  }
}

function structure(value: unknown, path: string): Node | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw serialization(kindOf(value), `a Structure${path === '' ? '' : ` at '${path}'`}`);
  return value as Node;
}

function list(value: unknown, path: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw serialization(kindOf(value), `a List at '${path}'`);
  return value;
}

function text(value: unknown, path: string): string {
  if (typeof value !== 'string') throw serialization(kindOf(value), `a String at '${path}'`);
  return value;
}

function serialization(found: string, wanted: string): ServiceError {
  return new ServiceError('SerializationException', `${found} can not be converted to ${wanted}`);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'START_ARRAY';
  if (value === null) return 'NULL_VALUE';
  switch (typeof value) {
    case 'string':
      return 'STRING_VALUE';
    case 'number':
      return 'NUMBER_VALUE';
    case 'boolean':
      return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
    default:
      return 'START_OBJECT';
  }
}
