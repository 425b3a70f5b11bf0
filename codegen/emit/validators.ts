import { standaloneCode } from '../model/ajv.ts';
import type { Model, RootModel } from '../model/model.ts';
import { createAjv } from '../model/validation-engine.ts';
import { bundleSchemas } from '../model/validation-schema.ts';
import type { GeneratedFile } from '../print/generated-file.ts';
import { header, ModuleText, type ImportStyle } from '../print/module-text.ts';
import { compactValidation } from './compact-validation.ts';
import { Memo } from './memo.ts';
import { knownShape } from './known-shape.ts';
import { shareEqualSchemas } from './shared-schemas.ts';

/** Path of a module's validator, without extension. */
export function validatorPath(module: string): string {
  return `validators/${module}`;
}

/** One ES module a schema file, with declarations: no dependency but the runtime, nothing compiled at run time. */
export function emitValidators(model: Model, style: ImportStyle): readonly GeneratedFile[] {
  const byModule = Map.groupBy(rootsOf(model), (root) => root.module);
  return [...byModule].flatMap(([module, roots]) => [validatorModule(model, module, roots, style), declarationModule(module, roots, style)]);
}

function rootsOf(model: Model): readonly RootModel[] {
  return [...model.events, ...model.messages, ...model.entities, ...model.agents.flatMap((agent) => [agent.input, agent.output])];
}

const standalone = new Memo<string>();

function validatorModule(model: Model, module: string, roots: readonly RootModel[], style: ImportStyle): GeneratedFile {
  const text = new ModuleText(validatorPath(module), { ...style, extension: 'js' });
  const bundle = bundleSchemas(
    roots.map((root) => root.key),
    model.schemas,
    model.assertFormats,
  );
  const exported = Object.fromEntries(roots.map((root, index) => [`validate${index}_`, `bundle#/$defs/${bundle.names.get(root.key) ?? ''}`]));
  const compiled = standalone.get(JSON.stringify([bundle.schema, exported]), () => {
    const ajv = createAjv(bundle.hasUnevaluated, bundle.hasPrototypeNames);
    // what evaluation tracking knows of a property is clearest where it is said
    ajv.addSchema(bundle.hasUnevaluated ? bundle.schema : shareEqualSchemas(bundle.schema), 'bundle');
    return standaloneCode(ajv, exported);
  });
  const code = selfContained(compiled, text);
  const parsers = roots.flatMap((root, index) => {
    const shape = model.dropUnknown ? knownShape(root.key, model.schemas, `known${index}_`) : undefined;
    const outcome =
      shape === undefined
        ? `${text.runtimeValue('parsed', 'validation')}(validate${index}_, value)`
        : `${text.runtimeValue('parsedKnown', 'drop-unknown')}(validate${index}_, value, ${shape.expression})`;
    return [...(shape === undefined ? [] : [shape.constants.join('\n')]), `export function ${root.parserName}(value) {\n  return ${outcome};\n}`];
  });
  text.add(...parsers, code);
  return { path: `${validatorPath(module)}.js`, text: text.toString(`${header(sourceOf(model, module))}\n/* eslint-disable */`) };
}

function declarationModule(module: string, roots: readonly RootModel[], style: ImportStyle): GeneratedFile {
  const text = new ModuleText(validatorPath(module), style);
  const parsed = text.runtimeType('Parsed', 'parsed');
  for (const root of roots) {
    const type = text.type(root.typeName, root.module);
    text.add(
      `/** Parses a ${root.typeName}: what it says when \`ok\`, everything that is wrong with it otherwise. */\nexport declare function ${root.parserName}(value: unknown): ${parsed}<${type}>;`,
    );
  }
  return { path: `${validatorPath(module)}.d.ts`, text: text.toString(header(module)) };
}

function sourceOf(model: Model, module: string): string {
  return model.modules.find((one) => one.path === module)?.source ?? model.document;
}

/** Replaces what Ajv would `require` by imports of our runtime, and leaves out what nobody reads. */
function selfContained(code: string, text: ModuleText): string {
  const named = code
    .replace(/^"use strict";\n?/, '')
    .replaceAll(/^export const (validate\d+_) = (\w+);$/gm, 'const $1 = $2;')
    .replaceAll(/^const (\w+) = require\("ajv\/dist\/runtime\/(\w+)"\)\.default;$/gm, (_, name: string, module: string) => {
      const value = module === 'ucs2length' ? text.runtimeValue('textLength', 'text-length') : text.runtimeValue('jsonEqual', 'json-equal');
      return `const ${name} = ${value};`;
    });
  const compacted = compactValidation(named, (name) => text.runtimeValue(name, 'validation')) ?? withErrorsAdded(named);
  const lines = compacted
    // marked pure, so that a bundler can leave out the validators that nobody calls
    .replaceAll(/^(const pattern\d+ = )new RegExp/gm, '$1/* @__PURE__ */ new RegExp')
    .replaceAll(/^(const func\d+ = )Object\.prototype\.hasOwnProperty;$/gm, '$1/* @__PURE__ */ (() => Object.prototype.hasOwnProperty)();')
    .replaceAll(/^\}\nelse \{$/gm, '} else {')
    .split('\n')
    .filter((line) => line !== '');
  return indented(lines);
}

/** Ajv's own code, whose functions keep their errors. */
function withErrorsAdded(code: string): string {
  return code
    .replaceAll(/schemaPath:"(?:[^"\\]|\\.)*",/g, '')
    .replaceAll(/^const (validate\d+_) = (\w+);$/gm, 'function $1(value, at, errors) {\nif(!$2(value)){\nerrors.push(...$2.errors);\n}\n}');
}

/** Ajv puts braces at line ends and starts only, so counting them there is enough. */
function indented(lines: readonly string[]): string {
  let depth = 0;
  return lines
    .map((line) => {
      if (line.startsWith('}')) depth -= 1;
      const text = '  '.repeat(Math.max(depth, 0)) + line;
      if (line.endsWith('{')) depth += 1;
      return text;
    })
    .join('\n');
}
