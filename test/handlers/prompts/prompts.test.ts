import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { emitEmbedded } from '../../../handlers/prompts/embed.ts';
import { fabricatorPrompt, filled, supervisorPrompt } from '../../../handlers/prompts/prompt.ts';
import { sha256 } from '../../../handlers/shell/hash.ts';

it('are embedded as they are on disk (run "node handlers/prompts/embed.ts" after an edit)', () => {
  expect(emitEmbedded()).toBe(readFileSync(new URL('../../../handlers/prompts/embedded.ts', import.meta.url), 'utf8'));
});

it.each([supervisorPrompt, fabricatorPrompt])('$id carries its version and the hash of its text', ({ id, sha256: hash, text }) => {
  expect(id).toMatch(/^[a-z]+\.v\d+$/u);
  expect(hash).toBe(sha256(text));
  expect(text.length).toBeGreaterThan(500);
});

it('have a value for each place and a place for each value', () => {
  const prompt = { id: 'p.v1', sha256: '', text: 'Use {{tools}}. Again: {{tools}}.' };
  expect(filled(prompt, { tools: 'a $& b' })).toBe('Use a $& b. Again: a $& b.');
  expect(() => filled(prompt, {})).toThrow('"{{tools}}" that nothing fills: correct handlers/prompts/p.v1.md');
  expect(() => filled(prompt, { tools: 'a', hosts: 'b' })).toThrow('no place "{{hosts}}"');
});
