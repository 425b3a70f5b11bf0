/** Every kind of agent through the real fabricator: Strands over ConverseStream, its gate, type check, dry run, registry. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fabricate } from '../../../handlers/fabricator/fabricate.ts';
import { sha256 } from '../../../handlers/shell/hash.ts';
import { agentKinds } from '../../../infra/local/model/fabrication/kinds.ts';
import { createOfflineModel } from '../../../infra/local/model/offline-model.ts';
import { createWorld } from '../../handlers/fabricator/world.ts';
import { serveModel, type ServedModel } from '../bedrock/served-model.ts';

let served: ServedModel;
let world: ReturnType<typeof createWorld>;

beforeAll(async () => {
  served = await serveModel(createOfflineModel());
  vi.stubEnv('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', served.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  world = createWorld();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.close();
  await served[Symbol.asyncDispose]();
});

it.each(agentKinds.map((kind) => [kind.agentId, kind.description] as const))('%s is made and active', async (agentId, description) => {
  const made = await fabricate(world.ports, { taskDetails: `Needed is an agent for this: ${description}` }, sha256(agentId), AbortSignal.timeout(60_000));
  expect(made).toMatchObject({ kind: 'made', output: { agentId, state: 'active' } });
});

it('an agent that is none of these is refused with the reason', async () => {
  const made = await fabricate(world.ports, { taskDetails: 'An agent that paints portraits' }, sha256('portraits'), AbortSignal.timeout(60_000));
  expect(JSON.stringify(made)).toContain('cannot write this agent');
});
