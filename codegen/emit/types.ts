import type { EventModel, Model, TypeModule } from '../model/model.ts';
import { docComment } from '../print/doc-comment.ts';
import type { GeneratedFile } from '../print/generated-file.ts';
import { literal } from '../print/literal.ts';
import { Memo } from '../print/memo.ts';
import { header, ModuleText, type ImportStyle } from '../print/module-text.ts';
import { layOutType } from '../print/type-layout.ts';
import { compileType } from '../print/type-compiler.ts';
import { hasOwnPropertyStandIn, typeSchema } from './type-schema.ts';

/** Placeholder name: json-schema-to-typescript would strip letters of other scripts from the real one. */
const placeholder = 'Root';

const compiled = new Memo<Promise<string>>();

/** Prints one module of types into `module`; entity modules add their models to it. */
export async function printTypes(model: Model, types: TypeModule, module: ModuleText): Promise<void> {
  for (const declaration of types.declarations) {
    const lowered = typeSchema(
      model.schemas(declaration.key),
      declaration.key,
      (key) => {
        const target = model.declarations.get(key);
        if (target === undefined) return undefined;
        return target.module === types.path ? target.name : module.type(target.name, target.module);
      },
      model.schemas,
    );
    const text = (await compiled.get(JSON.stringify(lowered), () => compileType(lowered, placeholder))).replaceAll(hasOwnPropertyStandIn, 'hasOwnProperty');
    module.add(layOutType(text).replace(/^export (interface|type) Root\b/m, (_, kind: string) => `export ${kind} ${declaration.name}`));
  }
}

/** One file a schema: its types, and the descriptor when it is an event. */
export async function emitTypes(model: Model, style: ImportStyle, skip: ReadonlySet<string>): Promise<readonly GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  for (const types of model.modules) {
    if (skip.has(types.path)) continue;
    const events = model.events.filter((event) => event.module === types.path);
    const module = new ModuleText(types.path, style, [...types.declarations.map((one) => one.name), ...events.map((event) => event.descriptorName)]);
    await printTypes(model, types, module);
    for (const event of events) module.add(descriptor(event));
    files.push({ path: `${types.path}.ts`, text: module.toString(header(types.source)) });
  }
  return files;
}

function descriptor(event: EventModel): string {
  const value = { name: event.name, source: event.source, detailType: event.detailType, version: event.version };
  return `${docComment(`How ${event.typeName} travels on the bus.`)}export const ${event.descriptorName} = ${literal(value)} as const;`;
}
