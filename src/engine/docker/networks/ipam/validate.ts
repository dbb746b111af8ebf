import { done, refused, type Result } from '../../daemon/daemon.ts';
import type { IpamPool } from '../../model.ts';
import { contains, masked, overlaps, printPrefix, readAddress, readPrefix, type Prefix } from './address.ts';

/** Joins problems as the daemon does: one stands alone, several become a list. Source: moby internal/multierror. */
export function joined(problems: readonly string[]): string {
  return problems.length === 1
    ? (problems[0] ?? '')
    : problems.map((one) => `* ${one.replaceAll('\n', '\n  ')}`).join('\n');
}

/** Looks at the blocks asked for a network before anything is made. Source: moby api/types/network/ipam.go ValidateIPAM. */
export function validateIpam(pools: readonly IpamPool[], enableIPv6: boolean): Result {
  const problems = pools.flatMap((pool) => problemsOf(pool, enableIPv6));
  return problems.length === 0 ? done : refused(`invalid network config:\n${joined(problems)}`);
}

function problemsOf(pool: IpamPool, enableIPv6: boolean): string[] {
  const subnet = readPrefix(pool.Subnet);
  if (!subnet) return [`invalid subnet ${pool.Subnet}: invalid CIDR block notation`];
  if (!enableIPv6 && subnet.address.family === 6) return [];
  const problems: string[] = [];
  const right = printPrefix(masked(subnet));
  if (printPrefix(subnet) !== right) problems.push(`invalid subnet ${printPrefix(subnet)}: it should be ${right}`);
  if (pool.IPRange !== undefined) problems.push(...rangeProblems(pool.IPRange, subnet));
  if (pool.Gateway !== undefined) {
    const why = addressProblem(pool.Gateway, subnet);
    if (why !== undefined) problems.push(`invalid gateway ${pool.Gateway}: ${why}`);
  }
  for (const [name, address] of Object.entries(pool.AuxiliaryAddresses ?? {})) {
    const why = addressProblem(address, subnet);
    if (why !== undefined) problems.push(`invalid auxiliary address ${name}: ${why}`);
  }
  return problems;
}

function rangeProblems(text: string, subnet: Prefix): string[] {
  const range = readPrefix(text);
  if (!range) return [`invalid ip-range ${text}: invalid CIDR block notation`];
  const { family } = subnet.address;
  if (range.address.family !== family) return [`invalid ip-range ${text}: parent subnet is an IPv${family} block`];
  const problems: string[] = [];
  const parent = printPrefix(subnet);
  if (range.bits < subnet.bits)
    problems.push(`invalid ip-range ${text}: CIDR block is bigger than its parent subnet ${parent}`);
  const right = printPrefix(masked(range));
  if (printPrefix(range) !== right) problems.push(`invalid ip-range ${printPrefix(range)}: it should be ${right}`);
  if (!overlaps(range, subnet))
    problems.push(`invalid ip-range ${text}: parent subnet ${parent} doesn't contain ip-range`);
  return problems;
}

function addressProblem(text: string, subnet: Prefix): string | undefined {
  const address = readAddress(text);
  if (!address) return 'invalid address';
  if (address.family !== subnet.address.family) return `parent subnet is an IPv${subnet.address.family} block`;
  return contains(subnet, address) ? undefined : `parent subnet ${printPrefix(subnet)} doesn't contain this address`;
}
