/** What becomes of a new agent that passed all checks. */
export type Activation =
  /** It can be used at once. */
  | 'auto'
  /** It waits for a person. */
  | 'review'
  /** It is not made. */
  | 'never';

/**
 * The policy by capability set: pure computation, model calls and registered tools act on nothing outside and start at
 * once; the network needs a person's eye; what is not on the operator's list is refused.
 */
export function activationOf(capabilities: readonly string[], allowedHosts: readonly string[]): { readonly activation: Activation; readonly reason: string } {
  const refused = capabilities.filter((name) => !isKnown(name, allowedHosts));
  if (refused.length > 0)
    return {
      activation: 'never',
      reason: `not allowed: ${refused.map((name) => `"${name}"`).join(', ')}; allowed are "model", registered tools, and hosts on the operator's list (${allowedHosts.join(', ') || 'none'})`,
    };
  if (capabilities.some((name) => name.startsWith('http:'))) return { activation: 'review', reason: 'it asks for the network, which a person has to allow' };
  return { activation: 'auto', reason: 'it asks for nothing that acts outside' };
}

function isKnown(name: string, allowedHosts: readonly string[]): boolean {
  return (
    name === 'model' ||
    /^tool:[A-Za-z0-9_-]{1,64}(@[0-9a-f]{64})?$/.test(name) ||
    (name.startsWith('http:') && allowedHosts.includes(name.slice('http:'.length)))
  );
}
