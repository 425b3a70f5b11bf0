import { CreateEventBusCommand, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { serveEndpoints, type ServedEndpoints } from '../served-endpoints.ts';

/** A bus whose events of source "shop" go to a queue; its URL. */
async function shopQueue(served: ServedEndpoints): Promise<string> {
  const QueueUrl = await served.queue('orders');
  await served.events.send(new CreateEventBusCommand({ Name: 'shop' }));
  await served.events.send(new PutRuleCommand({ EventBusName: 'shop', Name: 'all', EventPattern: '{"source":["shop"]}' }));
  await served.events.send(
    new PutTargetsCommand({ EventBusName: 'shop', Rule: 'all', Targets: [{ Id: 'q', Arn: 'arn:aws:sqs:us-east-1:000000000000:orders' }] }),
  );
  return QueueUrl;
}

const put = (served: ServedEndpoints, details: readonly unknown[]) =>
  served.events.send(
    new PutEventsCommand({ Entries: details.map((detail) => ({ EventBusName: 'shop', Source: 'shop', DetailType: 'order', Detail: JSON.stringify(detail) })) }),
  );

describe('an accepted event', () => {
  it('reaches the queue even with characters that a queue refuses', async () => {
    await using served = await serveEndpoints();
    const QueueUrl = await shopQueue(served);
    const text = 'a\uFFFEb\uFFFFc \\uFFFE \u007F \u2028 😀 \t';
    await put(served, [{ text, '\uFFFE': 1 }]);
    const { Messages = [] } = await served.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages.map((message) => JSON.parse(message.Body ?? '').detail)).toEqual([{ text, '\uFFFE': 1 }]);
    expect(served.problems).toEqual([]);
  });

  it('of nearly 1 MB arrives whole', async () => {
    await using served = await serveEndpoints();
    const QueueUrl = await shopQueue(served);
    const text = 'x'.repeat(1_047_000);
    expect(await put(served, [{ text }])).toMatchObject({ FailedEntryCount: 0 });
    const { Messages = [] } = await served.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(JSON.parse(Messages[0]?.Body ?? '').detail.text).toHaveLength(text.length);
  });

  it('is on the queue when PutEvents has answered, for each of 200 at 10 a request', async () => {
    await using served = await serveEndpoints();
    const QueueUrl = await shopQueue(served);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        put(
          served,
          Array.from({ length: 10 }, (_one, n) => ({ n: index * 10 + n })),
        ),
      ),
    );
    const { Attributes } = await served.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }));
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: '200' });
  });
});
