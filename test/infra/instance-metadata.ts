import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stand-in for the metadata service of a machine that has a role (EC2 user guide, Instance metadata, version 2). */
export async function startInstanceMetadata(): Promise<AsyncDisposable & { readonly url: string }> {
  const role = '/latest/meta-data/iam/security-credentials/';
  const credentials = {
    Code: 'Success',
    Type: 'AWS-HMAC',
    AccessKeyId: 'ASIAROLE',
    SecretAccessKey: 'secret',
    Token: 'token',
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  };
  const answers: Readonly<Record<string, string>> = { '/latest/api/token': 'a-token', [role]: 'operator', [`${role}operator`]: JSON.stringify(credentials) };
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'text/plain' }).end(answer ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
