/** The Range header of a read. */
import { AwsError } from '../http/aws-error.ts';

export interface ByteRange {
  readonly first: number;
  /** Last byte, included. */
  readonly last: number;
}

/** The bytes that a Range header asks for; undefined for the whole body, which is what a header S3 does not know gets. */
export function parseRange(range: string | undefined, size: number): ByteRange | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  if (first >= size || (from === '' && Number(to) === 0))
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, { ActualObjectSize: size });
  return { first, last };
}
