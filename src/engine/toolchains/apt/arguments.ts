import type { Process } from '../../kernel/system.ts';

const VALUED = /^(?:-o|--option|-t|--target-release|--default-release|-c|--config-file|-a|--host-architecture)$/;
const PLAIN =
  /^(?:-y|--yes|--assume-yes|-q+|--quiet|-qq|--no-install-recommends|--no-install-suggests|--install-recommends|--fix-missing|--fix-broken|-f|-m|--allow-.*|--reinstall|--only-upgrade|--no-upgrade|--purge|--auto-remove|--autoremove|--ignore-missing|-u|-V|--show-progress|--trivial-only|--print-uris|-d|--download-only|-s|--simulate)$/;

/** What stood on the command line of apt-get. */
export interface Arguments {
  readonly flags: ReadonlyMap<string, string>;
  readonly names: readonly string[];
  readonly yes: boolean;
  readonly quiet: boolean;
  readonly recommends: boolean;
}

/** Reads flags, options (`-o`) and words; flags that are not modelled are reported. */
export function readArguments(process: Process, args: readonly string[]): Arguments {
  const flags = new Map<string, string>();
  const options: string[] = [];
  const names: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [, name = arg, value] = /^(--?[^=]+)=(.*)$/.exec(arg) ?? [];
    if (!arg.startsWith('-')) names.push(arg);
    else if (/^-[yqfmuVds]+$/.test(arg)) for (const letter of arg.slice(1)) flags.set(`-${letter}`, '');
    else if (VALUED.test(name)) options.push(value ?? args[++at] ?? '');
    else if (/^-o./.test(arg)) options.push(arg.slice(2));
    else if (PLAIN.test(name)) flags.set(name, '');
    else process.notSimulated(`flag ${name} of ${process.name}`);
  }
  const off = options.some((option) => /Install-Recommends=["']?(?:0|false|no)/i.test(option)) || configured(process);
  const yes =
    ['-y', '--yes', '--assume-yes'].some((flag) => flags.has(flag)) ||
    /q.*q/.test(args.filter((arg) => /^-\w*q/.test(arg)).join(''));
  if (['-s', '--simulate', '-d', '--download-only'].some((flag) => flags.has(flag)))
    process.notSimulated(`a dry run of ${process.name}`);
  return {
    flags,
    names,
    yes,
    quiet: args.some((arg) => /^-\w*qq/.test(arg)),
    recommends: !flags.has('--no-install-recommends') && !off,
  };
}

/** Recommends switched off by a file in apt.conf.d. */
function configured(process: Process): boolean {
  const folder = '/etc/apt/apt.conf.d';
  const names = process.files.list(folder);
  return (names.ok ? names.value : []).some((name) => {
    const text = process.files.read(`${folder}/${name}`);
    return /^\s*APT::Install-Recommends\s+"?(?:0|false|no)/im.test((text.ok ? text.value : undefined) ?? '');
  });
}
