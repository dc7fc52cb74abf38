import { findNodeAtLocation, parseTree, type JSONPath, type ParseError } from 'jsonc-parser';

/** A place in a file, counted from 1. */
export interface FilePlace {
  readonly line: number;
  readonly column: number;
}

/** Where JSON that cannot be parsed is broken. */
export function syntaxPlace(text: string): FilePlace {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  return placeOf(text, errors[0]?.offset ?? 0);
}

/** Where a value stands in valid JSON; the start of the text where it is not there. */
export function valuePlace(text: string, path: JSONPath): FilePlace {
  const tree = parseTree(text);
  const node = tree && findNodeAtLocation(tree, path);
  return placeOf(text, node?.offset ?? 0);
}

export function placeOf(text: string, offset: number): FilePlace {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
