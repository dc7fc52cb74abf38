import * as l10n from '@vscode/l10n';
import type { FileProblem } from '../corpus/buildSegment';
import { LARGEST_FILE, LONGEST_PARAGRAPH } from '../corpus/limits';

/** Why a file takes no part in the search for copies, the same on the command line and in the editor. */
export function fileProblemText({ path, reason, message }: FileProblem): string {
  switch (reason) {
    case 'tooLarge': return `${path}: ${l10n.t('larger than {0} MB, left out', LARGEST_FILE >> 20)}`;
    case 'noText': return `${path}: ${l10n.t('no text in UTF-8, UTF-16, GB18030 or Big5, left out')}`;
    case 'unreadable': return `${path}: ${message}`;
  }
}

/** That a file has passages longer than any paragraph. */
export function cutFileText(path: string): string {
  return `${path}: ${l10n.t('has paragraphs of more than {0} characters, which are compared in pieces', LONGEST_PARAGRAPH)}`;
}
