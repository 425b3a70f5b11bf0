import { Aws } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { parseModelId } from './model-id.ts';
import { toConstructId } from './naming.ts';
import type { Deployment } from './resources.ts';
import { allow } from './statement.ts';

/**
 * Leave to call exactly the models of a role, those that stand in for the first included, and its guardrail. An inference profile needs the profile and the foundation model in every
 * region it routes to; the model then only by way of that profile (Bedrock user guide, prerequisites for inference
 * profiles).
 */
export function modelStatements(deployment: Deployment, functionName: string, role: string): readonly PolicyStatement[] {
  const setting = deployment.settings.models[role];
  if (setting === undefined) throw new Error(`the function "${functionName}" uses the model role "${role}", which has no model: give "-c model.${role}=<id>"`);
  const statements = setting.ids.flatMap((id, index) =>
    statementsOf(deployment, `Model${toConstructId(role)}${index === 0 ? '' : index + 1}`, id, setting.streaming),
  );
  return [...statements, ...guardrailStatements(deployment)];
}

function statementsOf({ stack, settings }: Deployment, sid: string, id: string, streaming: boolean): readonly PolicyStatement[] {
  const { model, profile } = parseModelId(id, settings.region);
  const actions = ['bedrock:InvokeModel', ...(streaming ? ['bedrock:InvokeModelWithResponseStream'] : [])];
  const modelArn = (region: string) => `arn:${Aws.PARTITION}:bedrock:${region}::foundation-model/${model}`;
  if (profile === undefined) return [allow(sid, actions, [modelArn(Aws.REGION)])];
  const profileArn = stack.formatArn({ service: 'bedrock', resource: 'inference-profile', resourceName: profile.id });
  return [
    allow(`${sid}Profile`, actions, [profileArn]),
    allow(sid, actions, profile.regions.map(modelArn), { StringEquals: { 'bedrock:InferenceProfileArn': profileArn } }),
  ];
}

function guardrailStatements({ stack, settings }: Deployment): readonly PolicyStatement[] {
  const [id] = (settings.modelVariables['MODEL_GUARDRAIL'] ?? '').split(':');
  if (id === undefined || id === '') return [];
  return [allow('Guardrail', ['bedrock:ApplyGuardrail'], [stack.formatArn({ service: 'bedrock', resource: 'guardrail', resourceName: id })])];
}
