import type { Model } from '../model/model.ts';

/** What a package manifest is made from, beside the document. */
export interface PackageSettings {
  /** npm name. */
  readonly name: string;
  /** SPDX expression; UNLICENSED when the document names none. */
  readonly license: string;
  /** `git+https://…`; needed for provenance. */
  readonly repository?: string;
  /** Version ranges of the AWS clients, by package, as the owner's own manifest has them. */
  readonly ranges: Readonly<Record<string, string>>;
}

/** `package.json` of the SDK. AWS clients are optional peers: types and validators work without them. */
export function packageManifest(model: Model, settings: PackageSettings, entries: ReadonlyMap<string, string>, clients: readonly string[]): object {
  const peers = Object.fromEntries(clients.toSorted().map((client) => [client, settings.ranges[client] ?? '^3']));
  return {
    name: settings.name,
    version: model.version,
    description: `Typed events of ${model.title}: ${model.description}`.slice(0, 200),
    license: settings.license,
    ...(settings.repository !== undefined && { repository: { type: 'git', url: settings.repository } }),
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20' },
    exports: {
      ...Object.fromEntries([...entries].map(([subpath, file]) => [subpath, { types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` }])),
      './validators/*': { types: './dist/validators/*.d.ts', default: './dist/validators/*.js' },
      './package.json': './package.json',
    },
    files: ['dist', 'CHANGELOG.md'],
    ...(clients.length > 0 && {
      peerDependencies: peers,
      peerDependenciesMeta: Object.fromEntries(Object.keys(peers).map((client) => [client, { optional: true }])),
    }),
    publishConfig: { access: 'public', provenance: true },
  };
}
