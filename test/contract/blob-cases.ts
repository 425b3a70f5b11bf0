import { expect } from 'vitest';
import { sha256 } from '../../handlers/shell/hash.ts';
import { unique, type ConformanceCase } from './ports-under-test.ts';

/** Payloads and code. */
export const blobCases: readonly ConformanceCase[] = [
  {
    name: 'a payload of 5 MB comes back as it was, under its hash',
    async run({ payloads }) {
      const text = `${unique('p')} ${'0123456789abcdef'.repeat(327_680)}`;
      const hash = await payloads.put(text);
      expect(hash).toBe(sha256(text));
      expect((await payloads.get(hash)) === text).toBe(true);
    },
  },
  {
    name: 'a payload of every kind of character comes back as it was',
    async run({ payloads }) {
      const text = `${unique('p')} ä € 𝄞 \u0000 \u2028 \uFFFE \uFFFF \r\n`;
      expect(await payloads.get(await payloads.put(text))).toBe(text);
    },
  },
  {
    name: 'the empty payload is a payload',
    async run({ payloads }) {
      expect(await payloads.get(await payloads.put(''))).toBe('');
    },
  },
  {
    name: 'the same payload twice is one',
    async run({ payloads }) {
      const text = unique('p');
      expect(await payloads.put(text)).toBe(await payloads.put(text));
      expect(await payloads.get(sha256(text))).toBe(text);
    },
  },
  {
    name: 'a payload that was never written is absent',
    async run({ payloads }) {
      expect(await payloads.get(sha256(unique('p')))).toBeUndefined();
    },
  },
  {
    name: 'code is written once: the first source of a key stays',
    async run({ code }) {
      const key = `agents/${unique('a')}/${sha256('code')}.js`;
      expect(await code.get(key)).toBeUndefined();
      expect(await code.putIfAbsent(key, 'export const handler = () => 1;')).toBe(true);
      expect(await code.putIfAbsent(key, 'export const handler = () => 2;')).toBe(false);
      expect(await code.get(key)).toBe('export const handler = () => 1;');
    },
  },
  {
    name: 'one of many writers of the same code wins',
    async run({ code }) {
      const key = `agents/${unique('a')}/${sha256('code')}.js`;
      const written = await Promise.all(Array.from({ length: 5 }, (_, n) => code.putIfAbsent(key, `// ${n}`)));
      expect(written.filter(Boolean)).toHaveLength(1);
      expect(await code.get(key)).toBe(`// ${written.indexOf(true)}`);
    },
  },
];
