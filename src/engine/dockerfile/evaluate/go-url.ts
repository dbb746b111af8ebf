/** Addresses as Go's `net/url` reads them, as far as sources of ADD need it. */

/** An address in its parts; path and fragment are decoded, the query is not. */
export interface Url {
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/** `url.Parse` of an address that begins with `scheme://`, or of one without a scheme; undefined where Go reports an error. */
export function parseUrl(text: string): Url | undefined {
  const hash = text.indexOf('#');
  const front = hash === -1 ? text : text.slice(0, hash);
  if (/[^ -~\u0080-\uffff]/.test(front)) return undefined;
  const mark = front.indexOf('?');
  const address = mark === -1 ? front : front.slice(0, mark);
  const [start = '', authority] = /^[^/]*:\/\/([^/]*)/.exec(address) ?? [];
  if (authority !== undefined && !isAuthority(authority)) return undefined;
  const path = unescape(address.slice(start.length));
  const fragment = unescape(hash === -1 ? '' : text.slice(hash + 1));
  if (path === undefined || fragment === undefined) return undefined;
  return { path, query: mark === -1 ? '' : front.slice(mark + 1), fragment };
}

/** The decoded pairs of a query, and whether Go would report an error for one that it leaves out. */
export function parseQuery(query: string): { readonly values: Map<string, string[]>; readonly valid: boolean } {
  const values = new Map<string, string[]>();
  let valid = true;
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const [key, value] = splitOnce(pair, '=').map((part) => unescape(part.replaceAll('+', ' ')));
    if (key === undefined || value === undefined || pair.includes(';')) valid = false;
    else {
      const given = values.get(key);
      if (given) given.push(value);
      else values.set(key, [value]);
    }
  }
  return { values, valid };
}

/** `strings.Cut` without its third result. */
export function splitOnce(text: string, separator: string): [before: string, after: string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** `user:password@host:port` or a part of it. */
function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const user = at === -1 ? '' : authority.slice(0, at);
  const host = authority.slice(at + 1);
  if (!/^[\w.:~!$&'()*+,;=%@-]*$/.test(user) || unescape(user) === undefined) return false;
  const portAt = host.startsWith('[') ? host.lastIndexOf(']') + 1 : host.lastIndexOf(':');
  if (host.startsWith('[') && portAt === 0) return false;
  const port = portAt === -1 ? '' : host.slice(portAt);
  // Of ASCII, a host may encode nothing but the percent sign.
  return (
    /^(?::\d*)?$/.test(port) && /^(?:[\w.~!$&'()*+,;=:[\]<>"\u0080-\u{10ffff}-]|%25|%[89a-f][\da-f])*$/iu.test(host)
  );
}

/** Resolves `%20`; undefined when a percent sign has no two digits behind it. */
function unescape(text: string): string | undefined {
  if (!text.includes('%')) return text;
  if (/%(?![\da-f]{2})/i.test(text)) return undefined;
  return text.replace(/(?:%[\da-f]{2})+/gi, (codes) => {
    try {
      return decodeURIComponent(codes);
    } catch {
      return codes.replace(/%[89a-f][\da-f]/gi, '\ufffd').replace(/%[\da-f]{2}/gi, decodeURIComponent);
    }
  });
}
