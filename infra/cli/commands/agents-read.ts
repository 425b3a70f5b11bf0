import type { Operator, VersionDiff } from '../../../handlers/operator/index.ts';
import { Failure } from '../failure.ts';
import { isRefused } from '../refusal.ts';
import { createTerminal, printable, type Terminal } from '../terminal.ts';
import { unknownName } from '../unknown.ts';
import { withOperator, type Common } from '../with-target.ts';

/** `agents show ID`: what it is, its versions with their checks, and with `--code` the code that runs. */
export async function agentsShowCommand(agentId: string, options: Common & { readonly code: boolean }): Promise<number> {
  const terminal = createTerminal(options.json);
  return withOperator(options, async (operator) => {
    const view = await operator.registrar.agent(agentId);
    if (view === undefined) throw await unknownAgent(operator, agentId);
    const { head, versions, source } = view;
    if (options.json) {
      terminal.print(JSON.stringify({ ...head, versions, source: source ?? null }));
      return 0;
    }
    const { config } = head;
    terminal.print(`${terminal.style('bold', agentId)} ${config.version} ${head.state}, ${head.source ?? 'of unknown origin'}`);
    terminal.print(printable(config.description));
    terminal.print(`capabilities: ${(config.capabilities ?? []).join(', ') || 'none'}`);
    terminal.print(`tasks go to: ${config.action.target}`);
    terminal.print(`input: ${Object.keys((config.schema['properties'] as object | undefined) ?? {}).join(', ') || 'no fields'}   (--json has the schemas)`);
    terminal.print('versions:');
    for (const line of versions.flatMap((version) => [
      `  ${version.version === config.version ? terminal.style('green', '▸') : ' '} ${version.version.padEnd(5)} ${version.createdAt}  by ${printable(version.by)}  ${version.sha256?.slice(0, 12) ?? 'no code'}`,
      ...(version.checks ?? []).map((check) => `        ${printable(check)}`),
    ]))
      terminal.print(line);
    if (options.code) terminal.print(`\n${printable(source ?? '(no code: it runs elsewhere)')}`);
    return 0;
  });
}

/** `agents versions ID`. */
export async function agentsVersionsCommand(agentId: string, options: Common): Promise<number> {
  const terminal = createTerminal(options.json);
  return withOperator(options, async (operator) => {
    const view = await operator.registrar.agent(agentId);
    if (view === undefined) throw await unknownAgent(operator, agentId);
    if (options.json) terminal.print(JSON.stringify(view.versions));
    else
      for (const { version, createdAt, by, sha256 } of view.versions)
        terminal.print(
          `${version === view.head.config.version ? '▸' : ' '} ${version.padEnd(5)} ${createdAt}  by ${printable(by).padEnd(12)} ${sha256?.slice(0, 12) ?? 'no code'}`,
        );
    return 0;
  });
}

/** `agents diff ID FROM TO`: settings by field, code by line. Exit code 0 whether they differ or not. */
export async function agentsDiffCommand(agentId: string, from: string, to: string, options: Common): Promise<number> {
  const terminal = createTerminal(options.json);
  return withOperator(options, async (operator) => {
    if ((await operator.registrar.agent(agentId)) === undefined) throw await unknownAgent(operator, agentId);
    const diff = await operator.registrar.diff(agentId, from, to);
    if (isRefused(diff)) throw new Failure(diff.message, 1);
    if (options.json) terminal.print(JSON.stringify(diff));
    else for (const line of diffText(diff, terminal)) terminal.print(line);
    return 0;
  });
}

/** Lines around a change that are shown with it. */
const CONTEXT = 3;

function diffText({ from, to, settings, code }: VersionDiff, { style }: Terminal): readonly string[] {
  const changed = code.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  // A version is a field of its own settings: that it differs says nothing.
  const fields = settings.filter(({ field }) => field !== 'version' && field !== 'filename');
  if (changed.length === 0 && fields.length === 0) return [`${from} and ${to} are the same`];
  const near = new Set(changed.flatMap((index) => Array.from({ length: 2 * CONTEXT + 1 }, (_, offset) => index - CONTEXT + offset)));
  const lines = fields.map(
    ({ field, from: before, to: after }) => `${field}: ${printable(JSON.stringify(before) ?? 'absent')} → ${printable(JSON.stringify(after) ?? 'absent')}`,
  );
  if (changed.length === 0) return [...lines, 'the code is the same'];
  let skipped = false;
  for (const [index, { kind, text }] of code.entries()) {
    if (!near.has(index)) {
      if (!skipped) lines.push(style('dim', '…'));
      skipped = true;
      continue;
    }
    skipped = false;
    if (kind === 'same') lines.push(`  ${printable(text)}`);
    else lines.push(kind === 'added' ? style('green', `+ ${printable(text)}`) : style('red', `- ${printable(text)}`));
  }
  return lines;
}

export async function unknownAgent(operator: Operator, agentId: string): Promise<Failure> {
  const { agents } = await operator.registrar.agents();
  return unknownName(
    'agent',
    agentId,
    agents.map((agent) => agent.agentId),
  );
}
