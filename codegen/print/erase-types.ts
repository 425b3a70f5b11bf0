import { stripTypeScriptTypes } from 'node:module';

/** JavaScript of a TypeScript module that uses erasable syntax only; imports of `./x.ts` become `./x.js`. */
export function eraseTypes(source: string): string {
  return quietly(() => stripTypeScriptTypes(source))
    .replaceAll(/(from '\.{1,2}\/[^']+)\.ts'/g, "$1.js'")
    .replaceAll(/,\s*\}( from ')/g, ' }$1')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/(?<=\S) {2,}(?=[,);])/g, '')
    .replaceAll(/(?<=\S) {2,}(?=[={])/g, ' ')
    .replaceAll(/^ {9,}(?=\w+(?: =|;))/gm, '  ')
    .replaceAll(/(\/\*\*(?:[^*]|\*(?!\/))*\*\/\n)(?=\n)/g, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
    .concat('\n');
}

/** Type stripping is stable in the runtime but its function still warns once that it is experimental; users of the CLI need not read that. */
function quietly<T>(work: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
}
