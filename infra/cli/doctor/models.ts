/** Checks of every model that is named: can it be asked with the user's credentials, does it use tools, what does it cost. */
import type { ModelReference } from '../../../handlers/adapters/models/model-reference.ts';
import { connectionOf } from '../../../handlers/adapters/openai/connection.ts';
import { createOpenAiModel } from '../../../handlers/adapters/openai/openai-model.ts';
import { modelRoles } from '../../local/arbiter.ts';
import { Failure } from '../failure.ts';
import { checkReference, environmentOf, pricesOf, referencesOf, type ModelChoice } from '../model-choice.ts';
import { broken, note, ok, type Finding } from './finding.ts';
import { checkModel, checkStreaming } from './model.ts';
import { PROBE, usedTool, withoutTool } from './probe.ts';

/** The models of the command line, else those of `MODEL_<ROLE>`; undefined when none is named. */
export function namedModels(choice: ModelChoice | undefined, environment: NodeJS.ProcessEnv = process.env): ModelChoice | undefined {
  if (choice !== undefined && (choice.model !== undefined || Object.keys(choice.models ?? {}).length > 0)) return choice;
  const models = Object.fromEntries(
    modelRoles.flatMap((role) => {
      const ids = environment[`MODEL_${role.toUpperCase()}`]?.trim() ?? '';
      // A process that runs the embedded runtime has the stand-ins' names there, which nobody has chosen.
      return ids === '' || /^(arbiter|local)\./u.test(ids) ? [] : [[role, ids]];
    }),
  );
  return Object.keys(models).length === 0 ? undefined : { ...choice, models };
}

/** Whether AWS credentials are needed for them. */
export function asksBedrock(choice: ModelChoice): boolean {
  return referencesOf(choice).some(isBedrock);
}

/** Asks each model, those that only stand in for another too, a tiny question with a tool. `credentials`: those for AWS can be used. */
export async function checkNamedModels(choice: ModelChoice, credentials: boolean): Promise<readonly Finding[]> {
  const environment = environmentOf(choice);
  const streamed = referencesOf({ model: choice.models?.['fabricator'] ?? choice.model ?? 'offline' }).map(({ id }) => id);
  const findings: Finding[] = [];
  for (const reference of referencesOf(choice)) {
    if (isBedrock(reference)) {
      if (!credentials) continue;
      const asked = await checkModel(reference.name, environment);
      findings.push(asked);
      if (asked.state !== 'broken' && streamed.includes(reference.id)) findings.push(await checkStreaming(reference.name, environment));
    } else findings.push(await checkElsewhere(reference, environment));
  }
  return [...findings, ...pricesFound(choice)];
}

async function checkElsewhere(reference: ModelReference, environment: NodeJS.ProcessEnv): Promise<Finding> {
  let place: string;
  try {
    place = await checkReference(reference, environment);
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    return toldBy(reference.id, cause.message);
  }
  if (reference.provider !== 'openai' && reference.provider !== 'ollama') return ok('model access', place);
  return askEndpoint(reference, environment, place);
}

async function askEndpoint({ provider, name, id }: ModelReference, environment: NodeJS.ProcessEnv, place: string): Promise<Finding> {
  const started = Date.now();
  const connection = connectionOf(provider === 'ollama' ? 'ollama' : 'openai', environment);
  const outcome = await createOpenAiModel(connection, { model: name }).ask(PROBE);
  if (outcome.kind === 'throttled') return note('model access', `${place}: ${outcome.message}`, 'it is reachable but refuses for now: try again later');
  if (outcome.kind === 'denied') return toldBy(id, outcome.message);
  if (outcome.kind === 'invalid')
    return broken('model access', `"${id}": ${outcome.message}`, 'choose a model that takes tools: the supervisor works by tool calls');
  if (outcome.kind === 'unavailable')
    return broken(
      'model access',
      `"${id}": ${outcome.message}`,
      `see the log of its server. Is the model still loading, or too big for the machine? Here it has ${PROBE.timeoutMs / 1_000} s`,
    );
  return usedTool(outcome) ? ok('model access', `${place} answered in ${Date.now() - started} ms, with a tool`) : withoutTool(id);
}

/** A message that ends with what to do, after its last colon. */
function toldBy(id: string, message: string): Finding {
  const at = message.lastIndexOf(': ');
  return at < 0 ? broken('model access', `"${id}"`, message) : broken('model access', `"${id}": ${message.slice(0, at)}`, message.slice(at + 2));
}

function pricesFound(choice: ModelChoice): readonly Finding[] {
  const prices = pricesOf(environmentOf(choice));
  return referencesOf(choice)
    .filter(({ id }) => id !== 'offline')
    .map(({ id }) => {
      const price = prices.priceOf(id);
      if (price === undefined)
        return note(
          'model price',
          `"${id}": what it costs is not known, so that no cost budget holds it`,
          'state its price with --prices FILE (MODEL_PRICES), see the README; token budgets hold it',
        );
      const cost = price.input === 0 && price.output === 0 ? 'costs nothing' : `$${price.input} in, $${price.output} out for a million tokens`;
      return ok('model price', `"${id}": ${cost} (${prices.sourceOf(id)})`);
    });
}

function isBedrock({ provider, id }: ModelReference): boolean {
  return provider === 'bedrock' && id !== 'offline';
}
