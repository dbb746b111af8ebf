import { refused, type Result } from '../../daemon/daemon.ts';
import type { IpamPool } from '../../model.ts';
import { contains, overlaps, readAddress, readPrefix } from './address.ts';

/** What the flags of `docker network create` say of addresses. */
export interface IpamFlags {
  readonly subnets: readonly string[];
  readonly ranges: readonly string[];
  readonly gateways: readonly string[];
  readonly aux: Readonly<Record<string, string>>;
}

interface Draft {
  Subnet: string;
  IPRange?: string;
  Gateway?: string;
  AuxiliaryAddresses?: Record<string, string>;
}

/**
 * Brings subnets, ranges, gateways and auxiliary addresses together as the client does, in its words when they do not fit.
 * Source: docker/cli 26.1 cli/command/network/create.go consolidateIpam.
 */
export function readIpam(flags: IpamFlags): Result<IpamPool[]> {
  const { subnets, ranges, gateways, aux } = flags;
  if (subnets.length < ranges.length || subnets.length < gateways.length)
    return refused('every ip-range or gateway must have a corresponding subnet');
  const drafts: Draft[] = [];
  for (const subnet of subnets) {
    for (const { Subnet } of drafts) {
      const inside = matches(subnet, Subnet);
      if (!inside.ok) return inside;
      const around = matches(Subnet, subnet);
      if (!around.ok) return around;
      if (inside.value || around.value) return refused('multiple overlapping subnet configuration is not supported');
    }
    drafts.push({ Subnet: subnet });
  }
  for (const range of ranges) {
    const put = place(drafts, { key: 'IPRange', value: range }, ['range', 'ranges', 'on']);
    if (!put.ok) return put;
  }
  for (const gateway of gateways) {
    const put = place(drafts, { key: 'Gateway', value: gateway }, ['gateway', 'gateways', 'for']);
    if (!put.ok) return put;
  }
  for (const [name, address] of Object.entries(aux)) {
    const fitting = fits(drafts, address);
    if (!fitting.ok) return fitting;
    if (fitting.value.length === 0) return refused(`no matching subnet for aux-address ${address}`);
    for (const draft of fitting.value) (draft.AuxiliaryAddresses ??= {})[name] = address;
  }
  return { ok: true, value: drafts.map(sorted) };
}

/** Go prints maps in the order of their keys. */
function sorted(draft: Draft): IpamPool {
  const { AuxiliaryAddresses: aux } = draft;
  if (!aux) return draft;
  const entries = Object.entries(aux).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { ...draft, AuxiliaryAddresses: Object.fromEntries(entries) };
}

/** Whether `data`, an address or a block, begins within the subnet. */
function matches(subnet: string, data: string): Result<boolean> {
  const block = readPrefix(subnet);
  if (!block) return refused(`invalid subnet: invalid CIDR address: ${subnet}`);
  if (!data.includes('/')) {
    const address = readAddress(data);
    return { ok: true, value: address !== undefined && contains(block, address) };
  }
  const other = readPrefix(data);
  if (!other) return refused(`invalid CIDR address: ${data}`);
  return { ok: true, value: overlaps(block, { address: other.address, bits: other.address.family === 4 ? 32 : 128 }) };
}

function fits(drafts: readonly Draft[], data: string): Result<Draft[]> {
  const found: Draft[] = [];
  for (const draft of drafts) {
    const inside = matches(draft.Subnet, data);
    if (!inside.ok) return inside;
    if (inside.value) found.push(draft);
  }
  return { ok: true, value: found };
}

function place(
  drafts: readonly Draft[],
  { key, value }: { key: 'IPRange' | 'Gateway'; value: string },
  [one, many, where]: readonly [string, string, string],
): Result<undefined> {
  const fitting = fits(drafts, value);
  if (!fitting.ok) return fitting;
  if (fitting.value.length === 0) return refused(`no matching subnet for ${one} ${value}`);
  for (const draft of fitting.value) {
    const known = draft[key];
    if (known !== undefined)
      return refused(
        `cannot configure multiple ${many} (${value}, ${known}) ${where} the same subnet (${draft.Subnet})`,
      );
    draft[key] = value;
  }
  return { ok: true, value: undefined };
}
