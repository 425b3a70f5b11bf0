/** `npm run soak`: orchestrations while the runtime is killed and its services fail; `--help` says how. */
import { parseArgs } from 'node:util';
import { soak, type Soaked } from './soaking.ts';

const options = {
  count: { type: 'string', default: '1000' },
  kills: { type: 'string', default: '25' },
  faults: { type: 'string', default: '0.2' },
  seed: { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const HELP = `Runs orchestrations on an embedded runtime that is killed and whose services fail, and checks every record at the end.

  npm run soak                                                   1,000 orchestrations, 25 kills
  npm run soak -- --count 100 --kills 5 --faults 0.2 --seed 7    fewer; a fifth of the calls fail
  npm run -s soak -- --json                                      one JSON object on stdout

Exit code: 0 without a violation, 1 with one, 2 when used wrongly.`;

process.exitCode = await main();

async function main(): Promise<number> {
  let values;
  try {
    ({ values } = parseArgs({ options }));
  } catch (cause) {
    process.stderr.write(`soak: ${cause instanceof Error ? cause.message : String(cause)} (see --help)\n`);
    return 2;
  }
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const [count, kills, faults, seed] = [values.count, values.kills, values.faults, values.seed].map(Number);
  if (!isWhole(count, 1) || !isWhole(kills, 0) || !isWhole(seed, 0) || faults === undefined || !(faults >= 0 && faults <= 0.5)) {
    process.stderr.write('soak: --count takes a whole number from 1, --kills and --seed one from 0, --faults a share from 0 to 0.5\n');
    return 2;
  }
  const soaked = await soak({ count, kills, faults, seed, hear: (line) => void process.stderr.write(`${line}\n`) });
  process.stdout.write(values.json ? `${JSON.stringify(soaked)}\n` : `${report(soaked)}\n`);
  return soaked.violations.length === 0 ? 0 : 1;
}

function isWhole(value: number | undefined, least: number): value is number {
  return value !== undefined && Number.isInteger(value) && value >= least;
}

function report(soaked: Soaked): string {
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  const failed = Object.values(soaked.faults).reduce((sum, count) => sum + count, 0);
  const total = Object.values(soaked.requests).reduce((sum, count) => sum + count, 0);
  return [
    `${soaked.count} orchestrations in ${soaked.seconds.toFixed(0)} s, ${soaked.kills} kills`,
    `outcomes: ${list(soaked.outcomes)}`,
    `requests: ${total} (${list(soaked.requests)})`,
    `faults: ${failed}, ${((100 * failed) / total).toFixed(1)} % of the requests (${list(soaked.faults)})`,
    `tasks: ${soaked.tasks}, runs beyond the first of a task: ${soaked.rerun}`,
    `final events told more than once, in the same words: ${soaked.repeatedEndings} (answers of the bus that were lost: ${soaked.lostPublishes})`,
    `dead letters of the inbox put back: ${soaked.redriven}`,
    `violations: ${soaked.violations.length}`,
    ...soaked.violations.slice(0, 20).map((violation) => `  ${violation}`),
  ].join('\n');
}
