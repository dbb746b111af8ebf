import type { Project } from '../model/project.ts';

/** Services in rows: each depends only on services of rows before it. Source: compose pkg/compose/dependencies.go. */
export function dependencyRows(project: Project): string[][] {
  const left = new Set(Object.keys(project.services));
  const rows: string[][] = [];
  while (left.size > 0) {
    const row = [...left].filter((name) =>
      Object.keys(project.services[name]?.depends_on ?? {}).every((other) => !left.has(other)),
    );
    if (row.length === 0) row.push(...left);
    for (const name of row) left.delete(name);
    rows.push(row);
  }
  return rows;
}
