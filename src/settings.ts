import { userInfo } from 'node:os';
import { workspace, type Uri } from 'vscode';
import { LAYERS, type Layer } from './annotations/model';
import { PREFIX, SETTING } from './contract';

/** The person's settings, read when asked for, so that a change counts at once. */
export const settings = {
  annotateAutomatically: (page: Uri): boolean => get(SETTING.annotateAutomatically, page, false),
  layers: (page: Uri): Layer[] => {
    const wanted = get<unknown>(SETTING.layers, page, LAYERS);
    return Array.isArray(wanted) ? LAYERS.filter((layer) => wanted.includes(layer)) : [...LAYERS];
  },
  /** Globs of what counts as a page in a folder of the workspace. */
  pages: (folder: Uri): string[] => {
    const globs = get<unknown>(SETTING.pages, folder, []);
    return Array.isArray(globs) ? globs.filter((glob): glob is string => typeof glob === 'string' && glob !== '') : [];
  },
  /** The date of the page as ISO 8601, empty where none is set. */
  pageDate: (page: Uri): string => get(SETTING.pageDate, page, ''),
  /** Whether copies may differ in simplified and traditional characters. */
  matchScripts: (page: Uri | undefined): boolean => get(SETTING.matchScripts, page, true),
  /** Whether relative dates are suggested where nothing tells the page's day. */
  unresolvedDates: (page: Uri): boolean => get(SETTING.unresolvedDates, page, false),
  numberHints: (page: Uri): boolean => get(SETTING.numberHints, page, false),
  /** Whether doubtful places are shown as problems. */
  showDoubts: (page: Uri): boolean => get(SETTING.showDoubts, page, true),
  checkFigures: (page: Uri): boolean => get(SETTING.checkFigures, page, true),
  /** Whether a line above each copied passage offers to go to, compare and keep copies. */
  copyCodeLens: (page: Uri): boolean => get(SETTING.copyCodeLens, page, true),
  /** Whether to warn where copies differ in a name or a number. */
  checkCopies: (page: Uri): boolean => get(SETTING.checkCopies, page, true),
  /** Folders and patterns of the files among which copies are looked for; empty: all pages of the workspace. */
  corpusFiles: (): string[] => {
    const wanted = get<unknown>(SETTING.corpusFiles, undefined, []);
    return Array.isArray(wanted) ? wanted.filter((entry): entry is string => typeof entry === 'string' && entry !== '') : [];
  },
  /** The file of labels, a path from the folder with `/`. */
  labelsFile: (folder: Uri): string => get(SETTING.labelsFile, folder, '').trim() || '.news-annotator/labels.json',
  /** Whether decisions say who made them. */
  signDecisions: (): boolean => get(SETTING.signDecisions, undefined, true),
  /** The name that the person gave; empty where none. */
  givenName: (): string => get(SETTING.editorName, undefined, '').trim(),
  /** The name written beside decisions; empty where none is wanted. */
  editorName: (): string => (settings.signDecisions() ? settings.givenName() || loginName() : ''),
  /** Whether renaming, moving, copying and deleting a page does the same to its sidecar. */
  sidecarsFollowPages: (page: Uri): boolean => get(SETTING.sidecarsFollowPages, page, true),
  effortLog: (): boolean => get(SETTING.effortLog, undefined, false),
  /** Where the effort log of a page is, a path from its folder; empty: in the extension's own storage. */
  effortLogFile: (page: Uri): string => get(SETTING.effortLogFile, page, '').trim(),
  /** Seconds after which a pause between two decisions is a rest. */
  effortIdleSeconds: (): number => get(SETTING.effortIdleSeconds, undefined, 60),
  /** Whether names that are decided are remembered in the workspace's lexicon. */
  rememberNames: (page: Uri): boolean => get(SETTING.rememberNames, page, true),
  /** The lexicon's path in the folder of the workspace. */
  lexiconFile: (folder: Uri): string => get(SETTING.lexiconFile, folder, '.news-annotator/lexicon.json').trim(),
  /** Whether the recogniser learns from decisions. */
  learnFromDecisions: (): boolean => get(SETTING.learnFromDecisions, undefined, true),
  /** Whether 省, 市, 县 and 乡 written together are one place. */
  joinPlaces: (page: Uri): boolean => get(SETTING.joinPlaces, page, true),
  analysisIdleMinutes: (): number => get(SETTING.analysisIdleMinutes, undefined, 10),
};

function get<Value>(name: string, scope: Uri | undefined, fallback: Value): Value {
  return workspace.getConfiguration(PREFIX, scope).get(name, fallback);
}

/** The user's name on this machine; empty where the system does not know it (some containers). */
function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
