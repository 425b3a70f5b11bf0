import type { Command } from './command.ts';

interface Listed {
  readonly summary: string;
  /** Loaded when it is run: the start of one command does not pay for the others. */
  load(): Promise<Command>;
}

/** Every command by name, in the order of the help text. */
export const commands: Readonly<Record<string, Listed>> = {
  generate: { summary: 'schemas → generated code', load: async () => (await import('./generate.ts')).generateCommand },
  check: { summary: 'CI gate: rules, freshness of generated code, compatibility, examples', load: async () => (await import('./check.ts')).checkCommand },
  validate: {
    summary: 'event files, arrays, NDJSON or standard input against their contracts',
    load: async () => (await import('./validate.ts')).validateCommand,
  },
  explain: { summary: 'what a diagnostic means and what to do about it', load: async () => (await import('./explain.ts')).explainCommand },
  diff: { summary: 'what changed against a release, a git ref or a file, and who is affected', load: async () => (await import('./diff.ts')).diffCommand },
  docs: { summary: 'reference pages: events, messages, tables, agents, a diagram', load: async () => (await import('./docs.ts')).docsCommand },
  release: { summary: 'keeps the contracts as they are now as the baseline', load: async () => (await import('./release.ts')).releaseCommand },
  sdk: { summary: 'builds, checks and packs the publishable package', load: async () => (await import('./sdk.ts')).sdkCommand },
};
