import type { Location, SchemaIndex } from './schema-index.ts';

/** Where each dynamic anchor leads on the path taken: to the outermost resource that has it. */
export type Scope = ReadonlyMap<string, Location>;

/** The dynamic scopes of a document (JSON Schema 2020-12, 7.1). Only anchors that more than one resource has are kept: all others mean one place whatever the path. */
export class DynamicScopes {
  readonly #ambiguous: ReadonlyMap<string, ReadonlyMap<string, Location>>;
  readonly #numbers = new Map<string, number>();
  readonly #scopes: Scope[] = [];

  constructor({ dynamicAnchors }: SchemaIndex) {
    this.#ambiguous = new Map([...dynamicAnchors].filter(([, places]) => places.size > 1));
  }

  /** Whether any path matters. */
  get isNeeded(): boolean {
    return this.#ambiguous.size > 0;
  }

  /** The scope after going into a resource. */
  entered(scope: Scope, resource: string): Scope {
    const own = [...this.#ambiguous].flatMap(([anchor, places]) => {
      const place = scope.has(anchor) ? undefined : places.get(resource);
      return place === undefined ? [] : [[anchor, place] as const];
    });
    return own.length === 0 ? scope : new Map([...scope, ...own]);
  }

  /** The scope's number; undefined when it is the one that every path into the resource gives. */
  numberOf(scope: Scope, resource: string): number | undefined {
    const text = textOf(scope);
    if (text === textOf(this.entered(outside, resource))) return undefined;
    let number = this.#numbers.get(text);
    if (number === undefined) {
      this.#numbers.set(text, (number = this.#scopes.length));
      this.#scopes.push(scope);
    }
    return number;
  }

  /** The scope of a number, or the one that every path into the resource gives. */
  scopeOf(number: number | undefined, resource: string): Scope {
    return (number === undefined ? undefined : this.#scopes[number]) ?? this.entered(outside, resource);
  }
}

const outside: Scope = new Map();

function textOf(scope: Scope): string {
  return JSON.stringify([...scope].map(([anchor, { file, pointer }]) => [anchor, file, pointer]).sort());
}
