/** What a message body may contain. */
import { createHash } from 'node:crypto';
import { AwsError } from '../http/aws-error.ts';

/** XML 1.0 characters: what SQS accepts. U+FFFE, U+FFFF, most controls and lone surrogates are not among them. */
const forbidden = /[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Throws InvalidMessageContents for a character that SQS refuses. */
export function assertCharacters(text: string): void {
  if (forbidden.test(text))
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF and #xE000 to #xFFFD.',
    );
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
