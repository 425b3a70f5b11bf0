/**
 * Writes `embedded.ts`, the text of every built-in agent as a module, so that the text is there wherever this folder is
 * imported: from the repository (type stripping), and in a bundle, which cannot read files of the repository.
 * Run it after editing an agent: `node handlers/agents/embed.ts`. A test fails when it was forgotten.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const here = new URL('./', import.meta.url);

/** The module's text for the agents as they are on disk. */
export function emitEmbedded(): string {
  const ids = readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  const entries = ids.map((id) => `  ${JSON.stringify(id)}: ${JSON.stringify(readFileSync(new URL(`${id}/agent.js`, here), 'utf8'))},`);
  return [
    '// Generated from */agent.js by embed.ts. Do not edit.',
    '',
    '/** Source text of each built-in agent, by agent id. */',
    'export const embedded: Readonly<Record<string, string>> = {',
    ...entries,
    '};',
    '',
  ].join('\n');
}

if (import.meta.main) writeFileSync(new URL('embedded.ts', here), emitEmbedded());
