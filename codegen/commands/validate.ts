import { createReadStream, existsSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { hasErrors, type Diagnostic } from '../diagnostics.ts';
import { ContractCheck } from '../events/contract-check.ts';
import { eventFindings, nearestContract } from '../events/event-findings.ts';
import { readEvents } from '../events/read-events.ts';
import { findDocument } from '../load/find-document.ts';
import { locate } from '../load/position.ts';
import { loadSources, readFrom } from '../load/source-set.ts';
import { buildModel } from '../model/build-model.ts';
import type { MessageModel } from '../model/model.ts';
import { listFiles } from '../output/folder.ts';
import { report, reportFormats } from '../print/report.ts';
import { supportedSchema } from '../rules/supported-schema.ts';
import { choiceOf, parseArguments, textOf } from './arguments.ts';
import { UsageError, type Command } from './command.ts';

interface Input {
  readonly name: string;
  open(): AsyncIterable<Uint8Array | string>;
}

/** What validation counted. Memory does not grow with it: findings beyond the limit are counted only. */
export interface ValidationCount {
  events: number;
  invalid: number;
  /** Findings that were not passed on. */
  untold: number;
}

/** Validates streams of events; passes on at most `limit` findings as they are found. */
export async function validateEvents(
  inputs: readonly Input[],
  contracts: ContractCheck,
  named: MessageModel | undefined,
  limit: number,
  tell: (found: Diagnostic) => void,
): Promise<ValidationCount> {
  const count = { events: 0, invalid: 0, untold: 0 };
  let told = 0;
  for (const input of inputs) {
    for await (const read of readEvents(input.open())) {
      const { events, findings } = eventFindings(read, input.name, contracts, named);
      count.events += events;
      if (findings.length === 0) continue;
      if (hasErrors(findings)) count.invalid += 1;
      for (const one of findings) {
        if (told < limit) tell(one);
        else count.untold += 1;
        told += 1;
      }
    }
  }
  return count;
}

export const validateCommand: Command = {
  help: `Usage: validate FILE…|DIR|- [--event NAME] [--schemas DIR|FILE] [--format text|json|github|sarif] [--limit N]

Validates events against their contracts. A file holds one JSON value, an array, one value a line (NDJSON) or values one
after the other; "-" reads standard input; of a folder, all .json, .jsonl and .ndjson files are taken. Files of any length.

An event as EventBridge delivers or archives it ("source", "detail-type", "detail") and an entry of PutEvents ("Source",
"DetailType", "Detail") name their contract; so do queue records around them. A bare payload must fit a contract.

  --event NAME        the contract that bare payloads are under: "task-request", "TaskRequest" or "task.request"
  --schemas DIR|FILE  folder with asyncapi.yaml (or .yml, .json), or the document itself (default: schemas)
  --format FORMAT     how findings are printed (default text)
  --limit N           findings that are printed; more are counted (default 1000)

Exits 1 when an event is not valid.
`,
  async run(args, output) {
    const { flags, positionals } = parseArguments(
      args,
      { event: { type: 'string' }, schemas: { type: 'string' }, format: { type: 'string' }, limit: { type: 'string' } },
      { most: Infinity, name: 'files' },
    );
    const format = choiceOf(flags, 'format', reportFormats, 'text');
    const limit = Number(textOf(flags, 'limit') ?? 1_000);
    if (!Number.isInteger(limit) || limit < 0) throw new UsageError(`--limit must be a whole number, found "${String(flags['limit'])}"`);
    if (positionals.length === 0) throw new UsageError('say which files to validate, or "-" for standard input');
    const inputs = positionals.flatMap((one) => inputsOf(one, output.cwd, output.stdin));

    const { folder, document } = findDocument(resolve(output.cwd, textOf(flags, 'schemas') ?? 'schemas'));
    const sources = loadSources(document, readFrom(folder));
    const built = 'code' in sources ? undefined : buildModel(sources);
    const broken =
      'code' in sources
        ? [sources]
        : built === undefined
          ? []
          : locate([...built.diagnostics, ...supportedSchema({ ...built, sources, isSound: !hasErrors(built.diagnostics) })], sources.files);
    if (built === undefined || hasErrors(broken)) {
      output.err(report(broken, 'text', relative(output.cwd, folder).split(sep).join('/')));
      return 1;
    }
    const contracts = new ContractCheck(built.model);
    const name = textOf(flags, 'event');
    const named = name === undefined ? undefined : contracts.byName(name);
    if (name !== undefined && named === undefined) {
      const meant = nearestContract(name, contracts);
      throw new UsageError(`there is no event or message "${name}"${meant === undefined ? '' : `: did you mean "${meant}"?`}`);
    }

    const kept: Diagnostic[] = [];
    const isStreamed = format === 'text' || format === 'github';
    const count = await validateEvents(inputs, contracts, named, limit, (found) => {
      if (isStreamed) output.out(report([found], format, ''));
      else kept.push(found);
    });
    if (!isStreamed) output.out(report(kept, format, ''));
    const summary = `${count.events} events, ${count.invalid === 0 ? 'all valid' : `${count.invalid} not valid`}${count.untold === 0 ? '' : ` (${count.untold} more findings)`}\n`;
    (format === 'text' ? output.out : output.err)(summary);
    return count.invalid === 0 ? 0 : 1;
  },
};

function inputsOf(given: string, cwd: string, stdin: AsyncIterable<Uint8Array | string>): readonly Input[] {
  if (given === '-') return [{ name: 'stdin', open: () => stdin }];
  const path = resolve(cwd, given);
  if (!existsSync(path)) throw new UsageError(`there is no file "${given}"`);
  const nameOf = (file: string): string => relative(cwd, file).split(sep).join('/');
  if (!statSync(path).isDirectory()) return [{ name: nameOf(path), open: () => createReadStream(path, { highWaterMark: 1 << 18 }) }];
  const files = listFiles(path).filter((file) => /\.(json|jsonl|ndjson)$/.test(file));
  if (files.length === 0) throw new UsageError(`"${given}" holds no .json, .jsonl or .ndjson file`);
  return files.map((file) => ({ name: nameOf(join(path, file)), open: () => createReadStream(join(path, file), { highWaterMark: 1 << 18 }) }));
}
