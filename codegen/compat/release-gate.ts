/** Whether the document's version has risen as far as what has changed since the last release asks for. */
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import type { Model } from '../model/model.ts';
import type { Change, Verdict } from './change.ts';
import { compareModels } from './compare-models.ts';

type Version = readonly [major: number, minor: number, patch: number];

/** A finding when `info.version` is too low; it names what breaks and whom. */
export function releaseFindings(released: Model, current: Model): readonly Diagnostic[] {
  const { changes, verdict } = compareModels(released, current, 'backward');
  if (verdict === undefined) return [];
  const [was, is] = [parse(released.version), parse(current.version)];
  const at = { file: current.document, pointer: '/info/version' };
  if (was === undefined || is === undefined)
    return [diagnostic('version-too-low', at, `"${is === undefined ? current.version : released.version}" is not a version such as 1.2.3`)];
  const needed = raised(was, verdict);
  if (!isBelow(is, needed)) return [];
  const decisive = changes.filter((change) => change.verdict === verdict);
  return [
    diagnostic(
      'version-too-low',
      at,
      `since ${released.version} there ${decisive.length === 1 ? 'is' : 'are'} ${decisive.length} ${words[verdict]} ${decisive.length === 1 ? 'change' : 'changes'} (${told(decisive)}), and the version is ${current.version}: it must be at least ${needed.join('.')}`,
    ),
  ];
}

const words: Readonly<Record<Verdict, string>> = { major: 'breaking', minor: 'compatible', patch: 'small' };

function told(changes: readonly Change[]): string {
  const shown = changes
    .slice(0, 3)
    .map(({ subject, message, affected }) => `${subject}: ${message}${affected.length === 0 ? '' : `, affects ${affected.join(', ')}`}`);
  return `${shown.join('; ')}${changes.length > shown.length ? '; …' : ''}`;
}

function parse(version: string): Version | undefined {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/u.exec(version) ?? [];
  return major === undefined || minor === undefined || patch === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** The lowest version that a change of this weight may have. Below 1.0.0 the minor number stands for the major one (semver, 4). */
function raised([major, minor, patch]: Version, verdict: Verdict): Version {
  if (major === 0) return verdict === 'major' ? [0, minor + 1, 0] : [0, minor, patch + 1];
  if (verdict === 'major') return [major + 1, 0, 0];
  return verdict === 'minor' ? [major, minor + 1, 0] : [major, minor, patch + 1];
}

function isBelow(one: Version, other: Version): boolean {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}
