/** Which models answer, from the command line, checked before anything is started. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createDirectory } from '../../codegen/output/create-directory.ts';
import { parseModelReferences, type ModelReference } from '../../handlers/adapters/models/model-reference.ts';
import { createPriceList, type PriceList } from '../../handlers/adapters/models/price-list.ts';
import { reasonOf, unknownModel, unreachable } from '../../handlers/adapters/openai/advice.ts';
import { connectionOf, type Connection } from '../../handlers/adapters/openai/connection.ts';
import { modelRoles } from '../local/arbiter.ts';
import { missingCredentials } from '../local/environment.ts';
import { Failure, misuse } from './failure.ts';

export interface ModelChoice {
  /** For every role that `models` does not name. */
  readonly model?: string;
  readonly models?: Readonly<Record<string, string>>;
  readonly modelUrl?: string;
  /** Absolute path of the recording to be made. */
  readonly record?: string;
  /** Absolute path of the user's own prices. */
  readonly prices?: string;
}

/** The options that choose models, as a command gets them. */
export interface ModelOptions {
  /** Model ids, for all roles or as `<role>=<id>`; none for the offline model. */
  readonly model: readonly string[];
  readonly modelUrl: string | undefined;
  readonly record: string | undefined;
  readonly prices: string | undefined;
}

/** Ollama cuts what does not fit its context without a word, and its default may be 4,096 tokens (Ollama documentation, Context length). */
const ROOM = ' (it needs room: OLLAMA_CONTEXT_LENGTH=32768 ollama serve)';

/** How long an endpoint may take to say what it offers, in milliseconds. */
const PATIENCE_MS = 5_000;

/** Undefined when nothing was chosen. Throws on what contradicts itself. */
export function readModelChoice({ model, modelUrl, record, prices }: ModelOptions): ModelChoice | undefined {
  const models: Record<string, string> = {};
  let all: string | undefined;
  for (const text of model) {
    const [, role, ids] = /^(\w+)=(.+)$/u.exec(text) ?? [];
    if (role === undefined || ids === undefined) all = absolute(text);
    else if (modelRoles.includes(role)) models[role] = absolute(ids);
    else throw misuse(`--model "${text}": there is no role "${role}", only ${modelRoles.join(', ')}`);
  }
  if (model.length === 0 && modelUrl === undefined && record === undefined && prices === undefined) return undefined;
  if (modelUrl !== undefined && !referencesOf({ ...(all !== undefined && { model: all }), models }).some(isOpenAi))
    throw misuse('--model-url is the address of an OpenAI-compatible endpoint: name its model too, for instance --model openai:<name>');
  const file = record === undefined ? undefined : path.resolve(record);
  if (file !== undefined && existsSync(file)) throw misuse(`--record "${record ?? ''}" exists already: name a new file, or remove it`);
  return {
    ...(all !== undefined && { model: all }),
    models,
    ...(modelUrl !== undefined && { modelUrl }),
    ...(file !== undefined && { record: file }),
    ...(prices !== undefined && { prices: path.resolve(prices) }),
  };
}

/** Whether each can be asked; resolves with a line that says who answers. Throws with what to do where one cannot. */
export async function checkModels(choice: ModelChoice): Promise<string> {
  const environment = environmentOf(choice);
  const prices = pricesOf(environment);
  const places = await Promise.all(
    referencesOf(choice).map(
      async (reference) =>
        `${await checkReference(reference, environment)}${reference.id !== 'offline' && prices.priceOf(reference.id) === undefined ? ', price unknown' : ''}`,
    ),
  );
  if (choice.record !== undefined) await makeRecording(choice.record, environment);
  return [`model: ${places.join(', then ')}`, ...(choice.record === undefined ? [] : [`recording to ${choice.record}`])].join('; ');
}

/** Before anything is asked: what cannot be kept would be paid for in vain. */
async function makeRecording(file: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const { createRecorder } = await import('../../handlers/adapters/recording/recorder.ts');
  try {
    createDirectory(path.dirname(file));
    createRecorder(file, environment);
  } catch (cause) {
    throw misuse(`--record "${file}" cannot be written (${cause instanceof Error ? cause.message : String(cause)}): name a file in a folder of yours`);
  }
}

/** What the functions will find in their environment, as far as it is about models. */
export function environmentOf({ modelUrl, prices }: ModelChoice): NodeJS.ProcessEnv {
  return { ...process.env, ...(modelUrl !== undefined && { MODEL_URL: modelUrl }), ...(prices !== undefined && { MODEL_PRICES: prices }) };
}

/** The prices that a run will be charged by. Throws on a price file that cannot be used. */
export function pricesOf(environment: NodeJS.ProcessEnv): PriceList {
  return usable(() => createPriceList(environment));
}

/** Ids of chosen models that no cost budget can hold, since nobody has said what they cost. */
export function unpricedModels(choice: ModelChoice): readonly string[] {
  const prices = pricesOf(environmentOf(choice));
  return referencesOf(choice).flatMap(({ id }) => (id === 'offline' || prices.priceOf(id) !== undefined ? [] : [id]));
}

/** Whether one model can be asked, as far as that is known without asking it; resolves with where it is. Throws with what to do otherwise. */
export async function checkReference(reference: ModelReference, environment: NodeJS.ProcessEnv): Promise<string> {
  const { provider, name, id } = reference;
  switch (provider) {
    case 'bedrock':
      if (id === 'offline') return 'the offline model, a rule-based stand-in';
      if ('AWS_ACCESS_KEY_ID' in missingCredentials())
        throw misuse(
          `--model "${id}" asks Amazon Bedrock and needs your AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or leave --model out`,
        );
      return `${name} on Amazon Bedrock`;
    case 'openai':
    case 'ollama': {
      const connection = connectionFor(provider, environment);
      await checkOffer(connection, name);
      return `${id} at ${connection.baseUrl}${provider === 'ollama' ? ROOM : ''}`;
    }
    case 'replay': {
      const { Recording } = await import('../../handlers/adapters/recording/recording.ts');
      usable(() => new Recording(name, environment));
      return `the recording ${name}`;
    }
  }
}

function connectionFor(provider: 'openai' | 'ollama', environment: NodeJS.ProcessEnv): Connection {
  return usable(() => connectionOf(provider, environment));
}

/** Asks the endpoint for its models; one that does not tell is taken at its word later. */
async function checkOffer(connection: Connection, name: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(`${connection.baseUrl}/models`, {
      headers: { authorization: `Bearer ${connection.apiKey}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (cause) {
    throw new Failure(unreachable(connection, reasonOf(cause)), 1);
  }
  if (response.status === 401 || response.status === 403)
    throw new Failure(
      `${connection.baseUrl} refuses the key (status ${response.status}): check ${connection.provider === 'ollama' ? 'OLLAMA_API_KEY' : 'OPENAI_API_KEY'}`,
      1,
    );
  const offered = response.ok ? idsOf(await response.json().catch(() => undefined)) : [];
  if (offered.length === 0 || offered.includes(name) || offered.includes(`${name}:latest`)) return;
  throw new Failure(unknownModel(connection, name, `it offers ${offered.slice(0, 8).join(', ')}${offered.length > 8 ? ', …' : ''}`), 1);
}

function idsOf(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null || !('data' in body) || !Array.isArray(body.data)) return [];
  return body.data.flatMap((item: unknown) => (typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string' ? [item.id] : []));
}

/** Every model that is named, each once, fallbacks included; the offline model when none is. */
export function referencesOf({ model, models = {} }: ModelChoice): readonly ModelReference[] {
  const texts = [...(model === undefined ? [] : [model]), ...Object.values(models)];
  const found = new Map(texts.flatMap((text) => usable(() => parseModelReferences(text))).map((reference) => [reference.id, reference]));
  return found.size > 0 ? [...found.values()] : parseModelReferences('offline');
}

function isOpenAi({ provider }: ModelReference): boolean {
  return provider === 'openai' || provider === 'ollama';
}

/** A recording is found from wherever the command was given. */
function absolute(text: string): string {
  const [, file] = /^replay:(.+)$/u.exec(text) ?? [];
  return file === undefined ? text : `replay:${path.resolve(file)}`;
}

/** A wrong value is a user's mistake, not a defect. */
function usable<T>(make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw misuse(cause instanceof Error ? cause.message : String(cause));
  }
}
