import { readdirSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/**
 * Calls `changed` with the path of whatever changes below a folder, until it is closed. Watches folders, not files: editors
 * replace a file by another one, which a watcher of the file would lose.
 */
export function watchFolders(root: string, isIgnored: (path: string) => boolean, changed: (path: string) => void): { close(): void } {
  const watchers = new Map<string, FSWatcher>();
  const refresh = (): void => {
    const present = new Set(foldersBelow(root, isIgnored));
    for (const [path, watcher] of watchers)
      if (!present.has(path)) {
        watcher.close();
        watchers.delete(path);
      }
    for (const path of present) if (!watchers.has(path)) watchers.set(path, watchOne(path));
  };
  const watchOne = (path: string): FSWatcher => {
    const watcher = watch(path, (_, name) => {
      const at = name === null ? path : join(path, name);
      if (isIgnored(at)) return;
      refresh();
      changed(at);
    });
    // the folder is gone; its parent tells of that
    watcher.on('error', () => watcher.close());
    return watcher;
  };
  refresh();
  return {
    close() {
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

function foldersBelow(root: string, isIgnored: (path: string) => boolean): readonly string[] {
  const found = [root];
  for (let index = 0; index < found.length; index += 1) {
    const folder = found[index] ?? root;
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.') && !isIgnored(path)) found.push(path);
    }
  }
  return found;
}

function entriesOf(folder: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []; // deleted meanwhile
    throw error;
  }
}

function readEntries(folder: string): readonly { readonly name: string; isDirectory(): boolean }[] {
  return readdirSync(folder, { withFileTypes: true });
}
