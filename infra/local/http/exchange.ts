/** One request as a service sees it, and the reply that it returns. Independent of HTTP/1.1 and HTTP/2. */
import type { IncomingHttpHeaders } from 'node:http';

/** A request whose body has been read. */
export interface Exchange {
  readonly method: string;
  /** Path without the query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Address the client used, for instance `http://127.0.0.1:4747`; queue URLs name it. */
  readonly origin: string;
  /** Calls back when the client has gone before the reply was written. */
  onAbandoned(listener: () => void): void;
}

/** What a service answers. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** Answers exchanges; throws an AwsError, or anything else for a defect. */
export type Service = (exchange: Exchange) => Promise<Reply>;

/** The header as one string; undefined when absent. */
export function header(exchange: Exchange, name: string): string | undefined {
  const value = exchange.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}
