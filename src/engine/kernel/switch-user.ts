import { capable } from '../files/index.ts';
import type { Credentials, Owner } from '../files/tree.ts';

/**
 * Which call the kernel refuses with EPERM when a program becomes somebody else, in the order in which programs make them: groups
 * need CAP_SETGID, the user CAP_SETUID. Undefined: it may. Source: capabilities(7), setgroups(2).
 */
export function refusedSwitch(who: Credentials, to: Owner): 'setgroups' | 'setgid' | 'setuid' | undefined {
  if (!capable(who, 'SETGID')) return 'setgroups';
  if (to.uid !== who.uid && !capable(who, 'SETUID')) return 'setuid';
  return undefined;
}
