import { Uri, workspace, type TextDocument } from 'vscode';
import { detectEncoding } from './detectEncoding';

/** A page as an editor holds it: open in one, or read for the purpose in the encoding that its bytes speak for. */
export async function openPageDocument(uri: Uri): Promise<TextDocument> {
  const open = documentOf(uri);
  if (open) return open;
  const encoding = detectEncoding(await workspace.fs.readFile(uri))?.name;
  return workspace.openTextDocument(uri, encoding === undefined ? undefined : { encoding });
}

/** The text of a page, without making a document of it. */
export async function readPageText(uri: Uri): Promise<string> {
  const open = documentOf(uri);
  if (open) return open.getText();
  const bytes = await workspace.fs.readFile(uri);
  const encoding = detectEncoding(bytes)?.name;
  return encoding === undefined ? workspace.decode(bytes, { uri }) : workspace.decode(bytes, { encoding });
}

function documentOf(uri: Uri): TextDocument | undefined {
  const key = uri.toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === key && !document.isClosed);
}
