/** Checks of what leads to a real model: credentials, and one tiny question. */
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { toOutcome } from '../../../handlers/adapters/aws/converse-answer.ts';
import { toConverseRequest } from '../../../handlers/adapters/aws/converse-request.ts';
import { modelSettings } from '../../../handlers/adapters/aws/model-settings.ts';
import { missingCredentials } from '../../local/environment.ts';
import { broken, note, ok, type Finding } from './finding.ts';
import { PROBE, usedTool, withoutTool } from './probe.ts';

const CREDENTIALS = 'set AWS_PROFILE (after "aws sso login"), or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';

/**
 * Looks for credentials and a region, and loads them. `neededFor`: what was asked for and does not work without. For a stack the role of the
 * machine counts too, which nothing but asking shows; the embedded runtime looks for variables and profiles only.
 */
export async function checkCredentials(neededFor: 'model' | 'stack' | undefined): Promise<Finding> {
  if (neededFor !== 'stack' && 'AWS_ACCESS_KEY_ID' in missingCredentials())
    return neededFor === 'model'
      ? broken('credentials', 'there are no AWS credentials', CREDENTIALS)
      : note('credentials', 'there are no AWS credentials: the offline model answers, which is enough for the embedded runtime');
  const client = new BedrockRuntimeClient();
  try {
    const [credentials, region] = [await client.config.credentials(), await client.config.region()];
    return ok('credentials', `${credentials.accessKeyId.slice(0, 4)}… in ${region}`);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return /Region is missing/u.test(message)
      ? broken('credentials', 'there are AWS credentials but no region', 'set AWS_REGION, for instance AWS_REGION=us-east-1')
      : broken('credentials', `the AWS credentials cannot be loaded: ${message}`, CREDENTIALS);
  } finally {
    client.destroy();
  }
}

/** Asks a model as the functions will: with a tool, and with the temperature, cache points and guardrail that the environment configures. */
export function checkModel(modelId: string, environment: NodeJS.ProcessEnv): Promise<Finding> {
  return asking(modelId, async (client) => {
    const started = Date.now();
    const request = toConverseRequest(modelSettings(environment, modelId), PROBE);
    const outcome = toOutcome(await client.send(new ConverseCommand(request), { abortSignal: AbortSignal.timeout(PROBE.timeoutMs) }), undefined);
    return usedTool(outcome) ? ok('model access', `"${modelId}" answered in ${Date.now() - started} ms, with a tool`) : withoutTool(modelId);
  });
}

/** Asks for a stream, which is a permission of its own; the fabricator needs it. */
export function checkStreaming(modelId: string, environment: NodeJS.ProcessEnv): Promise<Finding> {
  return asking(modelId, async (client) => {
    const request = toConverseRequest(modelSettings(environment, modelId), PROBE);
    const { stream = [] } = await client.send(new ConverseStreamCommand(request), { abortSignal: AbortSignal.timeout(PROBE.timeoutMs) });
    for await (const event of stream) if (event.messageStop !== undefined) return ok('model access', `"${modelId}" streams, as the fabricator needs it`);
    throw new Error('the stream ended before the answer did');
  });
}

async function asking(modelId: string, ask: (client: BedrockRuntimeClient) => Promise<Finding>): Promise<Finding> {
  const client = new BedrockRuntimeClient({ maxAttempts: 2 });
  try {
    return await ask(client);
  } catch (cause) {
    return explain(modelId, await client.config.region().catch(() => 'an unknown region'), cause);
  } finally {
    client.destroy();
  }
}

/** Prefixes of inference profiles by the beginning of a region. */
const PREFIXES: readonly (readonly [string, string])[] = [
  ['us-', 'us'],
  ['ca-', 'ca'],
  ['eu-', 'eu'],
  ['ap-northeast-1', 'jp'],
  ['ap-southeast-2', 'au'],
  ['ap-', 'apac'],
];

function explain(modelId: string, region: string, cause: unknown): Finding {
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  const said = `"${modelId}" in ${region}: ${name}: ${message}`;
  const bare = modelId.replace(/^(us|eu|apac|jp|au|ca|global)\./u, '');
  const profile = `${PREFIXES.find(([start]) => region.startsWith(start))?.[1] ?? 'global'}.${bare}`;
  if (/on-demand throughput/u.test(message))
    return broken('model access', said, `this model is asked through an inference profile: give "${profile}" (or "global.${bare}")`);
  if (/guardrail/iu.test(message))
    return broken('model access', said, 'check MODEL_GUARDRAIL (<id>:<version>): is it there in this region, and may you use it (bedrock:ApplyGuardrail)?');
  if (/tool ?use|toolConfig|support.*tool/iu.test(message))
    return broken('model access', said, 'choose a model that takes tools: the supervisor works by tool calls');
  if (/AccessDenied/u.test(name))
    return broken(
      'model access',
      said,
      'enable the model for the account (Bedrock console, Model access), and allow bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream on the model and on its inference profile',
    );
  if (/^(UnrecognizedClient|InvalidSignature|ExpiredToken|CredentialsProvider|InvalidClientTokenId)/u.test(name))
    return broken('model access', said, `renew the credentials: ${CREDENTIALS}`);
  if (name === 'ResourceNotFoundException' || /model identifier is invalid|not supported in this region|end of its life|legacy/iu.test(message))
    return broken(
      'model access',
      said,
      `the id or the region is wrong: for ${region} try "${profile}" or "global.${bare}", or set AWS_REGION to where the model is (aws bedrock list-foundation-models)`,
    );
  if (/Throttling|TooManyRequests|ServiceQuota/u.test(name))
    return note('model access', said, 'it is reachable but refuses for now: try again, or ask for a higher quota (infra/runbooks/model-throttling.md)');
  if (/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT/u.test(`${name} ${message}`))
    return broken('model access', said, `the endpoint does not answer: check the network, a proxy, and that Bedrock is there in ${region}`);
  if (/Timeout|Abort/u.test(name))
    return broken(
      'model access',
      `"${modelId}" in ${region} did not answer within ${PROBE.timeoutMs / 1_000} s`,
      'try again; when it stays so, check the network and the state of Bedrock in the region',
    );
  return broken('model access', said, 'check the id of the model (aws bedrock list-foundation-models, list-inference-profiles)');
}
