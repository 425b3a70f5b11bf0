import { list, object, text, type JsonObject, type Template } from './template.ts';

/** Statements of a function's role: its inline policy and whatever else may be attached to it. */
export function statementsOfRole(template: Template, functionName: string): readonly JsonObject[] {
  const lambda = template.one('AWS::Lambda::Function', 'FunctionName', functionName);
  const roleId = text(lambda.properties['Role']).split('/').pop() ?? '';
  const role = template.resources.find(({ logicalId }) => logicalId === roleId);
  if (role === undefined) throw new Error(`${functionName} has no role of its own`);
  if (role.properties['ManagedPolicyArns'] !== undefined) throw new Error(`the role of ${functionName} has managed policies, which no test lists`);
  const attached = template.of('AWS::IAM::Policy').filter(({ properties }) => list(properties['Roles']).includes(roleId));
  if (attached.length > 0) throw new Error(`something attached ${attached.map(({ logicalId }) => logicalId).join(', ')} to the role of ${functionName}`);
  return list(role.properties['Policies']).flatMap((policy) => list(object(object(policy)['PolicyDocument'])['Statement']).map(object));
}

/** A statement on a few lines: effect and actions, resources without account and region, conditions. */
export function describeStatement(statement: JsonObject): string {
  const short = (resource: string) =>
    resource.replaceAll(':us-east-1:111122223333:', ':').replace('-111122223333-us-east-1', '').replace('arn:aws:', '').replace('arbiter-dev', 'E');
  const condition = statement['Condition'] === undefined ? '' : ` when ${JSON.stringify(statement['Condition']).replaceAll(':us-east-1:111122223333:', ':')}`;
  return `${text(statement['Effect'])} ${list(statement['Action']).map(text).join(' ')} on ${list(statement['Resource'])
    .map((resource) => short(text(resource)))
    .join(' ')}${condition}`;
}
