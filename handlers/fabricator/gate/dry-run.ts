import { randomBytes } from 'node:crypto';
import { problemWithInput } from '../../shell/input-check.ts';
import type { DryRunner } from '../ports.ts';
import { sampleOf } from './sample.ts';
import type { AgentContract } from './type-check.ts';
import type { Problems } from './verdict.ts';

export interface DryRunResult {
  readonly problems: Problems;
  /** One line for the record of checks. */
  readonly note: string;
}

const TIMEOUT_MS = 15_000;
const MEMORY_MB = 64;
const SHOWN = 300;

/** Runs new code on realistic input and holds its result against its own schema. */
export async function dryRun(runner: DryRunner, name: string, source: string, contract: AgentContract, examples: readonly unknown[]): Promise<DryRunResult> {
  const given = examples.length > 0 ? examples : Array.isArray(contract.schema['examples']) ? (contract.schema['examples'] as readonly unknown[]) : [];
  const madeUp = given.length === 0;
  const inputs = madeUp ? [sampleOf(contract.schema)] : given;
  let uncertain = 0;
  for (const input of inputs) {
    const invalid = problemWithInput(contract.schema, input);
    if (invalid !== undefined)
      return failure(
        madeUp
          ? `no valid input could be made up from the schema (${invalid}): give realistic ones as "examples"`
          : `the example ${show(input)} does not fit the schema: ${invalid}`,
      );
    const { outcome, usedStandIn } = await runner.run({
      agentId: name,
      agentVersion: 'dry-run',
      source,
      input,
      capabilities: contract.capabilities,
      timeoutMs: TIMEOUT_MS,
      memoryMb: MEMORY_MB,
      // Of the form of a real one: code must not know its trial by it.
      idempotencyKey: randomBytes(16).toString('hex'),
      orchestrationId: '0',
    });
    if (outcome.kind === 'failed') {
      // Code may rightly refuse what a stand-in says; anything else that ends a run is its own fault.
      if (usedStandIn && outcome.code === 'AGENT_THREW') uncertain += 1;
      else
        return failure(
          `on the input ${show(input)} it failed with ${outcome.code}: ${outcome.message}${madeUp ? '; if that input makes no sense, give realistic ones as "examples"' : ''}`,
        );
    } else if (contract.outputSchema !== undefined) {
      const unfit = problemWithInput(contract.outputSchema, outcome.value);
      if (unfit !== undefined)
        return failure(`on the input ${show(input)} the result ${show(outcome.value)} does not fit outputSchema: ${unfit.replace(/^the input/, 'it')}`);
    }
  }
  return {
    problems: [],
    note: `dry run: ${inputs.length} ${madeUp ? 'made-up' : 'example'} input(s) passed${uncertain > 0 ? `, ${uncertain} of them ended at the stand-in for model or network` : ''}`,
  };
}

const failure = (problem: string): DryRunResult => ({ problems: [`dry run: ${problem}`], note: '' });

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
