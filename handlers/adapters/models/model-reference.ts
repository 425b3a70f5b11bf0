/** Which model is meant: `<provider>:<name>`, or the id of a model or inference profile of Amazon Bedrock alone. */

/** ollama: a local Ollama. openai: any endpoint that speaks OpenAI's Chat Completions. replay: a recording. */
export type ModelProvider = 'bedrock' | 'openai' | 'ollama' | 'replay';

export interface ModelReference {
  readonly provider: ModelProvider;
  /** Id of the model, or path of the recording. */
  readonly name: string;
  /** As it was written; recorded as the model that answered. */
  readonly id: string;
}

/** Reads one reference. Ids of Bedrock hold colons themselves, so that only known providers are prefixes. Throws when the name is missing. */
export function parseModelReference(text: string): ModelReference {
  const id = text.trim();
  const [, provider, name] = /^(bedrock|openai|ollama|replay):(.*)$/u.exec(id) ?? [undefined, 'bedrock', id];
  if (name === undefined || name === '') throw new Error(`the model "${text}" names nothing: give an id, "ollama:<name>", "openai:<name>" or "replay:<file>"`);
  return { provider: provider as ModelProvider, name, id };
}

/** An ordered list, separated by commas: the first is asked, the others stand in for it. */
export function parseModelReferences(text: string): readonly ModelReference[] {
  // A path may hold a comma, and a recording needs nothing to stand in for it.
  if (text.trim().startsWith('replay:')) return [parseModelReference(text)];
  return text.split(',').map(parseModelReference);
}

/** How spans name the models of an ordered list: by the first; which one answered is told by the answer. */
export function tracedSettings(text: string): { readonly modelId: string; readonly provider: string } {
  const [{ provider, name }] = [parseModelReferences(text)[0] ?? parseModelReference(text)];
  return { modelId: name, provider: provider === 'bedrock' ? 'aws.bedrock' : provider };
}
