/** Files that come with a request: shown to the model by their beginning, given to agents whole. */
import { expect, it } from 'vitest';
import { limits } from '../../../handlers/core/limits.ts';
import { sha256 } from '../../../handlers/shell/hash.ts';
import type { AgentRun, ModelRequest } from '../../../handlers/shell/ports.ts';
import { deployInMemory } from '../../deployment/memory-deployment.ts';
import { asks, says, turnOf } from '../../deployment/model.ts';

const content = `name,price\n${'a,1\n'.repeat(1_000)}`;

function scene(input: unknown) {
  const asked: ModelRequest[] = [];
  const ran: AgentRun[] = [];
  const deployed = deployInMemory(
    {
      model: (request) => {
        asked.push(request);
        return turnOf(request) === 0 ? asks(request, ['adder'], input) : says('done');
      },
      agent: (run) => {
        ran.push(run);
        return { kind: 'returned', value: 3 };
      },
    },
    ['adder'],
  );
  return { deployed, asked, ran };
}

it.each([
  ['by its content', { content }],
  ['by the hash of what is stored', { ref: sha256(content) }],
])('a file that is given %s is shown by its beginning, and reaches the agent whole where the model names it', async (_how, file) => {
  const { deployed, asked, ran } = scene({ csv: 'attachment:prices.csv', list: ['attachment:prices.csv', 'attachment:other.csv', 'as it is'] });
  await deployed.ports.supervisor.payloads.put(content);
  await deployed.request({ task: 'add the prices', orchestrationId: 'o-1', context: { files: [{ name: 'prices.csv', ...file }], currency: 'EUR' } });
  await deployed.settle();
  expect(asked[0]?.messages[0]?.content).toEqual([
    { type: 'text', text: 'add the prices' },
    { type: 'text', text: expect.stringMatching(/^<attachment name="prices\.csv" bytes="4011">\nname,price\n/u) },
    { type: 'text', text: '<context>{"currency":"EUR"}</context>' },
  ]);
  expect(JSON.stringify(asked[0]?.messages[0]).length).toBeLessThan(2 * limits.attachmentPreview);
  expect(ran.map((run) => run.input)).toEqual([{ csv: content, list: [content, 'attachment:other.csv', 'as it is'] }]);
});

it('reaches the agent also when another instance sends the turn again', async () => {
  const { deployed, ran } = scene({ csv: 'attachment:prices.csv' });
  await deployed.request({ task: 'add the prices', orchestrationId: 'o-1', context: { files: [{ name: 'prices.csv', content }] } });
  await deployed.deliver('inbox');
  await deployed.transport.delete('worker', await deployed.take('worker'));
  deployed.forget();
  deployed.transport.clock.advance(120_000);
  await deployed.sweep();
  await deployed.settle();
  expect(ran.map((run) => run.input)).toEqual([{ csv: content }]);
});

it('a request whose file is not there is refused, and says which', async () => {
  const { deployed } = scene({});
  await deployed.request({ task: 'add', orchestrationId: 'o-1', context: { files: [{ name: 'prices.csv', ref: 'a'.repeat(64) }] } });
  await deployed.settle();
  expect(deployed.transport.published.at(-1)).toMatchObject({
    detailType: 'orchestration.rejected',
    detail: { reason: { code: 'INVALID_REQUEST', message: expect.stringContaining('"prices.csv"') } },
  });
});
