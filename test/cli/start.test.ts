import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { CommandLine, endAll, root } from './command.ts';

afterEach(endAll);

const data = path.join(root, 'test/examples/data');
const csv = path.join(data, 'prices.csv');
const notes = path.join(data, 'notes.txt');

interface Output {
  readonly orchestrationId: string;
  readonly status: string;
  readonly answer: string;
  readonly turns: number;
  readonly tasks: readonly { readonly taskId: string; readonly agentId: string; readonly turn: number; readonly status: string; readonly durationMs: number }[];
  readonly usage: { readonly modelCalls: number };
  readonly fabricated: readonly string[];
}

async function ask(...args: readonly string[]): Promise<Output> {
  const { code, stdout, stderr } = await new CommandLine().run('start', '--json', ...args);
  expect(stderr).toBe('');
  expect(stdout.trim().split('\n')).toHaveLength(1);
  const output = JSON.parse(stdout) as Output;
  expect([code, output.status]).toEqual([0, 'COMPLETED']);
  return output;
}

it('runs two agents at once over two attached files', async () => {
  const output = await ask('What is the average price in prices.csv and how many words has notes.txt?', '--file', csv, '--file', notes);
  expect(output.answer).toMatch(/2\.53/u);
  expect(output.answer).toMatch(/16 words/u);
  expect(output.tasks.map(({ turn }) => turn)).toEqual([1, 1]);
  expect(new Set(output.tasks.map(({ agentId }) => agentId)).size).toBe(2);
});

it('takes two turns for two dependent steps', async () => {
  const output = await ask('Convert 26.2 miles to kilometres, then multiply the result by 3');
  expect(output.answer).toMatch(/126\.49/u);
  expect(output.tasks.map(({ turn }) => turn)).toEqual([1, 2]);
});

it('has an agent made and uses it in the same orchestration', async () => {
  const output = await ask('Convert 1994 to roman numerals');
  expect(output.answer).toContain('MCMXCIV');
  expect(output.fabricated).toHaveLength(1);
  expect(output.tasks.map(({ agentId, status }) => [agentId, status])).toEqual([
    ['fabricator', 'SUCCEEDED'],
    [output.fabricated[0], 'SUCCEEDED'],
  ]);
});

it('ends although an agent fails: the model sees the error', async () => {
  const output = await ask('What is 12 / 0, and what is 3 + 4?');
  expect(output.tasks.map(({ turn, status }) => [turn, status])).toEqual([
    [1, 'FAILED'],
    [1, 'SUCCEEDED'],
    [2, 'FAILED'],
  ]);
  expect(output.answer).toMatch(/division by zero/u);
  expect(output.answer).toMatch(/3 \+ 4.*7/u);
});

it('shows progress line by line and prints only the answer on stdout', async () => {
  const { code, stdout, stderr } = await new CommandLine().run('start', 'What is 17 % of 2,340?');
  expect(code).toBe(0);
  expect(stdout).toMatch(/397\.8/u);
  expect(stderr.split('\n')).toEqual(
    expect.arrayContaining([
      expect.stringContaining('rule-based stand-in'),
      expect.stringMatching(/^● o-\w+ accepted$/u),
      'turn 1 asks calculator',
      expect.stringMatching(/^ {2}✓ calculator done in \d+ ms$/u),
    ]),
  );
});

it.each([
  ['an unknown flag', ['start', '--nope', 'x'], /unknown option '--nope'/u],
  ['a missing file', ['start', 'x', '--file', '/no/such/file'], /no such file: "\/no\/such\/file"/u],
  ['a directory as a file', ['start', 'x', '--file', data], /is not a file/u],
  ['the same file name twice', ['start', 'x', '--file', csv, '--file', csv], /two attached files are called "prices.csv"/u],
  ['an empty task', ['start', ''], /the task is empty/u],
  ['a time-out that is none', ['start', 'x', '--timeout', 'soon'], /it must be a number above 0/u],
  ['--json without a task', ['start', '--json'], /--json needs a task/u],
  ['a Bedrock model without credentials', ['start', 'x', '--model', 'anthropic.claude-x'], /needs your AWS credentials/u],
  ['a model for a role that there is not', ['start', 'x', '--model', 'cook=ollama:x'], /there is no role "cook", only supervisor, agent, fabricator/u],
  ['an address without a model', ['start', 'x', '--model-url', 'http://127.0.0.1:1'], /name its model too/u],
  ['an address that is none', ['start', 'x', '--model', 'openai:x', '--model-url', 'here'], /the model's address is "here"/u],
  ['OpenAI without a key', ['start', 'x', '--model', 'openai:x'], /OPENAI_API_KEY/u],
  ['a recording that is not there', ['start', 'x', '--model', 'replay:none.jsonl'], /none.jsonl" cannot be read/u],
  ['a recording without a name', ['start', 'x', '--model', 'replay:'], /"replay:" names nothing/u],
  [
    'a recording where no folder can be made',
    ['start', 'x', '--record', '/proc/none/x.jsonl'],
    /--record "\/proc\/none\/x\.jsonl" cannot be written .*ENOENT/u,
  ],
  [
    'a recording that cannot be written',
    ['start', 'x', '--record', path.join(csv, 'x.jsonl')],
    /--record ".*x\.jsonl" cannot be written .*: name a file in a folder of yours/u,
  ],
  ['a mistyped command', ['lst'], /unknown command 'lst'[\s\S]*Did you mean list\?/u],
  ['two tasks', ['start', 'x', 'y'], /too many arguments/u],
] as const)('answers %s with one line and exit code 2', async (_what, args, message) => {
  const { code, stdout, stderr } = await new CommandLine().run(...args);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
  expect(stderr).not.toMatch(/\bat .*\.(ts|js):\d+/u);
  expect([code, stdout]).toEqual([2, '']);
});

it.runIf(process.platform === 'linux')('says what is wrong with a state directory that cannot be made, and does not hang', async () => {
  const { code, stderr } = await new CommandLine().run('start', 'x', '--state', '/proc/none/state');
  expect(stderr).toMatch(/the state directory "\/proc\/none\/state" cannot be used: .* Choose a directory/u);
  expect(code).toBe(1);
});

it('does not mind a reader that has seen enough', () => {
  const { status, stderr } = spawnSync('sh', ['-c', '"$0" infra/cli/arbiter.js --help | true', process.execPath], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

it('gives up waiting after --timeout, says that nothing is lost, and exits 1', async () => {
  const { code, stdout, stderr } = await new CommandLine().run('start', '--json', '--timeout', '0.02', 'What is 2 + 2?');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ answer: null });
  expect(stderr).toMatch(/is not lost/u);
});

it.each([['start'], ['status'], ['list'], ['cancel'], ['agents']])('explains %s with an example', async (command) => {
  const { code, stdout } = await new CommandLine().run(command, '--help');
  expect(code).toBe(0);
  expect(stdout).toMatch(/Usage:/u);
});
