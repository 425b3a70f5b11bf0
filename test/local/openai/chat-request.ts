/**
 * The request of Chat Completions as a strict server reads it: what OpenAI's own service refuses is refused here with the
 * same kind of message. Source: API reference, Create chat completion, and messages seen in public bug reports.
 */

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly { readonly type: 'function'; readonly function: ChatFunction }[];
  readonly tool_choice?: unknown;
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly temperature?: number;
}

export interface ChatFunction {
  readonly name: string;
  readonly description?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface ChatMessage {
  readonly role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  readonly content?: string | null | readonly { readonly type: string; readonly text?: string }[];
  readonly tool_calls?: readonly { readonly id: string; readonly type: 'function'; readonly function: { readonly name: string; readonly arguments: string } }[];
  readonly tool_call_id?: string;
}

/** The server's refusal. */
export class ChatError extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, code: string | null = null, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'ChatError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const TOP = [
  'model',
  'messages',
  'tools',
  'tool_choice',
  'stream',
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'top_p',
  'stop',
  'parallel_tool_calls',
  'n',
  'user',
];
const NAME = /^[a-zA-Z0-9_-]{1,64}$/u;

export function parseChatRequest(body: string): ChatRequest {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new ChatError(400, 'We could not parse the JSON body of your request.');
  }
  const request = object(value, 'body');
  known(request, TOP, '');
  string(request['model'], 'model');
  const messages = array(request['messages'], 'messages');
  if (messages.length === 0) throw new ChatError(400, "Invalid 'messages': empty array. Expected an array with minimum length 1.");
  messages.forEach((message, index) => checkMessage(object(message, `messages[${index}]`), `messages[${index}]`));
  checkPairs(messages as readonly ChatMessage[]);
  checkTools(request);
  if (request['max_tokens'] !== undefined && request['max_completion_tokens'] !== undefined)
    throw new ChatError(400, "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.");
  const most = request['max_tokens'] ?? request['max_completion_tokens'];
  if (most !== undefined && !(Number.isInteger(most) && Number(most) >= 1)) throw new ChatError(400, "Invalid 'max_tokens': integer below minimum value.");
  const { temperature } = request;
  if (temperature !== undefined && !(typeof temperature === 'number' && temperature >= 0 && temperature <= 2))
    throw new ChatError(400, "Invalid 'temperature': Expected a value between 0 and 2.");
  if (request['stream_options'] !== undefined && request['stream'] !== true)
    throw new ChatError(400, "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
  return value as ChatRequest;
}

const MESSAGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  system: ['role', 'content', 'name'],
  developer: ['role', 'content', 'name'],
  user: ['role', 'content', 'name'],
  assistant: ['role', 'content', 'name', 'tool_calls', 'refusal'],
  tool: ['role', 'content', 'tool_call_id'],
};

function checkMessage(message: Fields, path: string): void {
  const role = string(message['role'], `${path}.role`);
  const keys = MESSAGE_KEYS[role];
  if (keys === undefined) throw new ChatError(400, `Invalid value: '${role}'. Supported values are: 'system', 'assistant', 'user', 'tool', and 'developer'.`);
  known(message, keys, path);
  const calls = message['tool_calls'];
  if (calls !== undefined) checkCalls(array(calls, `${path}.tool_calls`), path);
  const { content } = message;
  if (content === null || content === undefined) {
    if (role !== 'assistant' || calls === undefined) throw new ChatError(400, `Invalid value for 'content': expected a string, got null. (${path})`);
  } else if (typeof content === 'string') {
    if (content === '' && (role === 'system' || role === 'user' || role === 'tool')) throw new ChatError(400, `Invalid '${path}.content': empty string.`);
  } else checkParts(array(content, `${path}.content`), role, path);
  if (role === 'tool') string(message['tool_call_id'], `${path}.tool_call_id`);
}

function checkParts(parts: readonly unknown[], role: string, path: string): void {
  if (parts.length === 0) throw new ChatError(400, `Invalid '${path}.content': empty array.`);
  parts.forEach((part, index) => {
    const { type } = object(part, `${path}.content[${index}]`);
    const allowed = role === 'user' ? ['text', 'image_url', 'file'] : ['text'];
    if (typeof type !== 'string' || !allowed.includes(type)) throw new ChatError(400, `Invalid value: '${String(type)}'. (${path}.content[${index}].type)`);
  });
}

function checkCalls(calls: readonly unknown[], path: string): void {
  if (calls.length === 0) throw new ChatError(400, `[] is too short - '${path}.tool_calls'`);
  const ids = new Set<string>();
  calls.forEach((item, index) => {
    const at = `${path}.tool_calls[${index}]`;
    const call = object(item, at);
    known(call, ['id', 'type', 'function'], at);
    const id = string(call['id'], `${at}.id`);
    if (ids.has(id)) throw new ChatError(400, `Duplicate value for 'tool_call_id' of '${id}' in ${at}`);
    ids.add(id);
    if (call['type'] !== 'function') throw new ChatError(400, `Invalid value: '${String(call['type'])}'. (${at}.type)`);
    const fn = object(call['function'], `${at}.function`);
    if (!NAME.test(string(fn['name'], `${at}.function.name`))) throw new ChatError(400, `Invalid '${at}.function.name': string does not match pattern.`);
    const text = string(fn['arguments'], `${at}.function.arguments`);
    try {
      object(JSON.parse(text), `${at}.function.arguments`);
    } catch {
      throw new ChatError(400, `Invalid '${at}.function.arguments': not a JSON object.`);
    }
  });
}

/** Each call is answered once, before anything else is said. */
function checkPairs(messages: readonly ChatMessage[]): void {
  let open: string[] = [];
  messages.forEach((message, index) => {
    if (message.role === 'tool') {
      if (!open.includes(message.tool_call_id ?? ''))
        throw new ChatError(
          400,
          `Invalid parameter: messages with role 'tool' must be a response to a preceding message with 'tool_calls'. (messages[${index}], '${message.tool_call_id ?? ''}')`,
        );
      open = open.filter((id) => id !== message.tool_call_id);
      return;
    }
    refuseOpen(open);
    open = (message.tool_calls ?? []).map(({ id }) => id);
  });
  refuseOpen(open);
}

function refuseOpen(open: readonly string[]): void {
  if (open.length > 0)
    throw new ChatError(
      400,
      `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${open.join(', ')}`,
    );
}

function checkTools(request: Fields): void {
  if (request['tools'] === undefined) {
    if (request['tool_choice'] !== undefined)
      throw new ChatError(400, "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.");
    return;
  }
  const tools = array(request['tools'], 'tools');
  if (tools.length === 0) throw new ChatError(400, "[] is too short - 'tools'");
  const names = tools.map((item, index) => {
    const tool = object(item, `tools[${index}]`);
    if (tool['type'] !== 'function') throw new ChatError(400, `Invalid value: '${String(tool['type'])}'. (tools[${index}].type)`);
    const fn = object(tool['function'], `tools[${index}].function`);
    known(fn, ['name', 'description', 'parameters', 'strict'], `tools[${index}].function`);
    if (!NAME.test(string(fn['name'], `tools[${index}].function.name`)))
      throw new ChatError(
        400,
        `Invalid 'tools[${index}].function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
      );
    if (fn['parameters'] !== undefined && object(fn['parameters'], `tools[${index}].function.parameters`)['type'] !== 'object')
      throw new ChatError(400, `Invalid schema for function '${String(fn['name'])}': schema must be of type "object".`);
    return String(fn['name']);
  });
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ChatError(400, `Invalid 'tools': duplicate function name '${twice}'.`);
}

function known(value: Fields, keys: readonly string[], path: string): void {
  const other = Object.keys(value).find((key) => !keys.includes(key));
  if (other !== undefined) throw new ChatError(400, `Unrecognized request argument supplied: ${path === '' ? '' : `${path}.`}${other}`);
}

function object(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ChatError(400, `Invalid type for '${path}': expected an object.`);
  return value as Fields;
}

function array(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new ChatError(400, `Invalid type for '${path}': expected an array.`);
  return value;
}

function string(value: unknown, path: string): string {
  if (typeof value !== 'string' || value === '') throw new ChatError(400, `Invalid type for '${path}': expected a string.`);
  return value;
}
