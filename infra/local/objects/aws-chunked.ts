/** The `aws-chunked` body encoding: chunks with their size in hex, then trailers that carry the checksum. */
import { AwsError } from '../http/aws-error.ts';

export interface Decoded {
  readonly body: Buffer;
  /** Trailing headers, names in lower case. */
  readonly trailers: Readonly<Record<string, string>>;
}

/** Decodes the body; throws IncompleteBody when it is cut off or not of the announced length. */
export function decodeChunked(encoded: Buffer, announced: number | undefined): Decoded {
  const chunks: Buffer[] = [];
  let offset = 0;
  for (;;) {
    const end = encoded.indexOf('\r\n', offset);
    if (end < 0) throw incomplete();
    // Signed chunks have ";chunk-signature=…" after the size; signatures are not checked here.
    const size = Number.parseInt(encoded.subarray(offset, end).toString('latin1').split(';')[0] ?? '', 16);
    offset = end + 2;
    if (!Number.isInteger(size) || offset + size > encoded.length) throw incomplete();
    if (size === 0) break;
    chunks.push(encoded.subarray(offset, offset + size));
    offset += size + 2;
  }
  const body = Buffer.concat(chunks);
  if (announced !== undefined && announced !== body.length) throw incomplete();
  return { body, trailers: readTrailers(encoded.subarray(offset).toString('latin1')) };
}

function readTrailers(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\r\n').filter((line) => line.includes(':'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
}

function incomplete(): AwsError {
  return new AwsError('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header');
}
