/**
 * JSON text that every queue accepts. SQS refuses U+FFFE and U+FFFF (SendMessage, valid characters), which JSON allows
 * raw; written as JSON escapes they arrive unchanged. Lone surrogates and control characters are escaped by
 * JSON.stringify itself (well-formed JSON.stringify, ECMAScript 2019).
 */
export function toWireText(json: string): string {
  return /[\uFFFE\uFFFF]/u.test(json) ? json.replaceAll('\uFFFE', String.raw`\ufffe`).replaceAll('\uFFFF', String.raw`\uffff`) : json;
}
