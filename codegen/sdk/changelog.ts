import type { Verdict } from '../compat/change.ts';
import type { ModelComparison } from '../compat/compare-models.ts';
import type { Model } from '../model/model.ts';

const titles: Readonly<Record<Verdict, string>> = { major: 'Breaking', minor: 'Added', patch: 'Changed' };

/** CHANGELOG.md: what has changed since the release before, by the diff of the contracts; everything, when there is none. */
export function changelog(model: Model, released: { readonly version: string; readonly comparison: ModelComparison } | undefined): string {
  return `# Changelog\n\n## ${model.version}\n\n${released === undefined ? firstRelease(model) : sinceRelease(released.version, released.comparison)}`;
}

function firstRelease({ events, messages }: Model): string {
  const list = [...events, ...messages].map(({ name, version, description }) => `- \`${name}\` v${version}: ${description.split('\n')[0] ?? ''}\n`);
  return `First release.\n\n${list.join('')}`;
}

function sinceRelease(version: string, { changes }: ModelComparison): string {
  if (changes.length === 0) return `The contracts are those of ${version}.\n`;
  const parts = (['major', 'minor', 'patch'] as const).flatMap((verdict) => {
    const lines = changes
      .filter((change) => change.verdict === verdict)
      .map(({ subject, message, affected }) => `- ${subject}: ${message}${affected.length === 0 ? '' : ` (affects ${affected.join(', ')})`}\n`);
    return lines.length === 0 ? [] : [`### ${titles[verdict]}\n\n${lines.join('')}`];
  });
  return `Since ${version}.\n\n${parts.join('\n')}`;
}
