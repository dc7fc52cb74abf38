import { ENTITY_LABELS, NUMBER_KINDS, type Layer } from './annotations/model';

/** The names that the manifest and the code share. `test/unit/contract` checks that the two agree. */
export const PREFIX = 'newsAnnotator';

export const COMMAND = {
  annotatePage: 'newsAnnotator.annotatePage',
  closePage: 'newsAnnotator.closePage',
  startReview: 'newsAnnotator.startReview',
  leaveReview: 'newsAnnotator.leaveReview',
  accept: 'newsAnnotator.accept',
  reject: 'newsAnnotator.reject',
  next: 'newsAnnotator.next',
  previous: 'newsAnnotator.previous',
  nextAny: 'newsAnnotator.nextAny',
  previousAny: 'newsAnnotator.previousAny',
  labelPerson: 'newsAnnotator.labelPerson',
  labelOrganisation: 'newsAnnotator.labelOrganisation',
  labelPlace: 'newsAnnotator.labelPlace',
  labelWork: 'newsAnnotator.labelWork',
  labelCardinal: 'newsAnnotator.labelCardinal',
  labelMoney: 'newsAnnotator.labelMoney',
  labelPercent: 'newsAnnotator.labelPercent',
  labelDate: 'newsAnnotator.labelDate',
  labelMeasure: 'newsAnnotator.labelMeasure',
  labelOrdinal: 'newsAnnotator.labelOrdinal',
  chooseLabel: 'newsAnnotator.chooseLabel',
  remapLabel: 'newsAnnotator.remapLabel',
  openLabels: 'newsAnnotator.openLabels',
  startLeft: 'newsAnnotator.startLeft',
  startRight: 'newsAnnotator.startRight',
  endLeft: 'newsAnnotator.endLeft',
  endRight: 'newsAnnotator.endRight',
  startWordLeft: 'newsAnnotator.startWordLeft',
  startWordRight: 'newsAnnotator.startWordRight',
  endWordLeft: 'newsAnnotator.endWordLeft',
  endWordRight: 'newsAnnotator.endWordRight',
  wholeWords: 'newsAnnotator.wholeWords',
  allOccurrences: 'newsAnnotator.allOccurrences',
  nextCopy: 'newsAnnotator.nextCopy',
  undo: 'newsAnnotator.undo',
  redo: 'newsAnnotator.redo',
  markLike: 'newsAnnotator.markLike',
  reopen: 'newsAnnotator.reopen',
  describe: 'newsAnnotator.describe',
  showActions: 'newsAnnotator.showActions',
  typeAhead: 'newsAnnotator.typeAhead',
  decideMany: 'newsAnnotator.decideMany',
  acceptAll: 'newsAnnotator.acceptAll',
  rejectAll: 'newsAnnotator.rejectAll',
  filter: 'newsAnnotator.filter',
  search: 'newsAnnotator.search',
  groupBy: 'newsAnnotator.groupBy',
  sortBy: 'newsAnnotator.sortBy',
  place: 'newsAnnotator.place',
  keepDecision: 'newsAnnotator.keepDecision',
  takeOtherDecision: 'newsAnnotator.takeOtherDecision',
  reveal: 'newsAnnotator.reveal',
  sortNumbersByValue: 'newsAnnotator.sortNumbersByValue',
  sortNumbersByPlace: 'newsAnnotator.sortNumbersByPlace',
  groupNumbersByUnit: 'newsAnnotator.groupNumbersByUnit',
  groupNumbersByKind: 'newsAnnotator.groupNumbersByKind',
  copyNumbers: 'newsAnnotator.copyNumbers',
  openNextPage: 'newsAnnotator.openNextPage',
  sortCorpus: 'newsAnnotator.sortCorpus',
  filterCorpus: 'newsAnnotator.filterCorpus',
  refreshCorpus: 'newsAnnotator.refreshCorpus',
  annotateFiles: 'newsAnnotator.annotateFiles',
  relabelName: 'newsAnnotator.relabelName',
  setFullForm: 'newsAnnotator.setFullForm',
  mergeName: 'newsAnnotator.mergeName',
  undoCorpusChange: 'newsAnnotator.undoCorpusChange',
  redoCorpusChange: 'newsAnnotator.redoCorpusChange',
  sortNames: 'newsAnnotator.sortNames',
  filterNames: 'newsAnnotator.filterNames',
  showMoreNames: 'newsAnnotator.showMoreNames',
  corpusOccurrences: 'newsAnnotator.corpusOccurrences',
  openSidecar: 'newsAnnotator.openSidecar',
  showHistory: 'newsAnnotator.showHistory',
  checkAnnotations: 'newsAnnotator.checkAnnotations',
  fixAnnotations: 'newsAnnotator.fixAnnotations',
  nextArticle: 'newsAnnotator.nextArticle',
  previousArticle: 'newsAnnotator.previousArticle',
  reflowPage: 'newsAnnotator.reflowPage',
  writeReflowed: 'newsAnnotator.writeReflowed',
  treatAsNews: 'newsAnnotator.treatAsNews',
  stopTreatingAsNews: 'newsAnnotator.stopTreatingAsNews',
  findCopies: 'newsAnnotator.findCopies',
  stopFindingCopies: 'newsAnnotator.stopFindingCopies',
  sortCopies: 'newsAnnotator.sortCopies',
  moreCopies: 'newsAnnotator.moreCopies',
  openCopy: 'newsAnnotator.openCopy',
  compareCopies: 'newsAnnotator.compareCopies',
  keepCopy: 'newsAnnotator.keepCopy',
  markUpdate: 'newsAnnotator.markUpdate',
  markQuote: 'newsAnnotator.markQuote',
  notCopy: 'newsAnnotator.notCopy',
  carryAnnotations: 'newsAnnotator.carryAnnotations',
  foldCopies: 'newsAnnotator.foldCopies',
  showReport: 'newsAnnotator.showReport',
  showEffort: 'newsAnnotator.showEffort',
  openLexicon: 'newsAnnotator.openLexicon',
  importWordList: 'newsAnnotator.importWordList',
  removeFromLexicon: 'newsAnnotator.removeFromLexicon',
  resetLearnedModel: 'newsAnnotator.resetLearnedModel',
  restartAnalysis: 'newsAnnotator.restartAnalysis',
  showLog: 'newsAnnotator.showLog',
} as const;
export type CommandId = (typeof COMMAND)[keyof typeof COMMAND];

export const SETTING = {
  annotateAutomatically: 'annotateAutomatically',
  layers: 'layers',
  pages: 'pages',
  pageDate: 'pageDate',
  matchScripts: 'matchSimplifiedAndTraditional',
  unresolvedDates: 'unresolvedDates',
  numberHints: 'numberHints',
  checkFigures: 'checkFigures',
  showDoubts: 'showDoubts',
  copyCodeLens: 'copyCodeLens',
  checkCopies: 'checkCopies',
  corpusFiles: 'corpusFiles',
  labelsFile: 'labelsFile',
  rememberNames: 'rememberNames',
  lexiconFile: 'lexiconFile',
  learnFromDecisions: 'learnFromDecisions',
  joinPlaces: 'joinPlaces',
  editorName: 'editorName',
  signDecisions: 'signDecisions',
  sidecarsFollowPages: 'sidecarsFollowPages',
  effortLog: 'effortLog',
  effortLogFile: 'effortLogFile',
  effortIdleSeconds: 'effortIdleSeconds',
  analysisIdleMinutes: 'analysisIdleMinutes',
} as const;

/** Context keys, for `when` clauses. */
export const CONTEXT = {
  /** The page in the active editor is annotated. */
  annotated: 'newsAnnotator.annotated',
  /** The page in the active editor is in review mode. */
  reviewing: 'newsAnnotator.reviewing',
  /** A key was pressed that opens a list, which is not shown yet: what is typed meanwhile is meant for the list. Set by the keys themselves. */
  asking: 'newsAnnotator.asking',
  /** The details of the framed annotation were opened by key: VS Code closes them on Escape before it looks what else Escape does. */
  detailsShown: 'newsAnnotator.detailsShown',
  /** At least one page is annotated. */
  hasPages: 'newsAnnotator.hasPages',
  /** The order of the Numbers view: `value` or `place`. */
  numbersOrder: 'newsAnnotator.numbersOrder',
  /** The index of the workspace's copies is being made. */
  findingCopies: 'newsAnnotator.findingCopies',
  /** What the Numbers view groups by: `unit` or `kind`. */
  numbersGroup: 'newsAnnotator.numbersGroup',
} as const;

export const VIEW = { review: 'newsAnnotator.review', numbers: 'newsAnnotator.numbers', copies: 'newsAnnotator.copies', corpus: 'newsAnnotator.corpus', entities: 'newsAnnotator.entities' } as const;

/** The scheme of the documents that show a sidecar as a commit left it. */
export const VERSION_SCHEME = 'news-annotator-version';

/** The scheme of the documents that show a page reflowed. */
export const REFLOW_SCHEME = 'news-annotator-reflow';

/** The scheme of the documents that show a copied passage for comparing. */
export const COPY_SCHEME = 'news-annotator-copy';
/** The scheme of the document that shows what the work took. */
export const EFFORT_SCHEME = 'news-annotator-effort';

export const LANGUAGES = ['plaintext', 'news'] as const;
/** What providers register for: documents in these languages. */
export const PAGE_SELECTOR = LANGUAGES.map((language) => ({ language }));

/** A label with the command that gives it; the position in the list is its digit in review mode, 0 for the tenth. */
export interface LabelKey {
  readonly layer: Layer;
  readonly label: string;
  readonly command: CommandId;
}

export const LABEL_KEYS: readonly LabelKey[] = [
  { layer: 'entity', label: 'PERSON', command: COMMAND.labelPerson },
  { layer: 'entity', label: 'ORG', command: COMMAND.labelOrganisation },
  { layer: 'entity', label: 'PLACE', command: COMMAND.labelPlace },
  { layer: 'entity', label: 'WORK', command: COMMAND.labelWork },
  { layer: 'number', label: 'cardinal', command: COMMAND.labelCardinal },
  { layer: 'number', label: 'money', command: COMMAND.labelMoney },
  { layer: 'number', label: 'percent', command: COMMAND.labelPercent },
  { layer: 'number', label: 'date', command: COMMAND.labelDate },
  { layer: 'number', label: 'measure', command: COMMAND.labelMeasure },
  { layer: 'number', label: 'ordinal', command: COMMAND.labelOrdinal },
];

/** Every label that a person can give by hand. */
export const CHOOSABLE_LABELS: readonly { readonly layer: Exclude<Layer, 'duplicate'>; readonly label: string }[] = [
  ...ENTITY_LABELS.map((label) => ({ layer: 'entity' as const, label })),
  ...NUMBER_KINDS.map((label) => ({ layer: 'number' as const, label })),
];
