import { MaskedStrings } from './masked-strings.ts';
import { schemaConstants } from './schema-constants.ts';

/** A function of the runtime that compacted code calls. */
export type RuntimeFunction = 'failed' | 'missing' | 'unexpected' | 'properties';

/**
 * Says what Ajv's standalone code says in fewer characters: functions take the value, its JSON pointer and the list
 * that errors are added to; frequent checks are calls of the runtime; values from schemas are constants of their own
 * instead of the whole schemas. `nameOf` gives the local name of a runtime function.
 *
 * Every replacement is of whole statements that Ajv prints in this one form with `allErrors` and `lines`. Undefined when
 * something is left that none of them knows: then the code has to be used as Ajv prints it.
 */
export function compactValidation(code: string, nameOf: (name: RuntimeFunction) => string): string | undefined {
  const strings = new MaskedStrings();
  const formats = code.match(/^const formats\d+ = .*$/gm) ?? [];
  const masked = strings.mask(code.replaceAll(/^const formats\d+ = .*\n/gm, ''));
  const text = schemaConstants(withPropertyLists(withRuntimeCalls(withErrorList(masked, nameOf), strings, nameOf), strings, nameOf), strings);
  if (text === undefined || /(?<![.\w])(?:(?:vErrors|instancePath|parentData|rootData|wrapper\d+)\b|errors(?:\+\+| [=!]))/.test(text)) return undefined;
  const used = text.replaceAll(/^const (func\d+) = .*\n/gm, (line, name: string) => (text.split(new RegExp(`\\b${name}\\b`)).length > 2 ? line : ''));
  return [...formats, strings.unmask(used)].join('\n');
}

/** Errors are added to a list that all functions are given, instead of joined from lists of each. */
function withErrorList(code: string, nameOf: (name: RuntimeFunction) => string): string {
  return (
    code
      .replaceAll(/\{property: [^{}]*\}/g, (params) => params.replaceAll(/\n\s*/g, ' '))
      // function declarations are hoisted, so that recursion needs no wrapper
      .replaceAll(/^const wrapper\d+ = \{validate: validate\d+\};\n/gm, '')
      .replaceAll(
        /\b(wrapper\d+)\.validate\b/g,
        (_, wrapper: string) => new RegExp(`^const ${wrapper} = \\{validate: (\\w+)\\};`, 'm').exec(code)?.[1] ?? wrapper,
      )
      .replaceAll(
        /^function (validate\d+)\(data, \{instancePath="\d+", parentData, parentDataProperty, rootData=data\}=\{\}\)\{$/gm,
        'function $1(data, at, errors){',
      )
      .replaceAll(/^let vErrors = null;\nlet errors = 0;\n/gm, '')
      .replaceAll(/^validate\d+\.errors = vErrors;\nreturn errors === 0;\n/gm, '')
      .replaceAll(/^validate\d+\.errors = null;\nreturn true;\n/gm, '')
      .replaceAll(/^validate\d+\.errors = \[(\{.*\})\];\nreturn false;\n/gm, (_, error: string) => failure(error))
      .replaceAll(
        /^if\(!\((\w+)\((.*), \{instancePath(?::(.*?))?,parentData:.*,rootData\}\)\)\)\{\nvErrors = vErrors === null \? \1\.errors : vErrors\.concat\(\1\.errors\);\nerrors = vErrors\.length;\n\}\n/gm,
        (_, callee: string, data: string, path?: string) => `${callee}(${data}, ${pathOf(path)}, errors);\n`,
      )
      .replaceAll(
        /^const (err\d+) = (\{.*\});\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;\n/gm,
        (_, _name, error: string) => failure(error),
      )
      .replaceAll(
        /^errors = (_errs\d+);\nif\(vErrors !== null\)\{\nif\(\1\)\{\nvErrors\.length = \1;\n\}\nelse \{\nvErrors = null;\n\}\n\}\n/gm,
        'errors.length = $1;\n',
      )
      .replaceAll(/^const (_errs\d+) = errors;$/gm, 'const $1 = errors.length;')
      .replaceAll(/\b(_errs\d+ === errors)\b/g, '$1.length')
  );

  function failure(error: string): string {
    // inside `not` and `if` nobody reads what is wrong
    if (error === '{}') return 'errors.push({});\n';
    const [whole, path, keyword = '', params = ''] =
      /^\{instancePath(?::(.*?))?,schemaPath:"\d+",keyword:("\d+"),params:(\{.*\})(?:,propertyName:\w+)?\}$/.exec(error) ?? [];
    return whole === undefined ? error : `${nameOf('failed')}(errors, ${pathOf(path)}, ${keyword}, ${params});\n`;
  }
}

/** What a closed object with required properties says in many lines becomes two calls. */
function withRuntimeCalls(code: string, strings: MaskedStrings, nameOf: (name: RuntimeFunction) => string): string {
  const property = String.raw`(?:\.[A-Za-z_$][\w$]*|\["\d+"\])`;
  const isMissing = String.raw`if\((data\d*)${property} === undefined\)\{\n\w+\(errors, (.*), ${strings.mask('"required"')}, \{missingProperty: ("\d+")\}\);\n\}\n`;
  const isUnexpected = String.raw`^for\(const (key\d+) in (data\d*)\)\{\nif\(!\((.*)\)\)\{\n\w+\(errors, (.*), ${strings.mask('"additionalProperties"')}, \{additionalProperty: \1\}\);\n\}\n\}\n`;
  const isNoneOf = String.raw`^if\(!\(((?:\(*(data\d*) === "\d+"\)*(?: \|\| )?)+)\)\)\{\n(\w+\(errors, .*, ${strings.mask('"enum"')}, \{allowedValues: (schema\d+\S*)\}\);\n)`;
  return code
    .replaceAll(new RegExp(isNoneOf, 'gm'), (_, _known, data: string, failure: string, values: string) => `if(!${values}.includes(${data})){\n${failure}`)
    .replaceAll(new RegExp(`^(?:${isMissing})+`, 'gm'), (checks) =>
      [...Map.groupBy(checks.matchAll(new RegExp(isMissing, 'g')), ([, data, path]) => `${path ?? ''}, ${data ?? ''}`)]
        .map(([place, found]) => `${nameOf('missing')}(errors, ${place}, [${found.map(([, , , name]) => name).join(', ')}]);\n`)
        .join(''),
    )
    .replaceAll(new RegExp(isUnexpected, 'gm'), (whole, key: string, data: string, isKnown: string, path: string) => {
      const names = namesIn(isKnown, key);
      return names === undefined ? whole : `${nameOf('unexpected')}(errors, ${path}, ${data}, ${names});\n`;
    });
}

/** Equal schemas are one function, so it is called for several properties in a row. */
function withPropertyLists(code: string, strings: MaskedStrings, nameOf: (name: RuntimeFunction) => string): string {
  const isThere = String.raw`if\((data\d*)((?:\.[A-Za-z_$][\w$]*|\["\d+"\])) !== undefined\)\{\n(validate\d+)\(\1\2, (at(?:\+"\d+")?), errors\);\n\}\n`;
  return code.replaceAll(new RegExp(`^(?:${isThere})+`, 'gm'), (checks) => {
    const calls: { readonly place: string; readonly validate: string; readonly names: string[] }[] = [];
    for (const [, data = '', access = '', validate = '', path = ''] of checks.matchAll(new RegExp(isThere, 'g'))) {
      const name = access.startsWith('.') ? access.slice(1) : String(JSON.parse(strings.unmask(access.slice(1, -1))));
      const pointer = path === 'at' ? '' : String(JSON.parse(strings.unmask(path.slice('at+'.length))));
      const object = pointer.slice(0, pointer.lastIndexOf('/'));
      // the runtime escapes no name, so those that need it stay as they are
      if (pointer !== `${object}/${name}`) return checks;
      const place = `errors, ${object === '' ? 'at' : `at+${strings.mask(JSON.stringify(object))}`}, ${data}`;
      const last = calls.at(-1);
      if (last?.place === place && last.validate === validate) last.names.push(name);
      else calls.push({ place, validate, names: [name] });
    }
    return calls
      .map(({ place, validate, names }) => `${nameOf('properties')}(${place}, ${strings.mask(JSON.stringify(names)).replaceAll(',', ', ')}, ${validate});\n`)
      .join('');
  });
}

/** The list in `(key === "a") || (key === "b")` or `func0.call(schema1.properties, key)`; undefined when there is more. */
function namesIn(condition: string, key: string): string | undefined {
  const call = new RegExp(String.raw`^func\d+\.call\((schema\d+\S*), ${key}\)$`).exec(condition);
  if (call !== null) return `Object.keys(${call[1] ?? ''})`;
  const names = [...condition.matchAll(new RegExp(String.raw`\b${key} === ("\d+")`, 'g'))].map(([, name]) => name);
  const rest = condition.replaceAll(new RegExp(String.raw`\b${key} === "\d+"`, 'g'), '').replaceAll(/[()| ]/g, '');
  return rest === '' && names.length > 0 ? `[${names.join(', ')}]` : undefined;
}

function pathOf(path = 'instancePath'): string {
  return path.replace(/^instancePath\b/, 'at');
}
