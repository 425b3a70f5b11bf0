/**
 * Runs that were recorded, one `<name>.jsonl` each in this folder, and what their answers must hold. To add one, with any model:
 *
 *     npm start -- "<task>" --state $(mktemp -d) --model <id> --record test/local/recordings/<name>.jsonl
 *
 * and a line below. After a wanted change of prompts, agents or tools, `node test/local/recordings/record.ts` records those of the
 * offline model again; the others need their model.
 */
export interface RecordedTask {
  readonly name: string;
  readonly task: string;
  /** Attached files, from the project's root. */
  readonly files: readonly string[];
  /** Who answered when it was recorded: the model's id. */
  readonly model: string;
  readonly answer: RegExp;
  /** Agents turn by turn. */
  readonly calls: readonly (readonly string[])[];
}

export const recordedTasks: readonly RecordedTask[] = [
  {
    name: 'words-and-roman-numerals',
    task: 'How many words has notes.txt, and what is 2024 in Roman numerals?',
    files: ['test/examples/data/notes.txt'],
    model: 'offline',
    answer: /MMXXIV/u,
    calls: [['text-analysis', 'fabricator'], ['roman-numerals']],
  },
];

/** The command line that records or replays a task. */
export function argumentsOf({ task, files }: RecordedTask, ...more: readonly string[]): readonly string[] {
  return ['start', task, ...files.flatMap((file) => ['--file', file]), '--json', ...more];
}

export function fileOf({ name }: RecordedTask): string {
  return `${import.meta.dirname}/${name}.jsonl`;
}
