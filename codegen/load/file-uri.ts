/** Folder below the schema folder with copies of what stands at URLs: `remote/example.com/a.json` for `https://example.com/a.json`. */
const remoteFolder = 'remote/';

/** Base URI of a file, only a name for resolving; nothing is fetched. A copy of something remote has the URI of the original. */
export function fileUri(path: string): string {
  const [prefix, rest] = path.startsWith(remoteFolder) ? ['https://', path.slice(remoteFolder.length)] : ['file:///', path];
  const encoded = encodeURI(rest).replaceAll('#', '%23').replaceAll('?', '%3F');
  return (prefix === 'file:///' ? new URL(encoded, prefix) : new URL(prefix + encoded.replace(/^([^/]*)_(\d+)(?=\/)/, '$1:$2'))).href;
}

/** Where a copy of a remote file is looked for; a port follows an underscore. Undefined when the URI is not remote. */
export function localCopy(uri: string): string | undefined {
  if (!uri.startsWith('https://')) return undefined;
  const { hostname, port, pathname } = new URL(uri);
  return pathname.endsWith('/') ? undefined : `${remoteFolder}${hostname}${port === '' ? '' : `_${port}`}${decoded(pathname)}`;
}

/** Undefined when the reference is no URI. Names with http and https are the same name. */
export function resolveUri(reference: string, base: string): string | undefined {
  return URL.parse(reference, base)?.href.replace(/^http:/, 'https:');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a "%" that is no escape
  }
}
