/** An event as the matcher sees it: leaves by path, each knowing the array elements it sits in. */
import { isObject } from '../../http/fields.ts';
import { InexactNumber } from './event-json.ts';

export interface Leaf {
  /** Strings in quotes, other values as their literal: the form in which event-ruler compares values. */
  readonly text: string;
  /** The value, when it is a number that a double holds exactly. */
  readonly number: number | undefined;
  /** Array and index in it, for every array of which an object or array on the way here is an element. */
  readonly elements: ReadonlyMap<number, number>;
}

/** Leaves by their path, steps joined with dots. */
export type Leaves = ReadonlyMap<string, readonly Leaf[]>;

/** Flattens an event that {@link parseEventJson} returned. */
export function toLeaves(event: unknown): Leaves {
  const leaves = new Map<string, Leaf[]>();
  let arrays = 0;
  const visit = (value: unknown, path: string, elements: ReadonlyMap<number, number>): void => {
    if (Array.isArray(value)) {
      arrays += 1;
      const array = arrays;
      value.forEach((element: unknown, index) => {
        const isNested = Array.isArray(element) || isContainer(element);
        visit(element, path, isNested ? new Map(elements).set(array, index) : elements);
      });
    } else if (isContainer(value)) {
      for (const [name, member] of Object.entries(value)) visit(member, path === '' ? name : `${path}.${name}`, elements);
    } else {
      const leaf = toLeaf(value, elements);
      const others = leaves.get(path);
      if (others === undefined) leaves.set(path, [leaf]);
      else others.push(leaf);
    }
  };
  visit(event, '', new Map());
  return leaves;
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !(value instanceof InexactNumber);
}

function toLeaf(value: unknown, elements: ReadonlyMap<number, number>): Leaf {
  if (typeof value === 'string') return { text: `"${value}"`, number: undefined, elements };
  if (typeof value === 'number') return { text: String(value), number: value, elements };
  return { text: value instanceof InexactNumber ? value.source : String(value), number: undefined, elements };
}
