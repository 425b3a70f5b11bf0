/** A JSON value as text. `line` and `column` are 1-based and say where its first character stands. */
export interface ScannedValue {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Finds where JSON values end in text that arrives in pieces, without parsing: it follows quotes and brackets only.
 * A top-level array is opened up: its items come one by one, so that an array of any length fits in memory.
 */
export class JsonScanner {
  /** The value that has begun in earlier pieces. */
  #text = '';
  #isInValue = false;
  #startLine = 1;
  #startColumn = 1;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isInArray = false;

  /** Whether something has begun and not ended: a value, or an array that was opened up. */
  get isInside(): boolean {
    return this.#isInArray || this.#isInValue;
  }

  get isInArray(): boolean {
    return this.#isInArray;
  }

  /** Yields the values that end in `text`, whose first character stands at the position given. */
  *feed(text: string, line: number, column: number): Generator<ScannedValue> {
    let start = 0;
    let lineStart = 1 - column;
    let currentLine = line;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === newline) {
        currentLine += 1;
        lineStart = at + 1;
      }
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (code === backslash) this.#isEscaped = true;
        else if (code === quote) this.#isInString = false;
        continue;
      }
      if (!this.#isInValue) {
        if (isSpace(code) || code === comma) continue;
        if (code === closeBracket && this.#isInArray) this.#isInArray = false;
        else if (code === openBracket && !this.#isInArray) this.#isInArray = true;
        else {
          this.#isInValue = true;
          start = at;
          this.#startLine = currentLine;
          this.#startColumn = at - lineStart + 1;
          if (code === openBrace || code === openBracket) this.#depth = 1;
          else if (code === quote) this.#isInString = true;
        }
        continue;
      }
      if (code === quote) this.#isInString = true;
      else if (code === openBrace || code === openBracket) this.#depth += 1;
      else if (this.#depth > 0 && (code === closeBrace || code === closeBracket)) {
        this.#depth -= 1;
        if (this.#depth === 0) {
          yield this.#end(text.slice(start, at + 1));
          start = at + 1;
        }
      } else if (this.#depth === 0 && (isSpace(code) || code === comma || code === closeBracket)) {
        yield this.#end(text.slice(start, at));
        start = at + 1;
        if (code === closeBracket) this.#isInArray = false;
      }
    }
    if (this.#isInValue) this.#text += text.slice(start);
  }

  /** Gives up what has begun and returns it. */
  drop(): ScannedValue | undefined {
    const dropped = this.#isInValue ? this.#end('') : undefined;
    this.#depth = 0;
    this.#isInString = false;
    this.#isEscaped = false;
    this.#isInArray = false;
    return dropped;
  }

  #end(tail: string): ScannedValue {
    const value = { text: this.#text + tail, line: this.#startLine, column: this.#startColumn };
    this.#text = '';
    this.#isInValue = false;
    return value;
  }
}

const newline = 10;
const quote = 34;
const comma = 44;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === newline || code === 13;
}
