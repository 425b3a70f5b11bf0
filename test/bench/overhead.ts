/**
 * The engine's overhead for each step, with a stub model and stub agents that answer at once. A step is a model call or a run
 * of an agent: an orchestration of one turn with w agents in parallel has w + 2 steps. 64 in parallel are two
 * orchestrations of 32, which is the most that one turn runs.
 */
import { silentTelemetry } from '../../handlers/adapters/memory/telemetry.ts';
import { limits } from '../../handlers/core/limits.ts';
import { startEmbeddedBackend, type EmbeddedBackend } from '../contract/embedded-backend.ts';
import type { DeployedPorts, Deployment } from '../deployment/deployment.ts';
import { deployEmbedded } from '../deployment/embedded-deployment.ts';
import { deployInMemory } from '../deployment/memory-deployment.ts';
import { planned } from '../deployment/model.ts';

export interface Overhead {
  readonly parallel: number;
  readonly steps: number;
  /** Microseconds for a step. */
  readonly wall: number;
  /** Of this process: handlers, adapters, SDK clients, and in memory the stores themselves. */
  readonly cpu: number;
  /** Wall time of the handlers outside of every call to a port: what the engine itself takes. */
  readonly engine: number;
}

export async function measureInMemory(parallel: number, steps = 40_000): Promise<Overhead> {
  // As in a function that has been running for a while: until then much of the time is the compiler's.
  await inMemory(parallel, Math.min(steps, 20_000));
  const { wall, cpu, ...rest } = await inMemory(parallel, steps);
  const clock = new PortClock();
  const { engine } = await inMemory(parallel, steps, clock);
  return { ...rest, wall, cpu, engine };
}

/** Deployments are renewed now and then, as tables that only grow would be measured otherwise. */
async function inMemory(parallel: number, steps: number, clock?: PortClock): Promise<Overhead> {
  const shape = shapeOf(parallel);
  let left = Math.ceil(steps / shape.steps);
  const rounds = left;
  let handling = 0;
  const started = performance.now();
  const before = process.cpuUsage();
  while (left > 0) {
    const deployed = deployInMemory({ model: planned(shape.agents) }, ['adder'], {
      telemetry: silentTelemetry,
      ...(clock !== undefined && { adjust: (ports: DeployedPorts) => clock.around(ports) }),
    });
    for (let batch = Math.min(left, 400); batch > 0; batch--, left--) {
      for (let one = 0; one < shape.orchestrations; one++) await deployed.request({ task: 'bench', orchestrationId: `m-${left}-${one}` });
      await deployed.settle();
    }
    handling += deployed.handling;
  }
  const engine = ((handling - (clock?.inside ?? 0)) * 1_000) / (rounds * shape.steps);
  return { ...perStep(parallel, rounds * shape.steps, started, before), engine };
}

/** On the real adapters and the embedded stores; messages are delivered `parallel` at a time, at most 16. */
export async function measureOnDisk(parallel: readonly number[], steps = 260): Promise<readonly Overhead[]> {
  const backend = await startEmbeddedBackend();
  try {
    const measured: Overhead[] = [];
    for (const width of parallel) measured.push(await onDisk(backend, width, steps));
    return measured;
  } finally {
    await backend.stop();
  }
}

async function onDisk(backend: EmbeddedBackend, parallel: number, steps: number): Promise<Overhead> {
  const shape = shapeOf(parallel);
  const clock = new PortClock();
  const deployed = await deployEmbedded({ model: planned(shape.agents) }, ['adder'], backend, (ports) => clock.around(silenced(ports)));
  const rounds = Math.ceil(steps / shape.steps);
  const run = async (name: string, lanes: number): Promise<void> => {
    for (let round = 0; round < rounds; round++) {
      for (let one = 0; one < shape.orchestrations; one++) await deployed.request({ task: 'bench', orchestrationId: `${name}-${parallel}-${round}-${one}` });
      await settleInLanes(deployed, lanes);
    }
  };
  await run('warm', 1);
  const started = performance.now();
  const before = process.cpuUsage();
  await run('wall', Math.min(parallel, 16));
  const overhead = perStep(parallel, rounds * shape.steps, started, before);
  deployed.handling = clock.inside = 0;
  await run('engine', 1);
  const engine = ((deployed.handling - clock.inside) * 1_000) / (rounds * shape.steps);
  await deployed.stop();
  return { ...overhead, engine };
}

function shapeOf(parallel: number): { readonly orchestrations: number; readonly agents: readonly string[]; readonly steps: number } {
  const orchestrations = Math.ceil(parallel / limits.tasksPerTurn);
  const width = parallel / orchestrations;
  return { orchestrations, agents: Array.from({ length: width }, () => 'adder'), steps: orchestrations * (width + 2) };
}

function perStep(parallel: number, steps: number, started: number, before: NodeJS.CpuUsage): Omit<Overhead, 'engine'> {
  const wall = ((performance.now() - started) * 1_000) / steps;
  const { user, system } = process.cpuUsage(before);
  return { parallel, steps, wall, cpu: (user + system) / steps };
}

async function settleInLanes(deployed: Deployment, lanes: number): Promise<void> {
  const lane = async (): Promise<void> => {
    while ((await deployed.deliver('worker')) || (await deployed.deliver('inbox')));
  };
  do await Promise.all(Array.from({ length: lanes }, lane));
  while ((await deployed.deliver('inbox')) || (await deployed.deliver('worker')));
}

function silenced(ports: DeployedPorts): DeployedPorts {
  return { supervisor: { ...ports.supervisor, telemetry: silentTelemetry }, worker: { ...ports.worker, telemetry: silentTelemetry } };
}

/** Sums the time inside ports, so that the rest of a handler's time is the engine's own. */
class PortClock {
  /** Milliseconds. */
  inside = 0;
  #depth = 0;
  #entered = 0;

  around({ supervisor, worker }: DeployedPorts): DeployedPorts {
    return {
      supervisor: {
        ...supervisor,
        store: this.#timed(supervisor.store),
        agents: this.#timed(supervisor.agents),
        payloads: this.#timed(supervisor.payloads),
        queue: this.#timed(supervisor.queue),
        inbox: this.#timed(supervisor.inbox),
        bus: this.#timed(supervisor.bus),
        redelivery: this.#timed(supervisor.redelivery),
      },
      worker: {
        ...worker,
        claims: this.#timed(worker.claims),
        agents: this.#timed(worker.agents),
        code: this.#timed(worker.code),
        payloads: this.#timed(worker.payloads),
        bus: this.#timed(worker.bus),
        redelivery: this.#timed(worker.redelivery),
      },
    };
  }

  #timed<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return async (...args: readonly unknown[]): Promise<unknown> => {
          if (this.#depth++ === 0) this.#entered = performance.now();
          try {
            return await (Reflect.apply(member, target, args) as unknown);
          } finally {
            if (--this.#depth === 0) this.inside += performance.now() - this.#entered;
          }
        };
      },
    });
  }
}
