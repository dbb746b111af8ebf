import { refused, type Result } from '../daemon/daemon.ts';

/** A boolean option of a driver; refused in the words of libnetwork's parseErr. */
export function booleanOption(key: string, value: string): Result {
  return /^(?:1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/.test(value)
    ? { ok: true, value: undefined }
    : unreadable(key, value, `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`);
}

export function numberOption(key: string, value: string): Result {
  return /^[-+]?\d+$/.test(value)
    ? { ok: true, value: undefined }
    : unreadable(key, value, `strconv.Atoi: parsing ${JSON.stringify(value)}: invalid syntax`);
}

export function unreadable(key: string, value: string, why: string): Result {
  return refused(`failed to parse ${key} value: ${value} (${why})`);
}

/** Whether an option stands for true. */
export function isOn(value: string | undefined, otherwise: boolean): boolean {
  return value === undefined ? otherwise : /^(?:1|t|true)$/i.test(value);
}
