import { embedded } from './embedded.ts';

/** A prompt: a file of this folder. A new version is a new file, so that the id names one text for good. */
export interface Prompt {
  /** File name without ending, for instance `supervisor.v1`. */
  readonly id: string;
  /** SHA-256 of the text, hex. */
  readonly sha256: string;
  readonly text: string;
}

/** The supervisor's instructions. Snapshotted with the agents when an orchestration is created: a change never alters one that is running. */
export const supervisorPrompt: Prompt = embedded['supervisor.v1'];

/** The fabricator's instructions; its places are filled by {@link filled}. */
export const fabricatorPrompt: Prompt = embedded['fabricator.v1'];

/** The text with `{{name}}` replaced by values. Throws on a place without a value and on a value without a place: prompt and code belong together. */
export function filled({ id, text }: Prompt, values: Readonly<Record<string, string>>): string {
  const used = new Set<string>();
  const result = text.replaceAll(/\{\{(\w+)\}\}/gu, (_place, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the prompt "${id}" has a place "{{${name}}}" that nothing fills: correct handlers/prompts/${id}.md`);
    used.add(name);
    return value;
  });
  const unused = Object.keys(values).find((name) => !used.has(name));
  if (unused !== undefined) throw new Error(`the prompt "${id}" has no place "{{${unused}}}": add it to handlers/prompts/${id}.md`);
  return result;
}
