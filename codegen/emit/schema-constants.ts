import type { MaskedStrings } from './masked-strings.ts';

/**
 * Ajv's code keeps whole schemas to read a list of values or names from them. Here each such value is a constant, and
 * the schemas go. `code` is masked; undefined when it reads something that the schemas do not hold.
 */
export function schemaConstants(code: string, strings: MaskedStrings): string | undefined {
  const schemas = new Map<string, unknown>();
  const rest = code.replaceAll(/^const (schema\d+) = (.*);\n/gm, (_, name: string, json: string) => {
    schemas.set(name, JSON.parse(strings.unmask(json)));
    return '';
  });
  const constants = new Map<string, string>();
  let isComplete = true;
  const keys = (value: unknown): readonly string[] => Object.keys(Object(value) as object);
  const path = String.raw`(?<![.\w])(schema\d+)\b((?:\.[A-Za-z_$][\w$]*|\["?\d+"?\])*)`;
  const replaced = rest
    .replaceAll(new RegExp(String.raw`Object\.keys\(${path}\)`, 'g'), (_, name: string, at: string) => constant(name, at, keys))
    .replaceAll(
      new RegExp(String.raw`func\d+\.call\(${path}, (\w+)\)`, 'g'),
      (_, name: string, at: string, key: string) => `${constant(name, at, keys)}.includes(${key})`,
    )
    .replaceAll(new RegExp(path, 'g'), (_, name: string, at: string) => constant(name, at, (value) => value));
  const lines = [...constants].map(([json, name]) => `const ${name} = ${strings.mask(json)};\n`);
  return isComplete ? lines.join('') + replaced : undefined;

  function constant(name: string, at: string, pick: (value: unknown) => unknown): string {
    let value = schemas.get(name);
    let own = schemas.has(name);
    let tail = '';
    for (const [step, property, index] of at.matchAll(/\.([\w$]+)|\[("?\d+"?)\]/g)) {
      const segment = property ?? String(JSON.parse(strings.unmask(index ?? '')));
      if (tail === '' && value !== null && typeof value === 'object' && Object.hasOwn(value, segment)) {
        value = (value as Readonly<Record<string, unknown>>)[segment];
      } else if (segment === 'length' || segment === 'includes') tail = step;
      else own = false;
    }
    if (!own) isComplete = false;
    const json = JSON.stringify(pick(value)) ?? 'undefined';
    const known = constants.get(json) ?? `values${constants.size}`;
    constants.set(json, known);
    return known + tail;
  }
}
