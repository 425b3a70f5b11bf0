/** Where the reference lies below an output folder; what is there is not the other emitters'. */
export const referenceFolder = 'reference';

export function isReference(path: string): boolean {
  return path.startsWith(`${referenceFolder}/`);
}
