/** Sizes and counts of the protocol; each is checked before the write, so that none fails at the service (S12). */

export const limits = {
  /** Text kept in an item; what is larger goes to `payloads/<sha256>`. Bytes of UTF-8. */
  inlineBytes: 64 * 1024,
  /** Text carried in a queue message or event (service limit 1 MiB). Bytes of UTF-8. */
  messageBytes: 192 * 1024,
  /** Levels of objects and arrays in what an agent returns or asks for; and in a whole message, with what is around it. */
  jsonLevels: 200,
  messageLevels: 240,
  /** Tasks of one turn; a surplus tool use is answered with an error result. */
  tasksPerTurn: 32,
  /** Sends of one task while its queue refuses it; as many of its tokens are kept (schemas/tables/task.json, maxItems). */
  taskSends: 8,
  /** Agents made in one orchestration, or in those it was forked from, that are offered to it; the newest count (schemas/tables/orchestration.json). */
  fabricated: 20,
  /** Characters of one tool result that the model sees; the rest stays in the payload store. */
  resultCharacters: 24_000,
  /** Characters of all results of one turn together that the model sees at once. */
  turnResultCharacters: 96_000,
  /** Characters of an attachment that the model sees. */
  attachmentPreview: 2_000,
  /** Characters of one result in the event of an orchestration that failed. */
  partialCharacters: 4_000,
  /** Characters of an error message. */
  errorCharacters: 4_000,
  /** Throttled, failed or abandoned model calls of one turn. */
  modelAttempts: 10,
  /** Malformed answers of one turn that are asked again. */
  malformedAnswers: 2,
  /** Output tokens of a model call; doubled once after a truncated answer. */
  maxTokens: 2_048,
} as const;

/** Bytes of the text as UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < text.length && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}

/** At most `characters`, cut between code points, with the number of those left out. */
export function clip(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const end = (text.charCodeAt(characters - 1) & 0xfc00) === 0xd800 ? characters - 1 : characters;
  return `${text.slice(0, end)}… (${text.length - end} more characters)`;
}
