/** The embedded runtime in a process that a soak kills. Argument: JSON of {@link RuntimeOrder}. Tells its parent of its address and of what befell its requests. */
import { startArbiter } from '../../infra/local/arbiter.ts';
import { createFaultyServices, type FaultKind } from './faulty.ts';
import { soakModel } from './shapes.ts';

export interface RuntimeOrder {
  readonly stateDir: string;
  readonly seed: number;
  /** Share of the requests that fail, 0 to 1. */
  readonly faults: number;
  /** A free port at the first start; later the one of last time. */
  readonly first: boolean;
}

/** What the process tells. Counts are since the last message. */
export type RuntimeReport = { readonly endpoint: string } | RuntimeCounts;

export interface RuntimeCounts {
  /** By service. */
  readonly requests: Readonly<Record<string, number>>;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  /** Answers of PutEvents that were lost: what was put is put again. */
  readonly lostPublishes: number;
}

const order = JSON.parse(process.argv[2] ?? '{}') as RuntimeOrder;
let requests: Record<string, number> = {};
let faults: Partial<Record<FaultKind, number>> = {};
let lostPublishes = 0;
const services = createFaultyServices(order.seed, order.faults, ({ service, operation }, fault) => {
  requests[service] = (requests[service] ?? 0) + 1;
  if (fault === 'answerLost' && operation === 'PutEvents') lostPublishes += 1;
  if (fault !== undefined) faults[fault] = (faults[fault] ?? 0) + 1;
});

const runtime = await startArbiter({
  stateDir: order.stateDir,
  ...(order.first && { port: 0 }),
  converse: soakModel,
  scheduleSeconds: 2,
  faults: services.faults,
  // Failed polls and batches are what a soak is made of.
  report: () => undefined,
});
const tell = (): void => {
  process.send?.({ requests, faults, lostPublishes } satisfies RuntimeReport);
  requests = {};
  faults = {};
  lostPublishes = 0;
};
const telling = setInterval(tell, 50);
process.send?.({ endpoint: runtime.endpoint } satisfies RuntimeReport);
process.on('message', (message) => services.arm(message === 'arm'));
// Its parent has gone: nobody would end it.
process.once('disconnect', () => process.exit(1));
process.once('SIGTERM', () => {
  clearInterval(telling);
  tell();
  void runtime.stop().then(() => process.exit(0));
});
