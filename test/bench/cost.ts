/** Requests, units and list price of one orchestration of two turns, by its number of agents, on a warm deployment. */
import { deployEmbedded } from '../deployment/embedded-deployment.ts';
import { Meter, type Metered } from '../deployment/meter.ts';
import { planned } from '../deployment/model.ts';
import { startEmbeddedBackend } from '../contract/embedded-backend.ts';

export interface Cost extends Pick<Metered, 'byOperation' | 'writeUnits' | 'readUnits' | 'events' | 'listPrice'> {
  readonly agents: number;
  /** Requests of the handlers. */
  readonly operations: number;
  /** Requests by which messages reach the handlers: one receive and one deletion each. */
  readonly deliveries: number;
}

/** Measures on real adapters against the embedded endpoints; the model and the agents are stand-ins. */
export async function measureCost(agents: readonly number[]): Promise<readonly Cost[]> {
  const backend = await startEmbeddedBackend();
  try {
    const meter = new Meter(backend.clients);
    let width = 1;
    const deployed = await deployEmbedded({ model: (request) => planned(Array.from({ length: width }, () => 'adder'))(request) }, ['adder'], backend);
    const run = async (orchestrationId: string): Promise<void> => {
      await deployed.request({ task: 'bench', orchestrationId });
      await deployed.settle();
    };
    await run('warm');
    const costs: Cost[] = [];
    for (width of agents) {
      meter.reset();
      deployed.transport.used.receives = deployed.transport.used.deletes = 0;
      await run(`cost-${width}`);
      const { byOperation, operations, writeUnits, readUnits, events, listPrice } = meter.read(deployed.transport.used);
      const deliveries = deployed.transport.used.receives + deployed.transport.used.deletes;
      costs.push({ agents: width, operations: operations - deliveries, deliveries, byOperation, writeUnits, readUnits, events, listPrice });
    }
    await deployed.stop();
    return costs;
  } finally {
    await backend.stop();
  }
}
