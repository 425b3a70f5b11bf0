/** A JSDoc block, `indent` columns in; empty when there is nothing to say. */
export function docComment(text: string | undefined, indent = 0): string {
  const clean = (text ?? '').trim().replaceAll('*/', '*\\/');
  if (clean === '') return '';
  const pad = ' '.repeat(indent);
  const lines = clean.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => line.trimEnd());
  if (lines.length === 1) return `${pad}/** ${clean} */\n`;
  return `${pad}/**\n${lines.map((line) => `${pad} *${line === '' ? '' : ` ${line}`}\n`).join('')}${pad} */\n`;
}
