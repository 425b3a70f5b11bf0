/**
 * Forms of secrets, with what stands for each: keys of AWS, of OpenAI and those like it, of Google, GitHub, GitLab, npm, Slack, Stripe and Hugging
 * Face, bearer tokens, private keys, passwords in URLs, signatures of signed URLs, values that are named as secrets, and our own tokens of tasks.
 * Code is recorded too, so a name makes a secret only of what is quoted, or stands behind `NAME=` as in a file of variables.
 */
const FORMS: readonly (readonly [form: RegExp, put: string])[] = [
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/gu, '***'],
  [/\b(?:sk|rk)[-_][A-Za-z0-9_-]{16,}/gu, '***'],
  [/\bAIza[\w-]{30,}|\bya29\.[\w-]{20,}/gu, '***'],
  [/\b(?:glpat-|npm_|hf_|gsk_|xai-|whsec_|github_pat_)[\w-]{16,}/gu, '***'],
  [/\bgh[pousr]_[A-Za-z0-9]{20,}/gu, '***'],
  [/\b(?:xox[abeprs]|xapp)-[A-Za-z0-9-]{10,}/gu, '***'],
  [/\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}/gu, '***'],
  [/(\bBearer\s+)[\w.~+/-]{12,}=*/giu, '$1***'],
  [/(\bAuthorization["']?\s*[:=]\s*["']?Basic\s+)[\w+/]{8,}=*/giu, '$1***'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/gu, '***'],
  [/(\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s/:@"']{0,100}:)[^\s/@"']{1,200}(?=@)/giu, '$1***'],
  [/([?&](?:X-Amz-(?:Signature|Credential|Security-Token)|sig)=)[^&\s"']+/giu, '$1***'],
  [/(\b(?:AccountKey|SharedAccessKey)=)[\w+/]{20,}=*/gu, '$1***'],
  [/(\b(?:[A-Z0-9]+_)*(?:PASSWORD|PASSWD|SECRET|TOKEN|APIKEY|KEY)=)[^\s"'`,;]{8,}/gu, '$1***'],
  [
    /(\b(?:\w*[_-])?(?:password|passwd|secret|secret_?access_?key|api[_-]?key|access_?token|auth_?token|client_?secret)\\?["']?\s*[:=]\s*\\?(["']))(?!\*\*\*)[^"'\\\s]{8,}(?=\\?\2)/giu,
    '$1***',
  ],
  // agent_use_id: orchestration, turn, 22 characters of a token, task.
  [/(?<=:)[\w-]{22}(?=:)/gu, '***'],
];

/** Parts of names of variables whose values are secrets. */
const SECRET_NAME = /(?:^|_)(?:KEYS?|APIKEY|SECRETS?|TOKEN|PASSWORD|PASSWD|CREDENTIALS?)(?:_|$)/u;
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
      (rest, [form, put]) => rest.replaceAll(form, put),
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
