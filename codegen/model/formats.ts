const day = String.raw`(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)`;
/** Second 60 only where a leap second can be: the last one of a UTC day is not checked against the offset. */
const time = String.raw`(?:(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d))`;
const ipv4 = String.raw`(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const group = '[0-9a-f]{1,4}';
const ipv6 = `(?:(?:${group}:){7}(?:${group}|:)|(?:${group}:){6}(?::${group}|${ipv4}|:)|(?:${group}:){5}(?:(?::${group}){1,2}|:${ipv4}|:)|(?:${group}:){4}(?:(?::${group}){1,3}|(?::${group})?:${ipv4}|:)|(?:${group}:){3}(?:(?::${group}){1,4}|(?::${group}){0,2}:${ipv4}|:)|(?:${group}:){2}(?:(?::${group}){1,5}|(?::${group}){0,3}:${ipv4}|:)|${group}:(?:(?::${group}){1,6}|(?::${group}){0,4}:${ipv4}|:)|:(?:(?::${group}){1,7}|(?::${group}){0,5}:${ipv4}|:))`;
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

/** Formats of JSON Schema 2020-12 as regular expressions, which validators inline. A format not listed here is an annotation. */
export const formats: Readonly<Record<string, RegExp>> = {
  date: new RegExp(`^${day}$`),
  time: new RegExp(`^${time}$`, 'i'),
  'date-time': new RegExp(`^${day}[t ]${time}$`, 'i'),
  duration: /^P(?!$)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/,
  email: new RegExp(`^[a-z0-9!#$%&'*+/=?^_\`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_\`{|}~-]+)*@(?:${label}\\.)*${label}$`, 'i'),
  hostname: new RegExp(`^(?=.{1,253}$)(?:${label}\\.)*${label}$`, 'i'),
  ipv4: new RegExp(`^${ipv4}$`),
  ipv6: new RegExp(`^${ipv6}$`, 'i'),
  uuid: /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  uri: /^[a-z][a-z0-9+.-]*:(?:\/\/(?:[\w.~!$&'()*+,;=:%-]*@)?(?:\[[0-9a-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d*)?(?:\/[\w.~!$&'()*+,;=:@%/-]*)?|\/?[\w.~!$&'()*+,;=:@%-][\w.~!$&'()*+,;=:@%/-]*|\/)?(?:\?[\w.~!$&'()*+,;=:@%/?-]*)?(?:#[\w.~!$&'()*+,;=:@%/?-]*)?$/i,
  'uri-reference': /^[\w.~!$&'()*+,;=:@%/?#[\]-]*$/,
  'json-pointer': /^(?:\/(?:[^~/]|~0|~1)*)*$/,
  'relative-json-pointer': /^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~0|~1)*)*)$/,
};
