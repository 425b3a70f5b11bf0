import { ConverseCommand, ConverseStreamCommand, type ConverseCommandInput } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveModel, type ServedModel } from './served-model.ts';

type Request = Omit<ConverseCommandInput, 'modelId'>;
interface Refusal {
  readonly rule: string;
  readonly request: Request | Record<string, unknown>;
  readonly modelId?: string;
  readonly message: RegExp | string;
  readonly name?: string;
}

const user = (...content: object[]): object => ({ role: 'user', content });
const assistant = (...content: object[]): object => ({ role: 'assistant', content });
const said = { text: 'hello' };
const use = (toolUseId: string, name = 'add', input: unknown = {}): object => ({ toolUse: { toolUseId, name, input } });
const result = (toolUseId: string, more: object = {}): object => ({ toolResult: { toolUseId, content: [{ text: 'ok' }], ...more } });
const tool = (name: string, json: unknown = { type: 'object' }, more: object = {}): object => ({ toolSpec: { name, inputSchema: { json }, ...more } });
const toolConfig = { tools: [tool('add')] };
const start = [user(said)];

const refusals: readonly Refusal[] = [
  {
    rule: 'no messages',
    request: { messages: [] },
    message: 'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
  },
  { rule: 'messages absent', request: {}, message: /must start with a user message/ },
  { rule: 'an assistant message first', request: { messages: [assistant(said), user(said)] }, message: /must start with a user message/ },
  {
    rule: 'two user messages in a row',
    request: { messages: [user(said), user(said)] },
    message:
      'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.',
  },
  { rule: 'an assistant message last', request: { messages: [user(said), assistant(said)] }, message: /must end with a user message/ },
  {
    rule: 'an unknown role',
    request: { messages: [{ role: 'system', content: [said] }] },
    message:
      "1 validation error detected: Value 'system' at 'messages.1.member.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant]",
  },
  {
    rule: 'content absent',
    request: { messages: [{ role: 'user' }] },
    message: /Value 'null' at 'messages\.1\.member\.content' failed to satisfy constraint: Member must not be null/,
  },
  {
    rule: 'content empty',
    request: { messages: [user()] },
    message: 'The content field in the Message object at messages.0 is empty. Add a ContentBlock object to the content field and try again.',
  },
  {
    rule: 'an empty text',
    request: { messages: [user({ text: '' })] },
    message: 'The text field in the ContentBlock object at messages.0.content.0 is blank. Add text to the text field, and try again.',
  },
  { rule: 'a text of white space', request: { messages: [user(said, { text: ' \n' })] }, message: /messages\.0\.content\.1 is blank/ },
  {
    rule: 'a cache point with nothing before it',
    request: { messages: [user({ cachePoint: { type: 'default' } }, said)] },
    message: /nothing before it to cache/,
  },
  {
    rule: 'a cache point of an unknown type',
    request: { messages: [user(said, { cachePoint: { type: 'forever' } })] },
    message: /'messages\.1\.member\.content\.2\.member\.cachePoint\.type'.*enum value set: \[default\]/,
  },
  {
    rule: 'an empty system text',
    request: { messages: start, system: [{ text: '' }] },
    message: /'system\.1\.member\.text' failed to satisfy constraint: Member must have length greater than or equal to 1/,
  },
  { rule: 'a blank system text', request: { messages: start, system: [{ text: '  ' }] }, message: /SystemContentBlock object at system\.0 is blank/ },
  {
    rule: 'a tool use nobody answers',
    request: { messages: [user(said), assistant(use('a')), user(said)], toolConfig },
    message: 'Expected toolResult blocks at messages.2.content for the following Ids: a',
  },
  {
    rule: 'one of two tool uses unanswered',
    request: { messages: [user(said), assistant(use('a'), use('b')), user(result('a'))], toolConfig },
    message: 'Expected toolResult blocks at messages.2.content for the following Ids: b',
  },
  {
    rule: 'tool uses in the last message',
    request: { messages: [user(said), assistant(use('a'))], toolConfig },
    message: 'Expected toolResult blocks at messages.2.content for the following Ids: a',
  },
  {
    rule: 'a tool result nobody asked for',
    request: { messages: [user(said), assistant(use('a')), user(result('a'), result('b'))], toolConfig },
    message: 'The number of toolResult blocks at messages.2.content exceeds the number of toolUse blocks of previous turn.',
  },
  { rule: 'a tool result at the start', request: { messages: [user(result('a'))], toolConfig }, message: /exceeds the number of toolUse blocks/ },
  {
    rule: 'a tool use answered twice',
    request: { messages: [user(said), assistant(use('a')), user(result('a'), result('a'))], toolConfig },
    message: 'The toolResult blocks at messages.2.content contain duplicate Ids: a',
  },
  {
    rule: 'two tool uses with one id',
    request: { messages: [user(said), assistant(use('a'), use('a')), user(result('a'))], toolConfig },
    message: 'The toolUse blocks at messages.1.content contain duplicate Ids: a',
  },
  {
    rule: 'a tool use in a user message',
    request: { messages: [user(said, use('a'))], toolConfig },
    message: /toolUse block at messages\.0\.content\.1 is not allowed in a user message/,
  },
  {
    rule: 'a tool result in an assistant message',
    request: { messages: [user(said), assistant(result('a')), user(said)], toolConfig },
    message: /not allowed in an assistant message/,
  },
  {
    rule: 'reasoning in a user message',
    request: { messages: [user({ reasoningContent: { reasoningText: { text: 'hm' } } })] },
    message: /reasoningContent block at messages\.0\.content\.0 is not allowed/,
  },
  {
    rule: 'tool blocks without toolConfig',
    request: { messages: [user(said), assistant(use('a')), user(result('a'))] },
    message: 'The toolConfig field must be defined when using toolUse and toolResult content blocks.',
  },
  {
    rule: 'a tool use id with blanks',
    request: { messages: [user(said), assistant(use('a b')), user(result('a b'))], toolConfig },
    message: /2 validation errors detected: .*toolUse\.toolUseId.*regular expression pattern: \[a-zA-Z0-9_\.:-\]\+; .*toolResult\.toolUseId/,
  },
  {
    rule: 'a tool use id of 65 characters',
    request: { messages: [user(said), assistant(use('a'.repeat(65))), user(result('a'.repeat(65)))], toolConfig },
    message: /length less than or equal to 64/,
  },
  {
    rule: 'a tool use without input',
    request: { messages: [user(said), assistant({ toolUse: { toolUseId: 'a', name: 'add' } }), user(result('a'))], toolConfig },
    message: /toolUse\.input' failed to satisfy constraint: Member must not be null/,
  },
  {
    rule: 'a tool use whose input is no object',
    request: { messages: [user(said), assistant(use('a', 'add', 'x')), user(result('a'))], toolConfig },
    message: /messages\.1\.content\.0\.toolUse\.input is invalid/,
  },
  {
    rule: 'an error result without content',
    request: { messages: [user(said), assistant(use('a')), user(result('a', { status: 'error', content: [] }))], toolConfig },
    message: 'The content field at messages.2.content.0.toolResult cannot be empty when status value is error.',
  },
  {
    rule: 'a tool result of unknown status',
    request: { messages: [user(said), assistant(use('a')), user(result('a', { status: 'failed' }))], toolConfig },
    message: /toolResult\.status'.*enum value set: \[success, error\]/,
  },
  {
    rule: 'a json result that is no object',
    request: { messages: [user(said), assistant(use('a')), user(result('a', { content: [{ json: [1] }] }))], toolConfig },
    message: /toolResult\.content\.0\.json is invalid/,
  },
  {
    rule: 'an empty tool list',
    request: { messages: start, toolConfig: { tools: [] } },
    message: "1 validation error detected: Value at 'toolConfig.tools' failed to satisfy constraint: Member must have length greater than or equal to 1",
  },
  {
    rule: 'a tool name with a dot',
    request: { messages: start, toolConfig: { tools: [tool('a.b')] } },
    message:
      "1 validation error detected: Value 'a.b' at 'toolConfig.tools.1.member.toolSpec.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+",
  },
  {
    rule: 'a tool name of 65 characters',
    request: { messages: start, toolConfig: { tools: [tool('a'.repeat(65))] } },
    message: /length less than or equal to 64/,
  },
  {
    rule: 'an empty tool name and description',
    request: { messages: start, toolConfig: { tools: [tool('', { type: 'object' }, { description: '' })] } },
    message: /^3 validation errors detected/,
  },
  { rule: 'two tools of one name', request: { messages: start, toolConfig: { tools: [tool('add'), tool('add')] } }, message: /Tool names must be unique/ },
  {
    rule: 'a tool schema of type string',
    request: { messages: start, toolConfig: { tools: [tool('add'), tool('sub', { type: 'string' })] } },
    message: 'The value at toolConfig.tools.1.toolSpec.inputSchema.json.type must be one of the following: object.',
  },
  {
    rule: 'a tool schema without type',
    request: { messages: start, toolConfig: { tools: [tool('add', {})] } },
    message: /inputSchema\.json\.type must be one of the following: object/,
  },
  {
    rule: 'a tool list of cache points only',
    request: { messages: start, toolConfig: { tools: [{ cachePoint: { type: 'default' } }] } },
    message: /at least one toolSpec/,
  },
  {
    rule: 'a choice of a tool that is not offered',
    request: { messages: start, toolConfig: { ...toolConfig, toolChoice: { tool: { name: 'sub' } } } },
    message: /Tool 'sub' not found in provided tools/,
  },
  {
    rule: 'maxTokens of 0',
    request: { messages: start, inferenceConfig: { maxTokens: 0 } },
    message:
      "1 validation error detected: Value '0' at 'inferenceConfig.maxTokens' failed to satisfy constraint: Member must have value greater than or equal to 1",
  },
  { rule: 'maxTokens above the limit', request: { messages: start, inferenceConfig: { maxTokens: 64_001 } }, message: /exceeds the model limit of 64000/ },
  {
    rule: 'a temperature above 1',
    request: { messages: start, inferenceConfig: { temperature: 1.5 } },
    message: /inferenceConfig\.temperature' failed to satisfy constraint: Member must have value less than or equal to 1/,
  },
  { rule: 'a negative topP', request: { messages: start, inferenceConfig: { topP: -0.1 } }, message: /inferenceConfig\.topP'.*greater than or equal to 0/ },
  { rule: 'an empty stop sequence', request: { messages: start, inferenceConfig: { stopSequences: [''] } }, message: /stopSequences\.1\.member/ },
  {
    rule: 'more input than the model takes',
    request: { messages: [user({ text: 'word '.repeat(170_000) })] },
    message: 'Input is too long for requested model.',
  },
  { rule: 'a model id that is none', request: { messages: start }, modelId: 'no model!', message: 'The provided model identifier is invalid.' },
  {
    rule: 'a text of another type',
    request: { messages: [user({ text: 5 })] },
    message: /NUMBER_VALUE can not be converted to a String/,
    name: 'SerializationException',
  },
  {
    rule: 'content that is no list',
    request: { messages: [{ role: 'user', content: { 0: said } }] },
    message: /can not be converted to a List/,
    name: 'SerializationException',
  },
];

let served: ServedModel;
beforeAll(async () => {
  served = await serveModel({ answer: () => ({ content: [{ text: 'fine' }] }) });
});
afterAll(() => served[Symbol.asyncDispose]());

describe('the endpoint refuses what the service refuses', () => {
  it.each(refusals.map((refusal) => [refusal.rule, refusal] as const))(
    '%s',
    async (_, { request, modelId = 'a.model-v1:0', message, name = 'ValidationException' }) => {
      const input = { modelId, ...request } as ConverseCommandInput;
      for (const command of [new ConverseCommand(input), new ConverseStreamCommand(input)]) {
        const error: unknown = await served.client.send(command as ConverseCommand).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        expect(error).toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
        const exact = typeof message === 'string' ? (error as Error).message === message : message.test((error as Error).message);
        expect(exact ? '' : (error as Error).message).toBe('');
      }
    },
  );
});

describe('the endpoint accepts what the service accepts', () => {
  it.each([
    ['unknown members', { messages: [user({ ...said })], somethingNew: { a: 1 }, additionalModelRequestFields: { top_k: 5 } }],
    ['an empty text within a tool result', { messages: [user(said), assistant(use('a')), user(result('a', { content: [{ text: '' }] }))], toolConfig }],
    ['a tool result without content', { messages: [user(said), assistant(use('a')), user(result('a', { content: [] }))], toolConfig }],
    [
      'json results and text beside them',
      { messages: [user(said), assistant(said, use('a')), user(result('a', { content: [{ json: { sum: 1 } }] }), { text: 'go on' })], toolConfig },
    ],
    [
      'cache points after system, tools and content',
      {
        messages: [user(said, { cachePoint: { type: 'default' } })],
        system: [{ text: 'Be brief.' }, { cachePoint: { type: 'default' } }],
        toolConfig: { tools: [tool('add'), { cachePoint: { type: 'default' } }], toolChoice: { auto: {} } },
      },
    ],
    ['an inference profile ARN', { messages: start, modelId: 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6' }],
    [
      'the same tool use id in another turn',
      { messages: [user(said), assistant(use('a')), user(result('a')), assistant(use('a')), user(result('a'))], toolConfig },
    ],
  ])('%s', async (_, request) => {
    const answer = await served.client.send(new ConverseCommand({ modelId: 'a.model-v1:0', ...request } as ConverseCommandInput));
    expect(answer.output?.message?.content).toEqual([{ text: 'fine' }]);
  });
});
