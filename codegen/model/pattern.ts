/**
 * JSON Schema wants patterns in ECMAScript's Unicode mode, but many documents escape characters that need no
 * escape, which that mode refuses. Removes such escapes; a pattern that is wrong in other ways is returned as it is.
 */
export function unicodePattern(pattern: string): string {
  if (compiles(pattern, 'u') || !compiles(pattern, '')) return pattern;
  const repaired = pattern.replace(/\\([^\^$\\.*+?()[\]{}|/\-0-9a-zA-Z]|[aeghijlmoqyzACEFGHIJKLMNOQRTUVXYZ])/g, '$1').replace(/\\-/g, '\\x2d');
  return compiles(repaired, 'u') ? repaired : pattern;
}

function compiles(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false; // what is asked here
  }
}
