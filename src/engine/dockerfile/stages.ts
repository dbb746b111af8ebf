import { lower } from './go-text.ts';
import { readInstruction } from './instructions.ts';
import { docComment } from './reader.ts';
import type { ArgInstruction, DockerfileError, FromInstruction, Instruction, Node, StageSyntax } from './syntax.ts';

/** The typed instructions of a file. */
export interface Grouped {
  /** ARGs before the first FROM. */
  readonly metaArgs: readonly ArgInstruction[];
  readonly stages: readonly StageSyntax[];
}

/**
 * Types the instructions and groups them into stages; mistakes are added to `errors`, and what has one is left out.
 * Source: moby/buildkit frontend/dockerfile/instructions/parse.go.
 */
export function groupStages(nodes: readonly Node[], errors: DockerfileError[]): Grouped {
  const metaArgs: ArgInstruction[] = [];
  const stages: StageSyntax[] = [];
  let current: Instruction[] | undefined;
  let homeless = false;
  for (const node of nodes) {
    const reading = readInstruction(node);
    if (typeof reading === 'string') {
      errors.push(mistake(node, `dockerfile parse error on line ${node.line}: ${reading}`));
      // What follows a broken FROM would have a stage.
      if (node.name === 'from') current = [];
    } else if (reading.kind === 'from') {
      current = [];
      stages.push(stageOf(reading, current));
    } else if (reading.kind === 'arg' && !current) metaArgs.push(reading);
    else if (current) current.push(reading);
    else if (!homeless) {
      homeless = true;
      errors.push(mistake(node, 'no build stage in current context'));
    }
  }
  return { metaArgs, stages };
}

function mistake(node: Node, message: string): DockerfileError {
  return { kind: 'instruction', message, line: node.line, endLine: node.endLine, span: node.span };
}

function stageOf(from: FromInstruction, instructions: readonly Instruction[]): StageSyntax {
  const { node, alias } = from;
  const name = alias ? lower(alias.value) : undefined;
  const doc = name ? docComment(node, name) : '';
  return { from, name, base: from.base.value, platform: from.platform?.value, doc, instructions, line: node.line };
}
