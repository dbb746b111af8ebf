import { isBusybox } from '../../lib/flavor.ts';
import type { Device } from '../../../kernel/network/network.ts';
import type { Process } from '../../../kernel/system.ts';

/** Which lines of a device are wanted. */
export interface Showing {
  /** Addresses (`ip addr`), not only the device (`ip link`). */
  readonly addresses: boolean;
  readonly family: 4 | 6 | undefined;
  readonly oneline: boolean;
  readonly scope: string | undefined;
}

/** Name with the number of its other end. */
export function fullName({ name, peer }: Device): string {
  return peer === undefined ? name : `${name}@if${peer}`;
}

function flagsOf({ kind, up, peer }: Device, busybox: boolean): string {
  if (kind === 'loopback') return '<LOOPBACK,UP,LOWER_UP>';
  if (kind === 'bridge' && !up) return '<NO-CARRIER,BROADCAST,MULTICAST,UP>';
  return `<BROADCAST,MULTICAST,UP,LOWER_UP${busybox && peer !== undefined ? ',M-DOWN' : ''}>`;
}

/** As `ip` names it: a bridge without anybody is down. */
export function stateOf({ kind, up }: Device): string {
  if (kind === 'loopback') return 'UNKNOWN';
  return up ? 'UP' : 'DOWN';
}

/** Queue of a device: virtual ones have none. */
function queueOf(device: Device): string {
  const { kind, peer } = device;
  if (kind === 'ethernet' && peer === undefined) return 'qdisc pfifo_fast';
  return 'qdisc noqueue';
}

function first(device: Device, busybox: boolean, link: boolean): string {
  const { index, mtu, peer, kind } = device;
  const queue = peer === undefined && kind !== 'bridge' ? 'qlen 1000' : '';
  const start = `${index}: ${fullName(device)}: ${flagsOf(device, busybox)} mtu ${mtu} ${queueOf(device)}`;
  if (busybox) return `${start} ${queue}`;
  return `${start} state ${stateOf(device)}${link ? ' mode DEFAULT' : ''} group default ${queue}`;
}

function linkLine({ kind, mac, peer }: Device, busybox: boolean): string {
  if (kind === 'loopback') return `    link/loopback ${mac} brd 00:00:00:00:00:00`;
  return `    link/ether ${mac} brd ff:ff:ff:ff:ff:ff${!busybox && peer !== undefined ? ' link-netnsid 0' : ''}`;
}

/** Broadcast address of an IPv4 network. */
export function broadcastOf(address: string, bits: number): string {
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - bits);
  const last = Math.floor(value / size) * size + size - 1;
  return [24, 16, 8, 0].map((shift) => Math.floor(last / 2 ** shift) % 256).join('.');
}

/** Scope of an address: `host`, `link`, `global`. */
export function scopeOf(address: string): string {
  if (address === '::1' || address.startsWith('127.')) return 'host';
  return address.startsWith('fe80:') ? 'link' : 'global';
}

/** BusyBox, iproute2, or one of before 6.3, which says less of where addresses come from (Debian 12, Ubuntu 22.04). */
type Teller = 'busybox' | 'new' | 'old';

function tellerOf(process: Process): Teller {
  if (isBusybox(process)) return 'busybox';
  const { family, version = '' } = process.system.os;
  return (family === 'debian' && version === '12') || (family === 'ubuntu' && version === '22.04') ? 'old' : 'new';
}

function addressLine(device: Device, one: Device['addresses'][number], teller: Teller): string {
  const { address, bits } = one;
  const scope = scopeOf(address);
  if (!address.includes(':')) {
    const broadcast = scope === 'host' ? '' : ` brd ${broadcastOf(address, bits)}`;
    return `    inet ${address}/${bits}${broadcast} scope ${scope} ${device.name}`;
  }
  const global = { busybox: 'flags 02 ', new: 'nodad ', old: 'nodad ' }[teller];
  const kernel = scope === 'host' ? 'proto kernel_lo ' : 'proto kernel_ll ';
  const more = scope === 'global' ? global : teller === 'new' ? kernel : '';
  return `    inet6 ${address}/${bits} scope ${scope} ${more}`;
}

const LIFE = '       valid_lft forever preferred_lft forever';

/** A device as `ip addr` or `ip link` prints it, BusyBox's or iproute2's. */
export function showDevice(process: Process, device: Device, showing: Showing): string {
  const busybox = isBusybox(process);
  const { addresses, family, oneline, scope } = showing;
  const wanted = device.addresses.filter(
    ({ address }) =>
      (family === undefined || address.includes(':') === (family === 6)) &&
      (scope === undefined || scope === scopeOf(address)),
  );
  if (!addresses) return `${first(device, busybox, true)}${oneline ? '\\' : '\n'}${linkLine(device, busybox)}\n`;
  if (oneline)
    return wanted
      .map((one) => `${device.index}: ${device.name}${addressLine(device, one, tellerOf(process))}\\${LIFE}\n`)
      .join('');
  if ((family !== undefined || scope !== undefined) && wanted.length === 0) return '';
  const lines = wanted.map((one) => `${addressLine(device, one, tellerOf(process))}\n${LIFE}\n`);
  const link = family === undefined ? `${linkLine(device, busybox)}\n` : '';
  return `${first(device, busybox, false)}\n${link}${lines.join('')}`;
}

/** `ip -br`: a line for each device. */
export function showBrief(device: Device, showing: Showing): string {
  const name = fullName(device).padEnd(16);
  const state = stateOf(device).padEnd(14);
  const rest = showing.addresses
    ? device.addresses
        .filter(({ address }) => showing.family === undefined || address.includes(':') === (showing.family === 6))
        .map(({ address, bits }) => `${address}/${bits} `)
        .join('')
    : `${device.mac} ${flagsOf(device, false)} `;
  return `${name} ${state} ${rest}\n`;
}
