/** The last events of the bus, each checked against its contract. Kept from the start, so that a page that opens later has a past. */
import { contracts } from '../../../generated/contracts/index.ts';
import type { BusEvent, Problem } from '../api.ts';
import { parserOf } from './parsers.ts';

const KEPT = 500;
/** Characters of a detail that are kept. */
const LONGEST = 32_768;

export class EventLog {
  readonly #kept: { readonly sequence: number; readonly acceptedAt: number; readonly text: string }[] = [];
  #sequence = 0;

  /** Keeps an event; it is parsed when somebody looks. */
  add(text: string): { readonly sequence: number; readonly acceptedAt: number; readonly text: string } {
    this.#sequence += 1;
    const kept = { sequence: this.#sequence, acceptedAt: Date.now(), text };
    this.#kept.push(kept);
    if (this.#kept.length > KEPT) this.#kept.shift();
    return kept;
  }

  /** Newest first. */
  async list(): Promise<readonly BusEvent[]> {
    return Promise.all(this.#kept.toReversed().map(readEvent));
  }
}

/** An event as the page shows it. */
export async function readEvent({
  sequence,
  acceptedAt,
  text,
}: {
  readonly sequence: number;
  readonly acceptedAt: number;
  readonly text: string;
}): Promise<BusEvent> {
  // The bus made this text.
  const envelope = JSON.parse(text) as { id: string; source: string; 'detail-type': string; detail: Record<string, unknown> };
  const detailType = envelope['detail-type'];
  const contract = contracts.events.find((event) => event.source === envelope.source && event.detailType === detailType)?.name;
  const id = envelope.detail['orchestrationId'] ?? envelope.detail['orchestration_id'];
  const detail = JSON.stringify(envelope.detail);
  return {
    sequence,
    id: envelope.id,
    source: envelope.source,
    detailType,
    acceptedAt,
    ...(typeof id === 'string' && { orchestrationId: id }),
    ...(contract !== undefined && { contract }),
    problems: contract === undefined ? [] : await problemsOf(contract, envelope.detail),
    detail: detail.slice(0, LONGEST),
    length: detail.length,
  };
}

async function problemsOf(contract: string, detail: unknown): Promise<readonly Problem[]> {
  const parse = await parserOf(contract);
  const parsed = parse(detail);
  return parsed.ok ? [] : parsed.problems.map(({ pointer, message }) => ({ pointer, message }));
}
