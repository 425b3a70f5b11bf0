import { styleText } from 'node:util';

/** Where a command writes: progress and notes on stderr, results on stdout. */
export interface Terminal {
  /** One line of progress or a note. */
  note(line: string): void;
  /** A result; the only thing on stdout. */
  print(text: string): void;
  /** A line that the next output replaces; nothing when stderr is not a terminal. */
  transient(line: string): void;
  readonly style: (name: Parameters<typeof styleText>[0], text: string) => string;
}

export function createTerminal(quiet: boolean): Terminal {
  const { stdout, stderr } = process;
  const live = stderr.isTTY && !quiet;
  // Results may be piped while progress is not: colours only where both are looked at (https://no-color.org).
  const coloured = stderr.isTTY && stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
  let shown = false;
  const clear = () => {
    if (shown) stderr.write('\r\u001B[2K');
    shown = false;
  };
  return {
    note(line) {
      if (quiet) return;
      clear();
      stderr.write(`${line}\n`);
    },
    print(text) {
      clear();
      stdout.write(`${text}\n`);
    },
    transient(line) {
      if (!live) return;
      clear();
      stderr.write(line.slice(0, (stderr.columns || 80) - 1));
      shown = true;
    },
    style: (name, text) => (coloured ? styleText(name, text, { validateStream: false }) : text),
  };
}

/** Text from agents, models and files, made safe for a terminal: control characters but newline and tab are shown, not obeyed. */
export function printable(text: string): string {
  return text.replaceAll(
    /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
