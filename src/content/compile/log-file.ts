import { existsSync, readFileSync } from 'node:fs';
import type { LogEntry } from '../../engine/grade/check.ts';
import { contentError } from './front-matter.ts';

/**
 * Commands as content writes them: `$ command` a line (a backslash at its end goes on in the next), `> path` up to a line `EOF`
 * for an edit in between, `#` for remarks. None when the file does not exist; throws a content error for any other line.
 */
export function readLog(file: string): readonly LogEntry[] {
  return existsSync(file) ? parseLog(readFileSync(file, 'utf8'), file) : [];
}

/** The same of a text; `file` is named in errors. */
export function parseLog(text: string, file: string): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  const lines = text.split('\n');
  let files: Record<string, { text: string; mode: number }> = {};
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || line.startsWith('#')) continue;
    const edited = /^> (\S+)$/.exec(line);
    if (edited?.[1] !== undefined) {
      const end = lines.indexOf('EOF', at + 1);
      if (end === -1) throw contentError(`${file}:${at + 1}: the edit of ${edited[1]} has no line EOF`);
      files[edited[1]] = {
        text: lines
          .slice(at + 1, end)
          .map((each) => `${each}\n`)
          .join(''),
        mode: 0o644,
      };
      at = end;
      continue;
    }
    if (!line.startsWith('$ '))
      throw contentError(`${file}:${at + 1}: begin with "$ " or "> ", not ${JSON.stringify(line)}`);
    let command = line.slice(2);
    while (command.endsWith('\\') && at + 1 < lines.length) command += `\n${lines[++at] ?? ''}`;
    entries.push({
      at: 0,
      terminal: 0,
      kind: 'command',
      text: command,
      ...(Object.keys(files).length ? { files } : {}),
    });
    files = {};
  }
  if (Object.keys(files).length > 0) throw contentError(`${file}: a command must follow the last edit`);
  return entries;
}
