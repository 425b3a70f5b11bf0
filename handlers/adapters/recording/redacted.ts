/** Forms of secrets: keys of AWS, of OpenAI and those like it, of Google, GitHub, GitLab, npm, Slack and Hugging Face, bearer tokens, private keys, and our own tokens of tasks. */
const FORMS: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/gu,
  /\bsk[-_][A-Za-z0-9_-]{16,}/gu,
  /\bAIza[\w-]{30,}/gu,
  /\b(?:glpat-|npm_|hf_)[\w-]{16,}/gu,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/gu,
  /\bxox[abpr]-[A-Za-z0-9-]{10,}/gu,
  /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}/gu,
  /(?<=\bBearer\s+)[\w.~+/-]{12,}=*/giu,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/gu,
  // agent_use_id: orchestration, turn, 22 characters of a token, task.
  /(?<=:)[\w-]{22}(?=:)/gu,
];

/** Names of variables whose values are secrets. */
const SECRET_NAME = /(KEY|SECRET|TOKEN|PASSWORD|CREDENTIAL)/u;
/** Shorter values would tear ordinary words apart. */
const SHORTEST = 8;

/** A function that replaces secrets in every text of a JSON value by `***`: known forms, and the values of the environment's secrets. */
export function createRedaction(environment: Readonly<Record<string, string | undefined>>): <T>(value: T) => T {
  const values = Object.entries(environment)
    .filter(([name]) => SECRET_NAME.test(name))
    .flatMap(([, value]) => (value !== undefined && value.length >= SHORTEST ? [value] : []))
    .toSorted((a, b) => b.length - a.length);
  const clean = (text: string): string =>
    FORMS.reduce(
      (rest, form) => rest.replaceAll(form, '***'),
      values.reduce((rest, value) => rest.replaceAll(value, '***'), text),
    );
  return (value) => mapTexts(value, clean) as typeof value;
}

/** The value with every text in it, keys left alone, mapped. */
export function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, map)]));
}
