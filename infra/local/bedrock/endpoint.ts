/**
 * The Bedrock Runtime endpoint of the embedded runtime: Converse and ConverseStream for the real SDK client. What the
 * service would refuse is refused here with the same error type, before the model sees it.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, type ServerHttp2Stream } from 'node:http2';
import { assertShape } from './constraints.ts';
import { assertConversation } from './conversation.ts';
import type { Answer, ConverseModel, Failure } from './converse-model.ts';
import type { ConverseRequest } from './converse-request.ts';
import { encodeEvent, encodeException, toEvents } from './event-stream.ts';
import { estimateTokens, toGeneration, type Generation } from './generation.ts';
import { blockedInput, guarded, guardrailOf, type AppliedGuardrail, type Guardrail } from './guardrail.ts';
import { ServiceError, validation } from './service-error.ts';
import { assertToolConfiguration } from './tool-configuration.ts';

/** Limits of the model that is stood in for. */
export interface EndpointLimits {
  /** Tokens of input the model takes. Default 200,000. */
  readonly contextTokens?: number;
  /** Largest `inferenceConfig.maxTokens`. Default 64,000. */
  readonly maxTokens?: number;
  /** Bytes of a request body. Default 20 MiB. */
  readonly bodyBytes?: number;
  /** Guardrails by id. None at all: a request may name any, and none intervenes. */
  readonly guardrails?: Readonly<Record<string, Guardrail>>;
}

/** Answers one request whose body has been read; never rejects. Mount it for every path below `/model/`. */
export type BedrockEndpoint = (request: Pick<IncomingMessage, 'url' | 'method'>, body: Buffer, response: ServerResponse) => Promise<void>;

const route = /^\/model\/([^/?]+)\/(converse|converse-stream)(?:\?.*)?$/;

/** Creates the endpoint over a model. Unknown failures of the model become an InternalServerException. */
export function createBedrockEndpoint(model: ConverseModel, limits: EndpointLimits = {}): BedrockEndpoint {
  return async (request, body, response) => {
    const started = performance.now();
    const latency = (): number => Math.round(performance.now() - started);
    try {
      const { modelId, streaming } = toOperation(request);
      const converse = toRequest(body, limits, streaming);
      const guardrail = guardrailOf(converse, limits.guardrails);
      const refused = guardrail === undefined ? undefined : blockedInput(guardrail, converse);
      const reply = refused === undefined ? await model.answer(modelId, converse) : { generation: refused };
      const answered = 'failure' in reply ? reply : 'generation' in reply ? reply : { generation: generated(converse, reply, guardrail, streaming) };
      if (streaming) sendStream(response, converse, answered, latency);
      else sendAnswer(response, answered, latency);
    } catch (error) {
      sendError(
        response,
        error instanceof ServiceError
          ? error
          : new ServiceError('InternalServerException', `The model failed: ${error instanceof Error ? error.message : String(error)}`),
      );
    }
  };
}

/** What is sent: a failure, or an answer with everything applied. */
type Sent = Failure | { readonly generation: Generation };

function generated(request: ConverseRequest, answer: Answer, guardrail: AppliedGuardrail | undefined, streaming: boolean): Generation {
  const generation = toGeneration(request, answer);
  return guardrail === undefined ? generation : guarded(guardrail, generation, streaming && guardrail.config.streamProcessingMode === 'async');
}

function toOperation(request: Pick<IncomingMessage, 'url' | 'method'>): { readonly modelId: string; readonly streaming: boolean } {
  const [, id, operation] = route.exec(request.url ?? '') ?? [];
  if (id === undefined || request.method !== 'POST')
    throw new ServiceError(
      'UnknownOperationException',
      `Unknown operation: ${request.method ?? ''} ${request.url ?? ''}. This endpoint serves Converse and ConverseStream.`,
    );
  let modelId: string;
  try {
    modelId = decodeURIComponent(id);
  } catch (cause) {
    throw Object.assign(validation('The provided model identifier is invalid.'), { cause });
  }
  if (modelId.length > 2048 || !/^[a-zA-Z0-9][a-zA-Z0-9_.:/-]*$/.test(modelId)) throw validation('The provided model identifier is invalid.');
  return { modelId, streaming: operation === 'converse-stream' };
}

function toRequest(body: Buffer, limits: EndpointLimits, streaming: boolean): ConverseRequest {
  if (body.length > (limits.bodyBytes ?? 20 * 1024 * 1024)) throw validation('Input is too long for requested model.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw Object.assign(new ServiceError('SerializationException', `The request body is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`), {
      cause,
    });
  }
  assertShape(parsed, streaming);
  // Shape and rules are checked above and below: from here on the value is what the type says.
  const request = parsed as ConverseRequest;
  assertConversation(request);
  assertToolConfiguration(request);
  assertSize(request, limits);
  return request;
}

function assertSize(request: ConverseRequest, limits: EndpointLimits): void {
  const most = limits.maxTokens ?? 64_000;
  const wanted = request.inferenceConfig?.maxTokens ?? 0;
  if (wanted > most)
    throw validation(`The maximum tokens you requested exceeds the model limit of ${most}. Try again with a maximum tokens value that is lower than ${most}.`);
  const tokens = estimateTokens(request.messages) + estimateTokens(request.system) + estimateTokens(request.toolConfig);
  if (tokens > (limits.contextTokens ?? 200_000)) throw validation('Input is too long for requested model.');
}

function sendAnswer(response: ServerResponse, sent: Sent, latency: () => number): void {
  if (isFailure(sent)) return fail(response, sent);
  const { content, stopReason, usage, trace } = sent.generation;
  response.writeHead(200, { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() });
  response.end(
    JSON.stringify({
      output: { message: { role: 'assistant', content } },
      stopReason,
      usage,
      metrics: { latencyMs: latency() },
      ...(trace !== undefined && { trace }),
    }),
  );
}

function sendStream(response: ServerResponse, request: ConverseRequest, reply: Sent, latency: () => number): void {
  if (isFailure(reply) && (reply.afterEvents ?? 0) === 0) return fail(response, reply);
  const generation = isFailure(reply) ? toGeneration(request, reply.answer ?? { content: [{ text: 'This answer breaks off.' }] }) : reply.generation;
  const events = toEvents(generation, latency());
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-requestid': randomUUID() });
  for (const event of isFailure(reply) ? events.slice(0, reply.afterEvents) : events) response.write(encodeEvent(event));
  if (!isFailure(reply)) {
    response.end();
    return;
  }
  if (reply.failure === 'disconnect') cut(response);
  else response.end(encodeException(new ServiceError(reply.failure, reply.message, reply.members)));
}

function fail(response: ServerResponse, reply: Failure): void {
  if (reply.failure === 'disconnect') cut(response);
  else sendError(response, new ServiceError(reply.failure, reply.message, reply.members));
}

/** Ends the connection without an end: over HTTP/2 a reset stream, because closing one looks like an ordinary end. */
function cut(response: ServerResponse): void {
  const { stream } = response as ServerResponse & { readonly stream?: ServerHttp2Stream };
  if (stream === undefined) response.destroy();
  else stream.close(constants.NGHTTP2_INTERNAL_ERROR);
}

function sendError(response: ServerResponse, error: ServiceError): void {
  if (response.headersSent) {
    response.destroy(error);
    return;
  }
  response.writeHead(error.status, { 'content-type': 'application/json', 'x-amzn-errortype': error.type, 'x-amzn-requestid': randomUUID() });
  response.end(JSON.stringify({ message: error.message, ...error.members }));
}

function isFailure(reply: Sent): reply is Failure {
  return 'failure' in reply;
}
