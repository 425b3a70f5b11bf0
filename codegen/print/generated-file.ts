/** A file to write. `path` is POSIX, below the output folder. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}
