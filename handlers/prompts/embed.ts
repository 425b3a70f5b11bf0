/**
 * Writes `embedded.ts`, the text of every prompt as a module with its hash, so that the text is there wherever it is
 * imported: from the repository (type stripping), and in a bundle, which cannot read files of the repository.
 * Run it after editing a prompt: `node handlers/prompts/embed.ts`. A test fails when it was forgotten.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const here = new URL('./', import.meta.url);

/** The module's text for the prompts as they are on disk. */
export function emitEmbedded(): string {
  const files = readdirSync(here)
    .filter((file) => file.endsWith('.md'))
    .toSorted();
  const entries = files.map((file) => {
    const text = readFileSync(new URL(file, here), 'utf8').trimEnd();
    const id = file.slice(0, -'.md'.length);
    const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
    return `  ${JSON.stringify(id)}: { id: ${JSON.stringify(id)}, sha256: ${JSON.stringify(sha256)}, text: ${JSON.stringify(text)} },`;
  });
  return [
    '// Generated from *.md by embed.ts. Do not edit.',
    "import type { Prompt } from './prompt.ts';",
    '',
    '/** Every prompt, by its id. */',
    'export const embedded = {',
    ...entries,
    '} as const satisfies Readonly<Record<string, Prompt>>;',
    '',
  ].join('\n');
}

if (import.meta.main) writeFileSync(new URL('embedded.ts', here), emitEmbedded());
