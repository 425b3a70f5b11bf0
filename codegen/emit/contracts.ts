import type { Model } from '../model/model.ts';
import type { GeneratedFile } from '../print/generated-file.ts';
import { literal } from '../print/literal.ts';
import { header, ModuleText, type ImportStyle } from '../print/module-text.ts';

/** The plain-data contracts that infrastructure iterates over. */
export function emitContracts(model: Model, style: ImportStyle): GeneratedFile {
  const module = new ModuleText('contracts/index', style, ['contracts']);
  const contracts = module.runtimeType('Contracts', 'contracts');
  module.add(
    `/** Bus, rules, queues, tables, buckets, functions and agents, and who may do what. */\nexport const contracts: ${contracts} = ${literal(model.contracts)};`,
  );
  return { path: 'contracts/index.ts', text: module.toString(header(model.document)) };
}
