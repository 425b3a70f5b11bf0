import { runInThisContext } from 'node:vm';
import { knownShape } from '../emit/known-shape.ts';
import type { EventModel, MessageModel, Model, RootModel } from '../model/model.ts';
import { createAjv } from '../model/validation-engine.ts';
import { bundleSchemas } from '../model/validation-schema.ts';
import { dropUnknown, type Shape } from '../runtime/drop-unknown.ts';
import type { Problem } from '../runtime/parsed.ts';
import { parsed, type Validate } from '../runtime/validation.ts';

/** What a contract says of a payload. `ignored`: properties that readers drop, as the document tells them to. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly ignored: readonly Problem[];
}

/** Checks payloads against a document's contracts as the generated validators do. Each is compiled when it is first asked for. */
export class ContractCheck {
  readonly #model: Model;
  readonly #compiled = new Map<RootModel, { readonly validate: Validate; readonly shape: Shape }>();

  constructor(model: Model) {
    this.#model = model;
  }

  get contracts(): readonly (EventModel | MessageModel)[] {
    return [...this.#model.events, ...this.#model.messages];
  }

  byRoute(source: string, detailType: string): EventModel | undefined {
    return this.#model.events.find((event) => event.source === source && event.detailType === detailType);
  }

  /** By logical name, type name, detail-type or `source/detail-type`. */
  byName(name: string): EventModel | MessageModel | undefined {
    return this.contracts.find((one) => namesOf(one).includes(name));
  }

  check(contract: RootModel, payload: unknown): Checked {
    const { validate, shape } = this.#of(contract);
    const strict = parsed(validate, payload);
    if (strict.ok) return { problems: [], ignored: [] };
    if (shape === 0) return { problems: strict.problems, ignored: [] };
    const known = parsed(validate, dropUnknown(payload, shape));
    return known.ok ? { problems: [], ignored: strict.problems } : { problems: known.problems, ignored: [] };
  }

  #of(contract: RootModel): { readonly validate: Validate; readonly shape: Shape } {
    const known = this.#compiled.get(contract);
    if (known !== undefined) return known;
    const { schemas, assertFormats, dropUnknown: drops } = this.#model;
    const bundle = bundleSchemas([contract.key], schemas, assertFormats);
    const ajv = createAjv(bundle.hasUnevaluated, bundle.hasPrototypeNames);
    ajv.addSchema(bundle.schema, 'bundle');
    const validate = ajv.getSchema(`bundle#/$defs/${bundle.names.get(contract.key) ?? ''}`);
    if (validate === undefined) throw new Error(`${contract.typeName} has no validator`);
    const printed = drops ? knownShape(contract.key, schemas, 'known') : undefined;
    // the printer's text is what generated validators hold, so both drop the same
    const shape: unknown = printed === undefined ? 0 : runInThisContext(`(() => {\n${printed.constants.join('\n')}\nreturn ${printed.expression};\n})()`);
    const collect: Validate = (value, _at, errors) => {
      if (validate(value) !== true) errors.push(...(validate.errors ?? []));
    };
    const compiled = { validate: collect, shape: shape as Shape };
    this.#compiled.set(contract, compiled);
    return compiled;
  }
}

/** All that a contract can be called by on the command line. */
export function namesOf(one: EventModel | MessageModel): readonly string[] {
  return [one.name, one.typeName, ...('detailType' in one ? [one.detailType, `${one.source}/${one.detailType}`] : [])];
}
