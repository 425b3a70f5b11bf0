/** Internet addresses and CIDR blocks as event-ruler reads them. */
import { refuse } from './invalid-pattern.ts';

const version4 = /^\d+\.\d+\.\d+\.\d+$/;
const version6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;

/** Hexadecimal digits of an address, 8 or 32; undefined for a text that is no address. A mapped IPv4 address is IPv4. */
export function addressDigits(text: string): string | undefined {
  if (version4.test(text)) {
    const parts = text.split('.').map(Number);
    return parts.some((part) => part > 255) ? undefined : parts.map((part) => part.toString(16).padStart(2, '0')).join('');
  }
  if (!version6.test(text)) return undefined;
  const digits = version6Digits(text);
  return digits?.startsWith('00000000000000000000ffff') === true ? digits.slice(24) : digits;
}

function version6Digits(text: string): string | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], tail] = groups;
  const given = head.length + (tail?.length ?? 0);
  if (tail === undefined ? given !== 8 : given > 7) return undefined;
  const all = tail === undefined ? head : [...head, ...Array.from({ length: 8 - given }, () => '0'), ...tail];
  return all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) ? all.map((group) => group.toLowerCase().padStart(4, '0')).join('') : undefined;
}

/** Whether an address, given by its digits, lies in the block; refuses what is no block. */
export function inBlock(block: string): (digits: string) => boolean {
  const [address = '', mask, ...rest] = block.split('/');
  if (mask === undefined || mask === '' || rest.length > 0) refuse("Malformed CIDR, one '/' required");
  if (!/^[-+]?\d+$/.test(mask)) refuse('Malformed CIDR, mask bits must be an integer');
  const bits = Number(mask);
  if (bits < 0) refuse('Malformed CIDR, mask bits must not be negative');
  const digits = addressDigits(address) ?? refuse(`Nonstandard IP address: ${address}`);
  const width = digits.length * 4;
  if (bits > width - 1) refuse(`${width === 32 ? 'IPv4' : 'IPv6'} mask bits must be < ${width}`);
  const network = BigInt(`0x${digits}`) >> BigInt(width - bits);
  const edge = (host: bigint): string => ((network << BigInt(width - bits)) | host).toString(16).padStart(digits.length, '0');
  return between(edge(0n), edge((1n << BigInt(width - bits)) - 1n));
}

/**
 * The engine compares digit by digit and never asks for the family: 10.0.0.1 lies in ::/0. A shorter text that is the
 * beginning of an edge has not been decided when it ends, and lies in no block.
 */
function between(bottom: string, top: string): (digits: string) => boolean {
  return (candidate) => {
    const head = candidate.slice(0, bottom.length);
    if (head.length < bottom.length && (bottom.startsWith(head) || top.startsWith(head))) return false;
    return bottom <= head && head <= top;
  };
}
