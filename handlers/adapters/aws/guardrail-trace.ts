import type { GuardrailAssessment, GuardrailTraceAssessment } from '@aws-sdk/client-bedrock-runtime';

/** What a guardrail did to a call. The stop reason alone does not say: it is the same for a blocked and for a masked answer. */
export interface Intervention {
  readonly action: 'blocked' | 'masked';
  /** Where and by which rule, for instance `output: PII EMAIL ANONYMIZED`. Names and kinds only: what matched stays out of logs. */
  readonly findings: readonly string[];
}

/** Reads the trace. Without one, or with nothing in it that is understood, the answer counts as blocked. */
export function interventionOf(trace: GuardrailTraceAssessment | undefined): Intervention {
  const findings = [
    ...Object.values(trace?.inputAssessment ?? {}).flatMap((assessment) => findingsOf('input', assessment)),
    ...Object.values(trace?.outputAssessments ?? {}).flatMap((assessments) => assessments.flatMap((assessment) => findingsOf('output', assessment))),
  ].filter(({ action }) => action !== 'NONE');
  const masked = findings.length > 0 && findings.every(({ action }) => action === 'ANONYMIZED');
  return { action: masked ? 'masked' : 'blocked', findings: [...new Set(findings.map(({ what, action }) => `${what} ${action}`))] };
}

interface Finding {
  readonly what: string;
  readonly action: string;
}

function findingsOf(place: 'input' | 'output', assessment: GuardrailAssessment): readonly Finding[] {
  const { topicPolicy, contentPolicy, wordPolicy, sensitiveInformationPolicy, contextualGroundingPolicy } = assessment;
  const finding = (kind: string, name: string | undefined, action: string | undefined): Finding => ({
    what: `${place}: ${[kind, name ?? ''].join(' ').trim()}`,
    action: action ?? 'BLOCKED',
  });
  return [
    ...(topicPolicy?.topics ?? []).map(({ name, action }) => finding('topic', JSON.stringify(name), action)),
    ...(contentPolicy?.filters ?? []).map(({ type, action }) => finding('content', type, action)),
    ...(wordPolicy?.customWords ?? []).map(({ action }) => finding('word of a list', undefined, action)),
    ...(wordPolicy?.managedWordLists ?? []).map(({ type, action }) => finding('words', type, action)),
    ...(sensitiveInformationPolicy?.piiEntities ?? []).map(({ type, action }) => finding('PII', type, action)),
    ...(sensitiveInformationPolicy?.regexes ?? []).map(({ name, action }) => finding('pattern', JSON.stringify(name), action)),
    ...(contextualGroundingPolicy?.filters ?? []).map(({ type, action }) => finding('grounding', type, action)),
  ];
}
