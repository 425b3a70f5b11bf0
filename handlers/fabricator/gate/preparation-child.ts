/** The program of a preparation's process: source on standard input, the outcome as JSON on standard output. */
import { readFileSync } from 'node:fs';
import { prepareHere } from './prepared-code.ts';

const prepared = prepareHere(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(prepared.ok ? { ok: true, javascript: prepared.code.javascript, uses: [...prepared.code.uses] } : prepared));
