/** One chunk of a stream as the protocol has it, whatever the server made of it. Only the first choice counts. */

type Fields = Readonly<Record<string, unknown>>;

/** The chunk with an id, at most one choice, text as text, calls with place, id and arguments as text, and tokens that were counted. */
export function regularChunk(chunk: Fields, calls: RegularCalls): object {
  const choices = Array.isArray(chunk['choices']) ? (chunk['choices'] as readonly unknown[]).filter(isObject) : [];
  const [choice] = choices;
  const usage = usageOf(chunk['usage']) ?? usageOf(fieldsOf(chunk['x_groq'])['usage']) ?? usageOf(choice?.['usage']);
  return {
    id: typeof chunk['id'] === 'string' && chunk['id'] !== '' ? chunk['id'] : 'none',
    object: 'chat.completion.chunk',
    created: 0,
    model: typeof chunk['model'] === 'string' ? chunk['model'] : '',
    choices: choice === undefined ? [] : [{ index: 0, delta: deltaOf(fieldsOf(choice['delta']), calls), finish_reason: finishOf(choice['finish_reason']) }],
    ...(usage !== undefined && { usage }),
  };
}

function deltaOf(delta: Fields, calls: RegularCalls): object {
  const content = textOf(delta['content']);
  const refusal = textOf(delta['refusal']);
  const called = Array.isArray(delta['tool_calls']) ? (delta['tool_calls'] as readonly unknown[]).filter(isObject).map((call) => calls.take(call)) : [];
  return {
    role: 'assistant',
    ...(content !== undefined && { content }),
    ...(refusal !== undefined && { refusal }),
    ...(called.length > 0 && { tool_calls: called }),
  };
}

/** Text, or the text of a list of parts; thoughts among them are no part of the answer. */
function textOf(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  return content.flatMap((part) => (isObject(part) && part['type'] === 'text' && typeof part['text'] === 'string' ? [part['text']] : [])).join('');
}

/** Lower case, as some servers shout; undefined and blank are none. */
function finishOf(reason: unknown): string | null {
  return typeof reason === 'string' && reason !== '' ? reason.toLowerCase() : null;
}

/** Tokens as counted. A count of nothing at all is none: then they are estimated. */
function usageOf(value: unknown): object | undefined {
  const { prompt_tokens: prompt, completion_tokens: completion, prompt_tokens_details: details, prompt_cache_hit_tokens: hit } = fieldsOf(value);
  if (!isCount(prompt) || !isCount(completion) || prompt + completion === 0) return undefined;
  const cached = [fieldsOf(details)['cached_tokens'], hit].find(isCount) ?? 0;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: Math.min(cached, prompt) },
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

interface Call {
  readonly index: number;
  /** As the server named it; undefined when it did not. */
  readonly given: string | undefined;
  readonly place: unknown;
  arguments: string;
}

/** Tells the calls of one answer apart, and gives each a place and an id of its own. */
export class RegularCalls {
  readonly #calls: Call[] = [];
  readonly #ids = new Set<string>();

  /** A piece of a call, with the place of the call it belongs to; its first piece has id and name. */
  take(piece: Fields): object {
    const given = typeof piece['id'] === 'string' && piece['id'] !== '' ? piece['id'] : undefined;
    const fn = fieldsOf(piece['function']);
    const name = typeof fn['name'] === 'string' && fn['name'] !== '' ? fn['name'] : undefined;
    const text = argumentsOf(fn['arguments'] ?? fn['parameters']);
    const known = this.#knownAs(given, piece['index'], name !== undefined, text);
    if (known !== undefined) {
      known.arguments += text;
      return { index: known.index, function: { arguments: text } };
    }
    const call: Call = { index: this.#calls.length, given, place: piece['index'], arguments: text };
    this.#calls.push(call);
    const id = given === undefined || this.#ids.has(given) ? `call_${crypto.randomUUID().replaceAll('-', '').slice(0, 24)}` : given;
    this.#ids.add(id);
    return { index: call.index, id, type: 'function', function: { name: name ?? '', arguments: text } };
  }

  /** The call that a piece goes on with, by its place or as the last one; undefined for the first piece of another call. */
  #knownAs(given: string | undefined, place: unknown, named: boolean, text: string): Call | undefined {
    const placed = typeof place === 'number';
    const at = placed ? this.#calls.findLast((call) => call.place === place) : this.#calls.at(-1);
    if (at === undefined || (given !== undefined && at.given !== undefined && given !== at.given)) return undefined;
    // Two whole calls in the same place, or under the same id, are two all the same.
    if (named && isWhole(at.arguments) && isWhole(text)) return undefined;
    return !placed && named && given === undefined ? undefined : at;
  }
}

function isWhole(text: string): boolean {
  if (!text.trimEnd().endsWith('}')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Expected: a piece of a longer text.
    return false;
  }
}

/** JSON text; some servers send the object itself, or nothing. */
function argumentsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
