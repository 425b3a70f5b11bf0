/** An AsyncAPI document with this many messages of everyday shape: a few fields, a list, an enum, a shared definition. */
export function documentOf(messages: number): object {
  const ids = Array.from({ length: messages }, (_, index) => `orderEvent${index}`);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Bench', version: '1.0.0' },
    channels: Object.fromEntries(ids.map((id) => [id, { address: `orders/${id}`, messages: { [id]: { $ref: `#/components/messages/${id}` } } }])),
    operations: Object.fromEntries(ids.map((id) => [`send-${id}`, { action: 'send', channel: { $ref: `#/channels/${id}` } }])),
    components: { messages: Object.fromEntries(ids.map((id, index) => [id, { payload: payloadOf(index) }])), schemas: { Money: money } },
  };
}

const money = {
  type: 'object',
  description: 'An amount in a currency.',
  required: ['amount', 'currency'],
  additionalProperties: false,
  properties: { amount: { type: 'number', minimum: 0 }, currency: { type: 'string', pattern: '^[A-Z]{3}$' } },
};

function payloadOf(index: number): object {
  return {
    type: 'object',
    description: `What happened to an order, kind ${index}.`,
    required: ['id', 'status', 'lines'],
    additionalProperties: false,
    properties: {
      id: { type: 'string', description: 'Id of the order.', minLength: 1, maxLength: 64 },
      status: { enum: ['open', 'paid', 'sent', `special-${index}`] },
      at: { type: 'string', format: 'date-time' },
      total: { $ref: '#/components/schemas/Money' },
      lines: { type: 'array', items: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' }, count: { type: 'integer', minimum: 1 } } } },
      [`field${index}`]: { oneOf: [{ type: 'string' }, { type: 'null' }] },
    },
  };
}
