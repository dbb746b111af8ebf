import { isMapping, mapping, text, type Value } from '../value.ts';

type Hosts = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: string };

/** Hosts with their addresses: `host=ip`, `host:ip`, or a mapping. Source: compose-go types/hostList.go. */
export function readHosts(value: Value): Hosts {
  const hosts = mapping();
  if (isMapping(value)) {
    for (const [host, one] of Object.entries(value)) hosts[host] = (Array.isArray(one) ? one : [one ?? '']).map(text);
  } else {
    for (const one of Array.isArray(value) ? value : []) {
      const line = text(one);
      const mark = line.includes('=') ? '=' : ':';
      const at = line.indexOf(mark);
      if (at === -1) return { ok: false, why: `invalid additional host, missing IP: ${line}` };
      const host = line.slice(0, at);
      const known = hosts[host];
      hosts[host] = [...(Array.isArray(known) ? known : []), ...line.slice(at + 1).split(',')];
    }
  }
  for (const [host, addresses] of Object.entries(hosts)) {
    if (host === '' || /[:=]/.test(host)) return { ok: false, why: `bad host name '${host}'` };
    hosts[host] = (Array.isArray(addresses) ? addresses : []).map((one) => text(one).replace(/^\[(.+)\]$/, '$1'));
  }
  return { ok: true, value: hosts };
}
