/** An agent as a model writes it, with the settings it registers. */
export const goodCode = `/**
 * Purpose: counts the words of a text.
 * Inputs: text.
 * Outputs: count, summary.
 * Constraints: words are separated by white space; an empty text has none.
 */
function wordsOf(text: string): readonly string[] {
  return text.split(/\\s+/).filter((word) => word !== '');
}

export async function handler(input: Input, ctx: Context): Promise<Output> {
  const count = wordsOf(input.text).length;
  ctx.log('counted', { count });
  return { count, summary: \`\${count} words\` };
}
`;

export const goodSettings = {
  description: 'Counts the words of a text; use it for any question about the number of words.',
  schema: { type: 'object', additionalProperties: false, required: ['text'], properties: { text: { type: 'string', description: 'The text.' } } },
  outputSchema: { type: 'object', required: ['count', 'summary'], properties: { count: { type: 'integer' }, summary: { type: 'string' } } },
  examples: [{ text: 'one two three' }],
};
