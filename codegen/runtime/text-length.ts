/** Length in Unicode code points, as JSON Schema counts `minLength` and `maxLength`. */
export function textLength(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length - 1; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0xd800 || unit > 0xdbff) continue;
    const next = text.charCodeAt(at + 1);
    if (next >= 0xdc00 && next <= 0xdfff) {
      length -= 1;
      at += 1;
    }
  }
  return length;
}
