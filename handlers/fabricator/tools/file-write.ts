import type { FabricatorTool } from './fabricator-tool.ts';
import { textOf, ToolProblem } from './fabricator-tool.ts';

const FILES = 16;

/** Writes to a scratch space in memory that ends with this fabrication. */
export const fileWrite: FabricatorTool = {
  name: 'file_write',
  description: 'Writes a text file to a scratch space in memory, for instance a draft to be uploaded by its path. Nothing else sees these files.',
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['path', 'content'],
    properties: { path: { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,64}$' }, content: { type: 'string', maxLength: 200_000 } },
  },
  run(input, { scratch }) {
    const path = textOf(input, 'path');
    const content = textOf(input, 'content');
    if (!scratch.has(path) && scratch.size >= FILES)
      throw new ToolProblem(`the scratch space holds at most ${FILES} files: write over one of ${[...scratch.keys()].join(', ')}`);
    scratch.set(path, content);
    return Promise.resolve({ path, characters: content.length });
  },
};
