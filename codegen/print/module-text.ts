import { posix } from 'node:path';

/** How generated modules name each other. */
export interface ImportStyle {
  /** Extension of imported TypeScript modules: `ts` where type stripping runs them as they are, `js` for compilers without special settings. */
  readonly extension: 'ts' | 'js';
  /** Path of the runtime's folder, below or beside the output folder, for instance `../codegen/runtime`. */
  readonly runtime: string;
  /** Extension of runtime modules. */
  readonly runtimeExtension: 'ts' | 'js';
}

/** Collects one module's imports and text. Owns the import statements, so no emitter writes one by hand. */
export class ModuleText {
  readonly path: string;
  readonly #style: ImportStyle;
  readonly #taken: Set<string>;
  readonly #imports = new Map<string, Map<string, { local: string; typeOnly: boolean }>>();
  readonly #body: string[] = [];

  /** `path` is below the output folder, without extension; `declared` are names that the module itself declares. */
  constructor(path: string, style: ImportStyle, declared: Iterable<string> = []) {
    this.path = path;
    this.#style = style;
    this.#taken = new Set([...globalNames, ...declared]);
  }

  /** Imports a type of another generated module; returns the local name, which differs when the name is taken. */
  type(name: string, module: string): string {
    return this.#import(name, this.#specifier(module, this.#style.extension), true);
  }

  value(name: string, module: string, extension: 'ts' | 'js' = this.#style.extension): string {
    return this.#import(name, this.#specifier(module, extension), false);
  }

  runtimeType(name: string, module: string): string {
    return this.#import(name, this.#specifier(posix.join(this.#style.runtime, module), this.#style.runtimeExtension), true);
  }

  runtimeValue(name: string, module: string): string {
    return this.#import(name, this.#specifier(posix.join(this.#style.runtime, module), this.#style.runtimeExtension), false);
  }

  /** Specifier of a runtime module, for a re-export. */
  runtimeSpecifier(module: string): string {
    return this.#specifier(posix.join(this.#style.runtime, module), this.#style.runtimeExtension);
  }

  packageType(name: string, specifier: string): string {
    return this.#import(name, specifier, true);
  }

  packageValue(name: string, specifier: string): string {
    return this.#import(name, specifier, false);
  }

  /** A block of text; blocks are separated by an empty line. */
  add(...blocks: readonly string[]): void {
    this.#body.push(...blocks);
  }

  toString(header: string): string {
    const blocks = [this.#printImports(), ...this.#body].filter((block) => block !== '');
    return `${header}\n\n${blocks.join('\n\n')}\n`;
  }

  #import(name: string, specifier: string, typeOnly: boolean): string {
    let names = this.#imports.get(specifier);
    if (names === undefined) this.#imports.set(specifier, (names = new Map()));
    const known = names.get(name);
    if (known !== undefined) {
      known.typeOnly &&= typeOnly;
      return known.local;
    }
    let local = name;
    for (let n = 2; this.#taken.has(local); n += 1) local = `${name}${n}`;
    this.#taken.add(local);
    names.set(name, { local, typeOnly });
    return local;
  }

  #specifier(module: string, extension: string): string {
    const relative = posix.relative(posix.dirname(this.path), module);
    return `${relative.startsWith('.') ? relative : `./${relative}`}.${extension}`;
  }

  #printImports(): string {
    return [...this.#imports]
      .sort(([a], [b]) => (isRelative(a) ? 1 : 0) - (isRelative(b) ? 1 : 0) || (a < b ? -1 : 1))
      .map(([specifier, names]) => {
        const entries = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
        const allTypes = entries.every(([, one]) => one.typeOnly);
        const list = entries
          .map(([name, one]) => `${one.typeOnly && !allTypes ? 'type ' : ''}${name === one.local ? name : `${name} as ${one.local}`}`)
          .join(', ');
        return `import ${allTypes ? 'type ' : ''}{ ${list} } from ${quoted(specifier)};`;
      })
      .join('\n');
  }
}

/** Names that generated text uses as the language means them: an import that is called so gets another name. */
const globalNames = [
  'Array',
  'Error',
  'JSON',
  'Map',
  'Object',
  'Omit',
  'Partial',
  'Pick',
  'Promise',
  'Readonly',
  'ReadonlyArray',
  'Record',
  'RegExp',
  'Set',
  'String',
  'undefined',
];

function isRelative(specifier: string): boolean {
  return specifier.startsWith('.');
}

/** A single-quoted string literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}

/** First line of every generated file: where it came from, and that nobody should edit it. */
export function header(source: string): string {
  return `// Generated from ${source.replaceAll(/[\r\n\u2028\u2029]/g, ' ')}. Do not edit.`;
}
