import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Io } from './command.ts';
import { usageError } from './command.ts';

/** The process's own streams and files. */
export function nodeIo(): Io {
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  const path = (name: string) => resolve(cwd, name);
  return {
    cwd,
    stdin: textOf(process.stdin),
    out: (text) => write(process.stdout, text),
    err: (text) => void process.stderr.write(text),
    async read(name) {
      if (name === '-') return readAll(process.stdin);
      try {
        return await readFile(path(name), 'utf8');
      } catch (error) {
        throw usageError(`cannot read ${name}: ${reasonOf(error)}`);
      }
    },
    async readIfThere(name) {
      try {
        return await readFile(path(name), 'utf8');
      } catch {
        return undefined;
      }
    },
  };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  return code === 'EACCES' ? 'permission denied' : String(error);
}

/** UTF-8 text in pieces; a character that is cut apart between two chunks stays whole. */
async function* textOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of stream) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const piece of textOf(stream)) text += piece;
  return text;
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((done) => {
    if (stream.write(text)) done();
    else stream.once('drain', done);
  });
}
