/** A status by sign, word and colour, so that none of them is needed alone. */
const kinds: Readonly<Record<string, readonly [sign: string, kind: string]>> = {
  READY: ['○', 'wait'],
  THINKING: ['◐', 'busy'],
  WAITING: ['◑', 'busy'],
  COMPLETED: ['●', 'ok'],
  FAILED: ['✕', 'bad'],
  CANCELLED: ['–', 'off'],
  CREATED: ['○', 'wait'],
  QUEUED: ['○', 'wait'],
  RUNNING: ['◐', 'busy'],
  SUCCEEDED: ['●', 'ok'],
  TIMED_OUT: ['✕', 'bad'],
  active: ['●', 'ok'],
  pending: ['○', 'busy'],
  maintenance: ['–', 'off'],
  inactive: ['–', 'off'],
};

export function Status({ status }: { readonly status: string }) {
  const [sign, kind] = kinds[status] ?? ['○', 'wait'];
  return (
    <span class={`status ${kind}`}>
      <i aria-hidden="true">{sign}</i>
      {status.toLowerCase().replace('_', ' ')}
    </span>
  );
}
