import * as l10n from '@vscode/l10n';

/**
 * What a person can do about a fault of the file system; its own words where nothing is known. The same on the command
 * line and in the editor.
 * @param message the file system's as `messageOf` gives it: with the name of the fault
 */
export function faultText(message: string): string {
  const name = /\b(?:E[A-Z]{2,}|NoPermissions|Unavailable|FileNotFound|FileIsADirectory|FileNotADirectory)\b/u.exec(message)?.[0];
  const advice = name && adviceOn(name);
  return advice ? `${advice} (${name})` : message;
}

function adviceOn(name: string): string | undefined {
  switch (name) {
    case 'ENOSPC': case 'EDQUOT': return l10n.t('The disk is full: make room on it.');
    case 'EACCES': case 'NoPermissions': return l10n.t('The permission is missing: ask for it, or move the page to a folder of your own.');
    case 'EPERM': return l10n.t('The permission is missing, or another program has the file open: close that program, or move the page to a folder of your own.');
    case 'EROFS': return l10n.t('The disk is read-only: copy the page to one that is not.');
    case 'ENAMETOOLONG': return l10n.t('The name is too long for this disk: give the page a shorter name, or its folders.');
    case 'EBUSY': case 'ETXTBSY': return l10n.t('Another program has the file open: close that program.');
    case 'ELOCKED': return l10n.t('Another window has been writing it for long: close that window.');
    case 'ENOENT': case 'FileNotFound': return l10n.t('The folder is gone: save the page to a folder again.');
    case 'EEXIST': case 'EISDIR': case 'ENOTDIR': case 'FileIsADirectory': case 'FileNotADirectory': return l10n.t('A folder stands where a file should, or a file where a folder should: rename it.');
    case 'EIO': return l10n.t('The disk reports damage: save the page to another one.');
    case 'Unavailable': return l10n.t('The file system is not to be reached: restore the connection.');
    default: return undefined;
  }
}
