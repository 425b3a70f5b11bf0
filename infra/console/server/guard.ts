/**
 * Who may speak to the console. A web site in the same browser reaches loopback ports too: it cannot know the token,
 * cannot read answers (no CORS header is ever sent), and is told apart by Host (DNS rebinding) and by Origin.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Headers of every answer. The policy allows nothing inline, nothing from elsewhere, and no string to become markup. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

export interface Refused {
  readonly status: 401 | 403;
  readonly error: string;
}

/** Refuses what does not come from the console's own page or from a program on this machine; undefined when it may go on. */
export function refuseStranger({ headers, method }: IncomingMessage, port: number): Refused | undefined {
  const host = headers.host ?? '';
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return { status: 403, error: `the console answers at 127.0.0.1:${port} only, not for the host "${host}"` };
  const origin = headers.origin;
  const foreign = origin !== undefined && origin !== `http://${host}`;
  const fetchSite = headers['sec-fetch-site'];
  const reads = method === 'GET' || method === 'HEAD';
  if (foreign || (!reads && fetchSite !== undefined && fetchSite !== 'same-origin'))
    return { status: 403, error: 'the console takes no requests from other pages' };
  return undefined;
}

/** Refuses a request without the token (`Authorization: Bearer …`). A header, not a cookie: cookies go to every port of a host. */
export function refuseUnknown({ headers }: IncomingMessage, token: string): Refused | undefined {
  const given = /^Bearer (.+)$/u.exec(headers.authorization ?? '')?.[1] ?? '';
  // Digests have one length, so that the comparison takes the same time whatever is given.
  return timingSafeEqual(digest(given), digest(token)) ? undefined : { status: 401, error: 'open the link that "npm start" printed: it carries the token' };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
