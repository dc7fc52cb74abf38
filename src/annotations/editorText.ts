import type { LineEnding } from './sidecar';

/**
 * A decoded file as VS Code's editor holds it, so that offsets agree: no byte order mark, and one kind of line ending,
 * CRLF where more than half of the line ends have a CR, else LF.
 */
export function editorText(decoded: string): { readonly text: string; readonly eol: LineEnding } {
  const content = decoded.startsWith('\ufeff') ? decoded.slice(1) : decoded;
  let crlf = 0;
  let cr = 0;
  let lf = 0;
  for (let index = 0; index < content.length; index++) {
    const unit = content.charCodeAt(index);
    if (unit === 10) lf++;
    else if (unit === 13) {
      if (content.charCodeAt(index + 1) === 10) {
        crlf++;
        index++;
      } else cr++;
    }
  }
  const eol: LineEnding = (crlf + cr) * 2 > crlf + cr + lf ? 'crlf' : 'lf';
  const mixed = eol === 'crlf' ? cr + lf > 0 : cr + crlf > 0;
  return { text: mixed ? content.replace(/\r\n|\r|\n/g, eol === 'crlf' ? '\r\n' : '\n') : content, eol };
}
