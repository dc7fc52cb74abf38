import { createHash } from 'node:crypto';

/** The hash of a page's text that its sidecar carries: over UTF-8, line endings as in the editor. */
export function textHash(text: string): string {
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}
