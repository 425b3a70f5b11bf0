/** Characters of one token: English text and JSON have about four; three and a half errs on the side of more tokens. */
const CHARACTERS_PER_TOKEN = 3.5;

/** About how many input tokens a value takes once it is written as text. An estimate for limits, not for bills. */
export function estimateTokens(value: unknown): number {
  return tokensOfCharacters((typeof value === 'string' ? value : JSON.stringify(value)).length);
}

/** About how many tokens so many characters take. */
export function tokensOfCharacters(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}
