import path from 'node:path';
import { awsFailure } from '../aws-failure.ts';
import { checkContracts } from '../doctor/contracts.ts';
import { broken, note, ok, type Finding } from '../doctor/finding.ts';
import { checkNode, checkPorts, checkStateDirectory, checkTableEngine } from '../doctor/machine.ts';
import { checkCredentials } from '../doctor/model.ts';
import { asksBedrock, checkNamedModels, namedModels } from '../doctor/models.ts';
import { Failure } from '../failure.ts';
import { readModelChoice, type ModelOptions } from '../model-choice.ts';
import { findStack, stackEnvironment } from '../stack.ts';
import { createTerminal, printable, type Terminal } from '../terminal.ts';
import type { Common } from '../with-target.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** `doctor`: checks what the arbiter needs, each named model by a tiny question, and says how to mend it. Exit code 1 when something that matters is broken. */
export async function doctorCommand(options: Common & Omit<ModelOptions, 'record'>): Promise<number> {
  const terminal = createTerminal(options.json);
  const findings: Finding[] = [];
  const told = (found: readonly Finding[]): void => {
    findings.push(...found);
    if (!options.json) for (const finding of found) for (const line of linesOf(finding, terminal)) terminal.print(line);
  };
  const choice = namedModels(readModelChoice({ ...options, record: undefined }));
  told([checkNode(), checkTableEngine()]);
  told([await checkPorts(options.state)]);
  told(await checkStateDirectory(options.state));
  terminal.transient('  checking the generated code');
  told([await checkContracts(root)]);
  const credentials = await checkCredentials(options.env !== undefined ? 'stack' : choice !== undefined && asksBedrock(choice) ? 'model' : undefined);
  told([credentials]);
  if (choice !== undefined) {
    terminal.transient('  asking the models');
    told(await checkNamedModels(choice, credentials.state === 'ok'));
  } else if (credentials.state === 'ok') told([note('model access', 'not tried: no model is named', 'give --model ID to ask one a tiny question')]);
  if (credentials.state === 'ok' && options.env !== undefined) told([await checkStack(options.env)]);
  const bad = findings.filter(({ state }) => state === 'broken').length;
  if (options.json) terminal.print(JSON.stringify({ ok: bad === 0, findings }));
  else
    terminal.print(
      bad === 0 ? terminal.style('green', 'all that matters is well') : terminal.style('red', `${bad} ${bad === 1 ? 'thing is' : 'things are'} broken`),
    );
  return bad === 0 ? 0 : 1;
}

async function checkStack(environment: string): Promise<Finding> {
  try {
    const stack = await findStack(environment);
    stackEnvironment(stack);
    return ok('stack', `${stack.name} is deployed, all outputs are there`);
  } catch (cause) {
    const failure = cause instanceof Failure ? cause : awsFailure(cause);
    if (failure === undefined) throw cause;
    return broken('stack', failure.message, `deploy it, or choose the account and region where it is: npm run deploy -- --env ${environment}`);
  }
}

function linesOf({ check, state, found, mend }: Finding, { style }: Terminal): readonly string[] {
  const mark = { ok: style('green', '✓'), note: style('yellow', '!'), broken: style('red', '✗') }[state];
  return [`${mark} ${check.padEnd(16)} ${printable(found)}`, ...(mend === undefined ? [] : [`  ${''.padEnd(16)} → ${mend}`])];
}
