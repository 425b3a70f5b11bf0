/**
 * Guardrails as Converse and ConverseStream apply them (Bedrock user guide, Include a guardrail with the Converse API): users' texts are
 * judged before the model is asked, the model's texts after it; tool definitions, tool inputs and tool results are not. What is blocked
 * is replaced by the guardrail's own message, what is anonymised by the kind of what stood there. Either way the stop reason is
 * `guardrail_intervened`; only the trace tells which. Masking of users' texts is left out.
 */
import type { ReplyBlock } from './converse-model.ts';
import type { ConverseRequest, GuardrailConfig } from './converse-request.ts';
import type { Generation } from './generation.ts';
import { validation } from './service-error.ts';

/** A guardrail that the endpoint has. */
export interface Guardrail {
  /** `DRAFT` or numbers; each judges alike. */
  readonly versions: readonly string[];
  readonly rules: readonly GuardrailRule[];
  /** What is said instead of an answer. */
  readonly blockedInput: string;
  readonly blockedOutput: string;
}

/** What is looked for; a topic is known by its words here. */
export type GuardrailRule =
  | { readonly policy: 'topic'; readonly name: string; readonly form: RegExp }
  | { readonly policy: 'word'; readonly word: string }
  | { readonly policy: 'pii'; readonly type: string; readonly form: RegExp; readonly action: 'BLOCKED' | 'ANONYMIZED' };

/** A guardrail with how the request wants it applied. */
export interface AppliedGuardrail extends Guardrail {
  readonly id: string;
  readonly config: GuardrailConfig;
}

type Assessment = Readonly<Record<string, unknown>>;

interface Judged {
  readonly text: string;
  readonly blocked: boolean;
  readonly masked: boolean;
  readonly assessment: Assessment;
}

/** The guardrail that the request names; undefined when it names none, or the endpoint has none at all and takes any. */
export function guardrailOf(request: ConverseRequest, guardrails: Readonly<Record<string, Guardrail>> | undefined): AppliedGuardrail | undefined {
  const config = request.guardrailConfig;
  if (config === undefined || guardrails === undefined) return undefined;
  const id = config.guardrailIdentifier.slice(config.guardrailIdentifier.lastIndexOf('/') + 1);
  const found = guardrails[id];
  if (found === undefined || !found.versions.includes(config.guardrailVersion))
    throw validation('The guardrail identifier or version provided in the request does not exist.');
  return { ...found, id, config };
}

/** The answer instead of the model's, when the guardrail blocks what users said; the model is then not asked and nothing is counted. */
export function blockedInput(guardrail: AppliedGuardrail, request: ConverseRequest): Generation | undefined {
  const texts = request.messages.flatMap(({ role, content }) => (role === 'user' ? content.flatMap(({ text }) => text ?? []) : []));
  const judged = judge(guardrail, texts.join('\n'), 'INPUT');
  if (!judged.blocked) return undefined;
  return {
    content: [{ text: guardrail.blockedInput }],
    stopReason: 'guardrail_intervened',
    usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
    ...traced(guardrail, { inputAssessment: { [guardrail.id]: judged.assessment }, actionReason: 'Guardrail blocked.' }),
  };
}

/** The model's answer as the guardrail lets it through. `asynchronous`: what was said has been sent already, so it is followed, not replaced. */
export function guarded(guardrail: AppliedGuardrail, generation: Generation, asynchronous: boolean): Generation {
  const texts = generation.content.flatMap(({ text }) => text ?? []);
  const judged = judge(guardrail, texts.join('\n'), 'OUTPUT');
  const masks = judged.masked && !judged.blocked && !asynchronous;
  if (!judged.blocked && !masks) return generation;
  const content: readonly ReplyBlock[] = judged.blocked
    ? [...(asynchronous ? generation.content : []), { text: guardrail.blockedOutput }]
    : generation.content.map((block) => (block.text === undefined ? block : { text: judge(guardrail, block.text, 'OUTPUT').text }));
  return {
    ...generation,
    content,
    stopReason: 'guardrail_intervened',
    ...traced(guardrail, {
      outputAssessments: { [guardrail.id]: [judged.assessment] },
      modelOutput: texts,
      actionReason: judged.blocked ? 'No action.\nGuardrail blocked.' : 'No action.\nGuardrail masked.',
    }),
  };
}

function traced({ config }: AppliedGuardrail, guardrail: Readonly<Record<string, unknown>>): Pick<Generation, 'trace'> {
  return config.trace === undefined || config.trace === 'disabled' ? {} : { trace: { guardrail } };
}

function judge({ rules }: Guardrail, text: string, place: 'INPUT' | 'OUTPUT'): Judged {
  const topics: object[] = [];
  const customWords: object[] = [];
  const piiEntities: object[] = [];
  let shown = text;
  let blocked = false;
  for (const rule of rules) {
    const matches = matchesOf(rule, text);
    if (matches.length === 0) continue;
    switch (rule.policy) {
      case 'topic':
        topics.push({ name: rule.name, type: 'DENY', action: 'BLOCKED', detected: true });
        blocked = true;
        break;
      case 'word':
        customWords.push({ match: rule.word, action: 'BLOCKED', detected: true });
        blocked = true;
        break;
      case 'pii': {
        // Users' texts are not masked here; see above.
        if (rule.action === 'ANONYMIZED' && place === 'INPUT') break;
        for (const match of matches) {
          piiEntities.push({ match, type: rule.type, action: rule.action, detected: true });
          shown = shown.replaceAll(match, `{${rule.type}}`);
        }
        blocked ||= rule.action === 'BLOCKED';
      }
    }
  }
  return {
    text: shown,
    blocked,
    masked: shown !== text,
    assessment: {
      ...(topics.length > 0 && { topicPolicy: { topics } }),
      ...(customWords.length > 0 && { wordPolicy: { customWords, managedWordLists: [] } }),
      ...(piiEntities.length > 0 && { sensitiveInformationPolicy: { piiEntities, regexes: [] } }),
      invocationMetrics: { guardrailProcessingLatency: 1, guardrailCoverage: { textCharacters: { guarded: text.length, total: text.length } } },
    },
  };
}

function matchesOf(rule: GuardrailRule, text: string): readonly string[] {
  if (rule.policy === 'word') return text.toLowerCase().includes(rule.word.toLowerCase()) ? [rule.word] : [];
  return [...new Set(text.match(new RegExp(rule.form.source, 'giu')) ?? [])];
}
