import { randomBytes } from 'node:crypto';
import { createOperator } from '../../../handlers/operator/index.ts';
import { contracts } from '../../../generated/contracts/index.ts';
import { follow } from '../follow.ts';
import { readMonitors } from '../monitors.ts';
import { requestAgent } from '../request-agent.ts';
import { openTarget, type Target } from '../target.ts';
import { createTerminal, printable, type Terminal } from '../terminal.ts';
import { userName, type Common } from '../with-target.ts';

interface Step {
  readonly step: string;
  /** `absent`: there is no such thing here, so it was not checked. */
  readonly outcome: 'ok' | 'failed' | 'absent';
  readonly detail: string;
}

/** A task whose answer is known, and a need that is the same every time, so that at most one agent is ever made by it. */
const TASK = 'What is 17 % of 2,340?';
const ANSWER = /397[.,]8/u;
const NEED = 'an agent that converts a number to roman numerals';
/** The dashboards of infra/cdk/monitoring/dashboards.ts; a test holds them equal. */
const DASHBOARDS = ['orchestration', 'queues', 'tables', 'models'];

/** `smoke`: does a deployment work? Exit code 1 when a step failed. It leaves one orchestration, and at most one agent ever. */
export async function smokeCommand(options: Common & { readonly timeout: number }): Promise<number> {
  const terminal = createTerminal(options.json);
  const target = await openTarget(options, terminal);
  const steps: Step[] = [];
  try {
    for (const [name, run] of checks) {
      terminal.transient(`  ${name}`);
      const step = { step: name, ...(await attempt(run, target, options.timeout * 1_000)) };
      steps.push(step);
      if (!options.json) terminal.print(lineOf(step, terminal));
    }
  } finally {
    await target.close();
  }
  const failed = steps.filter(({ outcome }) => outcome === 'failed');
  if (options.json) terminal.print(JSON.stringify({ ok: failed.length === 0, environment: target.environment, deployed: target.deployed, steps }));
  else
    terminal.print(failed.length === 0 ? terminal.style('green', 'it works') : terminal.style('red', `failed: ${failed.map(({ step }) => step).join(', ')}`));
  return failed.length === 0 ? 0 : 1;
}

type Outcome = Omit<Step, 'step'>;
type Check = (target: Target, timeoutMs: number) => Promise<Outcome>;

const checks: readonly (readonly [string, Check])[] = [
  ['seed', checkSeed],
  ['orchestration', checkOrchestration],
  ['fabrication', checkFabrication],
  ['alarms', checkAlarms],
  ['dashboards', checkDashboards],
];

/** A step that cannot be taken has failed; the others are taken all the same. */
async function attempt(run: Check, target: Target, timeoutMs: number): Promise<Outcome> {
  try {
    return await run(target, timeoutMs);
  } catch (cause) {
    return { outcome: 'failed', detail: cause instanceof Error ? cause.message : String(cause) };
  }
}

async function checkSeed(): Promise<Outcome> {
  const operator = createOperator(process.env);
  const { agents } = await operator.registrar.agents();
  const missing = contracts.agents.map(({ agentId }) => agentId).filter((id) => !agents.some(({ agentId, state }) => agentId === id && state === 'active'));
  if (missing.length > 0) return { outcome: 'failed', detail: `not active: ${missing.join(', ')}; deploy again, or activate them` };
  const seeded = agents.filter(({ source, sha256 }) => source === 'seeded' && sha256 !== undefined);
  if (seeded.length === 0) return { outcome: 'failed', detail: 'no agent with code was seeded: deploy again' };
  const sources = await Promise.all(seeded.map(async ({ agentId, config }) => ({ agentId, source: await operator.agents.source(agentId, config.version) })));
  const without = sources.filter(({ source }) => source === undefined).map(({ agentId }) => agentId);
  if (without.length > 0) return { outcome: 'failed', detail: `the code is missing of ${without.join(', ')}: deploy again` };
  return { outcome: 'ok', detail: `${seeded.length + contracts.agents.length} built-in agents with their code` };
}

async function checkOrchestration({ client }: Target, timeoutMs: number): Promise<Outcome> {
  const orchestrationId = `smoke-${randomBytes(6).toString('hex')}`;
  const started = Date.now();
  await client.submit({ task: TASK, orchestrationId, timestamp: new Date().toISOString(), requestedBy: userName() });
  const view = await follow(client, orchestrationId, createTerminal(true), AbortSignal.timeout(timeoutMs));
  const spent = `${orchestrationId}, ${((Date.now() - started) / 1_000).toFixed(1)} s`;
  if (view === undefined) return { outcome: 'failed', detail: `${spent}: no answer; see "npm run arbiter -- status ${orchestrationId}"` };
  if (view.status !== 'COMPLETED')
    return { outcome: 'failed', detail: `${spent}: ${view.status} ${view.reason === undefined ? '' : `${view.reason.code}: ${view.reason.message}`}` };
  if (!ANSWER.test(view.answer ?? '')) return { outcome: 'failed', detail: `${spent}: a wrong answer: ${view.answer ?? ''}` };
  return { outcome: 'ok', detail: `${spent}, ${view.tasks.length} ${view.tasks.length === 1 ? 'task' : 'tasks'}` };
}

async function checkFabrication(target: Target, timeoutMs: number): Promise<Outcome> {
  const made = await requestAgent(target, { taskDetails: NEED }, timeoutMs);
  if (made === undefined) return { outcome: 'failed', detail: 'no answer of the fabricator in time' };
  if (made.status === 'error') return { outcome: 'failed', detail: `${made.error?.code ?? ''}: ${made.error?.message ?? 'no reason given'}` };
  return { outcome: 'ok', detail: `${made.agentId ?? ''} ${made.version ?? ''} is ${made.state ?? ''}` };
}

async function checkAlarms(target: Target): Promise<Outcome> {
  if (!target.deployed) return { outcome: 'absent', detail: 'not there here: the embedded runtime has no alarms' };
  const { alarms } = await readMonitors(target.nameOf(''));
  if (alarms.length === 0) return { outcome: 'failed', detail: 'there are no alarms: deploy again' };
  const firing = alarms.filter(({ state }) => state === 'ALARM');
  if (firing.length > 0) return { outcome: 'failed', detail: firing.map(({ name, description }) => `${name} fires. ${description}`).join('; ') };
  const waiting = alarms.filter(({ state }) => state === 'INSUFFICIENT_DATA').length;
  return { outcome: 'ok', detail: `${alarms.length - waiting} in OK${waiting === 0 ? '' : `, ${waiting} have seen no data yet`}` };
}

async function checkDashboards(target: Target): Promise<Outcome> {
  if (!target.deployed) return { outcome: 'absent', detail: 'not there here: the embedded runtime has no dashboards' };
  const { dashboards } = await readMonitors(target.nameOf(''));
  const missing = DASHBOARDS.map((name) => target.nameOf(name)).filter((name) => !dashboards.includes(name));
  return missing.length > 0 ? { outcome: 'failed', detail: `missing: ${missing.join(', ')}; deploy again` } : { outcome: 'ok', detail: dashboards.join(', ') };
}

function lineOf({ step, outcome, detail }: Step, { style }: Terminal): string {
  const mark = { ok: style('green', '✓'), failed: style('red', '✗'), absent: style('dim', '–') }[outcome];
  return `${mark} ${step.padEnd(14)} ${printable(detail)}`;
}
