import type { Contracts } from '../../codegen/runtime/contracts.ts';
import { deployedName } from '../../codegen/runtime/contracts.ts';
import type { Settings } from './settings.ts';

/** Physical and logical names of one stack. */
export class Naming {
  readonly #service: string;
  readonly #environment: string;

  constructor(contracts: Contracts, settings: Settings) {
    this.#service = contracts.service;
    this.#environment = settings.environment;
  }

  /** `arbiter-dev`: stack, bus and metric namespace. */
  get service(): string {
    return deployedName(this.#service, this.#environment);
  }

  /** `arbiter-dev-<name>`: everything else. */
  of(name: string): string {
    return deployedName(this.#service, this.#environment, name);
  }
}

/** Construct id of a logical name: `worker-dead-letter` becomes `WorkerDeadLetter`. */
export function toConstructId(name: string): string {
  return name.replaceAll(/(?:^|[^a-zA-Z0-9]+)([a-zA-Z0-9])/gu, (_match, letter: string) => letter.toUpperCase());
}
