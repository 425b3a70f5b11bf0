/** Every failure ever found is replayed: what it found must stay mended. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { replay, type Recorded } from './shrink.ts';

const directory = path.join(import.meta.dirname, 'tapes');
const tapes = readdirSync(directory).filter((file) => file.endsWith('.json'));

it('has tapes to replay', () => {
  expect(tapes.length).toBeGreaterThanOrEqual(2);
});

it.each(tapes)('%s finds nothing any more', async (file) => {
  const recorded = JSON.parse(readFileSync(path.join(directory, file), 'utf8')) as Recorded;
  const { violation } = await replay(recorded);
  expect(violation?.message).toBeUndefined();
});
