import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../../infra/runbooks');

export interface Runbook {
  /** File name without extension. */
  readonly name: string;
  /** Kinds of alarms that it is for. */
  readonly alarms: readonly string[];
  readonly sections: readonly string[];
  /** Commands by section. */
  readonly commands: (section: string) => readonly string[];
  readonly text: string;
}

export function readRunbooks(): readonly Runbook[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => toRunbook(file.slice(0, -3), readFileSync(path.join(folder, file), 'utf8')));
}

export function readRunbookIndex(): string {
  return readFileSync(path.join(folder, 'README.md'), 'utf8');
}

function toRunbook(name: string, text: string): Runbook {
  const parts = text
    .split(/^## /mu)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('\n')), part] as const);
  const line = /^Alarms: (.+)$/mu.exec(text)?.[1] ?? '';
  return {
    name,
    text,
    alarms: [...line.matchAll(/`([^`]+)`/gu)].map(([, kind]) => kind ?? ''),
    sections: parts.map(([title]) => title),
    commands: (section) =>
      [...(parts.find(([title]) => title === section)?.[1] ?? '').matchAll(/```sh\n(.*?)```/gsu)].flatMap(([, block]) =>
        (block ?? '').split('\n').filter((command) => command !== ''),
      ),
  };
}
