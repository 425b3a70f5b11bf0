import type { DryRunner } from '../ports.ts';
import { dryRun } from './dry-run.ts';
import { schemaProblems } from './schema-check.ts';
import type { PreparedCode } from './prepared-code.ts';
import type { AgentContract, TypeChecker } from './type-check.ts';
import type { Problems, Rejected } from './verdict.ts';

export type Checked = { readonly ok: true; readonly checks: readonly string[] } | Rejected;

export interface GatePorts {
  readonly dryRun: DryRunner;
  readonly types?: TypeChecker;
}

/** Second half, for the code under its contract: schemas, capabilities, types, a dry run. */
export async function checkAgainst(
  ports: GatePorts,
  name: string,
  code: PreparedCode,
  contract: AgentContract,
  examples: readonly unknown[],
): Promise<Checked> {
  const schemas = [
    ...schemaProblems('schema', contract.schema),
    ...(contract.outputSchema === undefined ? [] : schemaProblems('outputSchema', contract.outputSchema)),
    ...capabilityProblems(code.uses, contract.capabilities),
  ];
  if (schemas.length > 0) return { ok: false, stage: 'schema', problems: schemas };
  const typed = code.javascript !== code.original;
  const mistakes = (await ports.types?.check(code.original, typed, contract)) ?? [];
  if (mistakes.length > 0) return { ok: false, stage: 'types', problems: mistakes };
  const run = await dryRun(ports.dryRun, name, code.javascript, contract, examples);
  if (run.problems.length > 0) return { ok: false, stage: 'dry-run', problems: run.problems };
  const types =
    ports.types === undefined
      ? 'types: not checked, no compiler is installed here'
      : typed
        ? 'types: TypeScript, checked against the schemas'
        : 'types: plain JavaScript, checked for unknown names';
  return { ok: true, checks: ['standards: kept', types, run.note] };
}

/** Least privilege: what the code uses is asked for, what is asked for is used. */
function capabilityProblems(uses: ReadonlySet<string>, capabilities: readonly string[]): Problems {
  const kinds = new Map([
    ['model', 'model'],
    ['tools', 'tool:'],
    ['http', 'http:'],
  ]);
  return [...kinds].flatMap(([member, prefix]) => {
    const granted = capabilities.some((name) => name === prefix || (prefix.endsWith(':') && name.startsWith(prefix)));
    if (uses.has(member) && !granted)
      return [`the code uses ctx.${member}, but no capability "${prefix === 'model' ? 'model' : `${prefix}…`}" is listed: add it to capabilities`];
    if (!uses.has(member) && granted)
      return [`a capability "${prefix === 'model' ? 'model' : `${prefix}…`}" is listed, but the code never uses ctx.${member}: leave it out`];
    return [];
  });
}
