import { csvFields } from '../csv.ts';
import { parseBool } from '../go-numbers.ts';
import { lower, quote } from '../go-text.ts';
import { checkFlags } from '../reader.ts';
import type { InstructionReader } from '../reader.ts';
import { didYouMean } from '../suggest.ts';
import type { Flag, MountFlag } from '../syntax.ts';

const flags = { mount: 'texts', network: 'text', security: 'text', device: 'texts' } as const;

const isNetwork = (value: string): value is 'default' | 'none' | 'host' => /^(?:default|none|host)$/.test(value);
const isSecurity = (value: string): value is 'sandbox' | 'insecure' => /^(?:sandbox|insecure)$/.test(value);

/**
 * A mount as far as it is read at once: the fields, and `from`, which may not hold a variable. Everything else waits
 * until the stage is built. Source: moby/buildkit frontend/dockerfile/instructions/commands_runmount.go.
 */
function readMount(flag: Flag): MountFlag | string {
  const list = csvFields(flag.value ?? '');
  if (typeof list === 'string') return `failed to parse csv mounts: ${list}`;
  const fields = list.map(splitField);
  let from: string | undefined;
  let type = 'bind';
  for (const { key, value } of fields) {
    if (value === undefined) continue;
    if (key === 'type') type = lower(value);
    if (key !== 'from') continue;
    if (/\$[^\n]/.test(value)) return `'${key}' doesn't support variable expansion, define alias stage instead`;
    from = value;
  }
  return { flag, fields, from: from || undefined, type };
}

function splitField(text: string): { key: string; value: string | undefined; text: string } {
  const equals = text.indexOf('=');
  if (equals < 0) return { key: lower(text), value: undefined, text };
  return { key: lower(text.slice(0, equals)), value: text.slice(equals + 1), text };
}

/** What is wrong with a --device; devices are checked here and used nowhere, as the labs channel alone builds them. */
function deviceMistake(value: string): string | undefined {
  const list = csvFields(value);
  if (typeof list === 'string') return `failed to parse csv devices: ${list}`;
  let name = '';
  for (const text of list) {
    const field = splitField(text);
    if (field.key === 'required') {
      if (field.value === undefined || parseBool(field.value) !== undefined) continue;
      return `invalid value for required: ${field.value}`;
    }
    if (field.key === 'name' && field.value !== undefined) {
      if (name) return `device name already set to ${name}`;
      name = field.value;
    } else if (!name) name = text;
    else if (field.value === undefined) return `invalid field '${text}' must be a key=value pair`;
    else return `unexpected key '${field.key}' in '${text}'${didYouMean(field.key, ['name', 'required'])}`;
  }
  return undefined;
}

const run: InstructionReader = {
  name: 'run',
  form: 'exec',
  heredocs: true,
  flags,
  read(node) {
    const checked = checkFlags(node, flags);
    if (typeof checked === 'string') return checked;
    for (const device of checked.all('device')) {
      const mistake = deviceMistake(device.value ?? '');
      if (mistake !== undefined) return mistake;
    }
    const mounts: MountFlag[] = [];
    for (const flag of checked.all('mount')) {
      const mount = readMount(flag);
      if (typeof mount === 'string') return mount;
      mounts.push(mount);
    }
    const network = checked.get('network')?.value;
    if (network !== undefined && !isNetwork(network)) return `invalid network mode ${quote(network)}`;
    const security = checked.get('security')?.value;
    if (security !== undefined && !isSecurity(security)) return `security ${quote(security)} is not valid`;
    const form = node.json ? 'exec' : 'shell';
    const { args: command, heredocs } = node;
    return { kind: 'run', node, form, command, heredocs, mounts, network, security };
  },
};

export default [run];
