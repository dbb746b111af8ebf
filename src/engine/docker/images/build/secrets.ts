import { byteLength } from '../../../files/index.ts';
import type { Process } from '../../../kernel/index.ts';
import type { Result } from '../../daemon/daemon.ts';
import { refused } from '../../daemon/daemon.ts';
import { csvFields, cut } from './fields.ts';

/** Bytes that a secret may have. Source: moby/buildkit session/secrets/secrets.go MaxSecretSize. */
const MOST = 500 * 1024;

interface Source {
  id: string;
  file: string;
  env: string;
}

/** The texts of `--secret` flags by id. Source: docker/buildx util/buildflags/secrets.go; moby/buildkit secretsprovider/store.go; recorded, img-secrets. */
export function readSecrets(process: Process, values: readonly string[]): Result<Readonly<Record<string, string>>> {
  const sources: Source[] = [];
  for (const value of values) {
    const read = readSource(value);
    if (!read.ok) return read;
    sources.push(read.value);
  }
  const secrets: Record<string, string> = {};
  for (const source of sources) {
    const text = textOf(process, source);
    if (!text.ok) return text;
    secrets[source.id] = text.value;
  }
  return { ok: true, value: secrets };
}

function readSource(value: string): Result<Source> {
  const source: Source = { id: '', file: '', env: '' };
  let type = '';
  for (const field of csvFields(value)) {
    const pair = cut(field);
    if (!pair) return refused(`invalid field '${field}' must be a key=value pair`);
    const [name, text] = pair;
    const key = name.toLowerCase();
    if (key === 'type') {
      if (text !== 'file' && text !== 'env') return refused(`unsupported secret type ${JSON.stringify(text)}`);
      type = text;
    } else if (key === 'id') source.id = text;
    else if (key === 'source' || key === 'src') source.file = text;
    else if (key === 'env') source.env = text;
    else return refused(`unexpected key '${key}' in '${field}'`);
  }
  if (type === 'env' && source.env === '') return { ok: true, value: { ...source, env: source.file, file: '' } };
  return { ok: true, value: source };
}

function textOf(process: Process, { id, file, env }: Source): Result<string> {
  if (id === '') return refused('secret missing ID');
  const byName = file === '' && env === '';
  const variable = byName && process.env.has(id) ? id : env;
  const path = byName && variable === '' ? id : file;
  if (path === '') return { ok: true, value: process.env.get(variable) ?? '' };
  const entry = process.files.stat(process.path(path));
  if (!entry.ok) return refused(`failed to stat ${path}: stat ${path}: ${reason(entry.errno)}`);
  const text = process.files.read(process.path(path));
  const content = (text.ok ? text.value : undefined) ?? '';
  if (byteLength(content) > MOST) return refused(`secret ${id} too big. max size 500KB`);
  return { ok: true, value: content };
}

/** An error number as Go prints it. */
export function reason(errno: string): string {
  if (errno === 'ENOTDIR') return 'not a directory';
  if (errno === 'EACCES') return 'permission denied';
  if (errno === 'EISDIR') return 'is a directory';
  return 'no such file or directory';
}

/** Ids of `--ssh` flags whose agent or key is there. Source: docker/buildx util/buildflags/ssh.go; moby/buildkit sshprovider/agentprovider.go. */
export function readSsh(process: Process, values: readonly string[]): Result<readonly string[]> {
  const ids: string[] = [];
  for (const value of values) {
    const [id, text] = cut(value) ?? [value, ''];
    const paths = text === '' ? [] : text.split(',');
    if (paths.length === 0) {
      const socket = process.env.get('SSH_AUTH_SOCK') ?? '';
      if (socket === '') return refused('invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set');
      paths.push(socket);
    }
    for (const path of paths) {
      const entry = process.files.stat(process.path(path));
      if (!entry.ok) return refused(`stat ${path}: ${reason(entry.errno)}`);
    }
    ids.push(id);
  }
  return { ok: true, value: ids };
}
