/**
 * `npm run bench`: what the layer costs, on this machine and at list price.
 *
 *   npm run bench                          all sections
 *   npm run bench -- cost overhead         some of them: cost, overhead, throughput
 *   npm run -s bench -- --json
 *   npm run bench -- throughput --many 500
 */
import { parseArgs } from 'node:util';
import { measureCost, type Cost } from './cost.ts';
import { measureInMemory, measureOnDisk, type Overhead } from './overhead.ts';
import { measureThroughput, type Throughput } from './throughput.ts';

const sections = ['cost', 'overhead', 'throughput'] as const;
const options = { json: { type: 'boolean', default: false }, many: { type: 'string', default: '200' } } as const;

interface Measured {
  readonly cost?: readonly Cost[];
  readonly overhead?: { readonly inMemory: readonly Overhead[]; readonly onDisk: readonly Overhead[] };
  readonly throughput?: Throughput;
}

process.exitCode = await main();

async function main(): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({ options, allowPositionals: true });
  } catch (cause) {
    process.stderr.write(`bench: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    return 2;
  }
  const { values, positionals } = parsed;
  const unknown = positionals.find((name) => !(sections as readonly string[]).includes(name));
  const many = Number(values.many);
  if (unknown !== undefined || !Number.isInteger(many) || many < 1) {
    const problem =
      unknown === undefined ? `--many takes a whole number from 1, not "${values.many}"` : `there is no section "${unknown}": ${sections.join(', ')}`;
    process.stderr.write(`bench: ${problem}\n`);
    return 2;
  }
  const wanted = (section: (typeof sections)[number]): boolean => positionals.length === 0 || positionals.includes(section);
  const measured: Measured = {
    ...(wanted('cost') && { cost: await measureCost([1, 3, 8, 32]) }),
    ...(wanted('overhead') && { overhead: await overhead([1, 8, 64]) }),
    ...(wanted('throughput') && { throughput: await measureThroughput(many) }),
  };
  process.stdout.write(values.json ? `${JSON.stringify(measured)}\n` : report(measured));
  return 0;
}

async function overhead(parallel: readonly number[]) {
  const inMemory: Overhead[] = [];
  for (const width of parallel) inMemory.push(await measureInMemory(width));
  return { inMemory, onDisk: await measureOnDisk(parallel) };
}

function report({ cost, overhead: measured, throughput }: Measured): string {
  const lines: string[] = [];
  if (cost !== undefined)
    lines.push(
      'One orchestration of two turns, on a warm deployment; neither the model nor the time of functions is in the price.',
      row('agents', 'requests', '+ deliveries', 'write units', 'read units', 'events', 'list price of 1,000'),
      ...cost.map(({ agents, operations, deliveries, writeUnits, readUnits, events, listPrice }) =>
        row(agents, operations, deliveries, writeUnits, readUnits, events, `${(listPrice * 1_000).toFixed(4)} US dollars`),
      ),
      '',
    );
  if (measured !== undefined)
    lines.push(
      'Microseconds for a step (a model call or a run of an agent), stub model and stub agents. On disk, the process',
      'holds the embedded services too. "Engine alone": wall time of the handlers outside of every call to a store, queue or bus.',
      row('in parallel', 'memory: wall', 'CPU', 'engine alone', 'disk: wall', 'engine alone'),
      ...measured.inMemory.map((inMemory, index) => {
        const onDisk = measured.onDisk[index];
        return row(inMemory.parallel, round(inMemory.wall), round(inMemory.cpu), round(inMemory.engine), round(onDisk?.wall), round(onDisk?.engine));
      }),
      '',
    );
  if (throughput !== undefined) {
    const { cold, warm, many, perSecond, megabytesIdle, megabytesAfter } = throughput;
    lines.push(
      `One command on an empty state directory: first progress line ${cold.first} ms, answer ${cold.answer} ms, exit ${cold.exit} ms.`,
      `One command, median of 5: first progress line ${warm.first} ms, answer ${warm.answer} ms, exit ${warm.exit} ms.`,
      `${many} orchestrations (two turns, two agents at once): ${perSecond.toFixed(1)} a second; memory ${megabytesIdle} MB idle, ${megabytesAfter} MB after.`,
      '',
    );
  }
  return lines.join('\n');
}

function row(...cells: readonly (string | number)[]): string {
  return cells.map((cell, index) => (index === 0 ? String(cell).padEnd(12) : String(cell).padStart(index === cells.length - 1 ? 20 : 13))).join(' ');
}

function round(microseconds: number | undefined): string {
  return microseconds === undefined ? '' : microseconds.toFixed(0);
}
