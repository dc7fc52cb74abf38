import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as terms from '@vscode/l10n';
import { commands, l10n, window, workspace, type ExtensionContext } from 'vscode';
import { AnalysisClient } from './analysis/client';
import { CarryCommand } from './copies/carryCommand';
import { CompareView } from './copies/compareView';
import { CopiesTree } from './copies/copiesTree';
import { CopyCommands } from './copies/copyCommands';
import { CopyLens } from './copies/copyLens';
import { CopySigns } from './copies/copySigns';
import { CopyWarnings } from './copies/copyWarnings';
import { Corpus } from './copies/corpus';
import { ElsewhereFeed } from './copies/elsewhereFeed';
import { SharedDecisions } from './copies/sharedDecisions';
import { COMMAND, PREFIX, SETTING, type CommandId } from './contract';
import { CorpusCommands } from './corpusViews/corpusCommands';
import { occurrencesInCorpus } from './corpusViews/corpusOccurrences';
import { CorpusService } from './corpusViews/corpusService';
import { CorpusTree } from './corpusViews/corpusTree';
import { EntitiesTree } from './corpusViews/entitiesTree';
import { EntityCommands } from './corpusViews/entityCommands';
import { NameEditor } from './corpusViews/nameEditor';
import { NameProviders } from './corpusViews/nameProviders';
import { ArticleCommands } from './editor/articleCommands';
import { Doubts } from './editor/doubts';
import { FigureWarnings } from './editor/figureWarnings';
import { FileMarks } from './editor/fileMarks';
import { registerHighlights } from './editor/highlights';
import { registerHover } from './editor/hover';
import { MarkActions } from './editor/markActions';
import { Marks } from './editor/marks';
import { NewsFolderCommands } from './editor/newsFolders';
import { NumberHints } from './editor/numberHints';
import { PageReader } from './editor/pageReader';
import { ReflowCommands } from './editor/reflowCommands';
import { ReflowView } from './editor/reflowView';
import { StructureProviders } from './editor/structureProviders';
import { DefaultKeys, type Keybinding } from './effort/defaultKeys';
import { EffortCommand } from './effort/effortCommand';
import { EffortLog } from './effort/effortLog';
import { RecoveryJournal } from './files/recoveryJournal';
import { CallClient } from './processes/callClient';
import { Learning } from './learning/learning';
import { BulkCommand } from './review/bulkCommand';
import { ReportView } from './report/reportView';
import { CheckCommands } from './review/checkCommands';
import { CommandTargets, isKeyInTree } from './review/commandTarget';
import { ConflictCommands } from './review/conflictCommands';
import { Decider } from './review/decider';
import { DecisionCommands, type Handler } from './review/decisionCommands';
import { EdgeCommands } from './review/edgeCommands';
import { FileOperations } from './review/fileOperations';
import { HistoryCommand } from './review/historyCommand';
import { LabelCommands } from './review/labelCommands';
import { LabelsFileCommands } from './review/labelsFileCommands';
import { LongLines } from './review/longLines';
import { Messages } from './review/messages';
import { NavigationCommands } from './review/navigationCommands';
import { NumberCommands } from './review/numberCommands';
import { NumbersTree } from './review/numbersTree';
import { PageCommands } from './review/pageCommands';
import { PageRegistry } from './review/pageRegistry';
import { ReviewMode } from './review/reviewMode';
import { Signing } from './review/signing';
import { StatusBar } from './review/statusBar';
import { ReviewFilter } from './review/tree/reviewFilter';
import { ReviewTree } from './review/tree/reviewTree';
import { ViewCommands } from './review/tree/viewCommands';
import { WorkspaceLabels } from './review/workspaceLabels';
import { settings } from './settings';
import type { SurveyCalls, SurveyProgress } from './survey/protocol';

/** What the extension offers to its own tests; not for other extensions. */
export interface ExtensionApi {
  readonly pages: PageRegistry;
  readonly analysis: AnalysisClient;
  readonly marks: Marks;
  readonly tree: ReviewTree;
  readonly journal: RecoveryJournal;
  readonly numbers: NumbersTree;
  readonly corpus: Corpus;
  readonly copies: CopiesTree;
  readonly copySigns: CopySigns;
  readonly labels: WorkspaceLabels;
  readonly effort: EffortLog;
  readonly corpusPages: CorpusService;
  readonly corpusTree: CorpusTree;
  readonly entities: EntitiesTree;
  readonly names: NameEditor;
  readonly report: ReportView;
  readonly learning: Learning;
  /** How long `activate` took, in milliseconds. */
  readonly activationTime: number;
}

/** Writes what waits to be written when VS Code closes; set by `activate`. */
let lastWrites: (() => Promise<void>) | undefined;

export function activate(context: ExtensionContext): ExtensionApi {
  const started = performance.now();
  terms.config({ contents: l10n.bundle ?? {} }); // the words that the command line shares
  const log = window.createOutputChannel('News Annotator', { log: true });
  const analysis = new AnalysisClient({
    program: join(context.extensionPath, 'dist', 'analysis.js'),
    idleTime: settings.analysisIdleMinutes() * 60_000,
    log: (message) => { log.info(message); },
  });
  const journal = new RecoveryJournal(join(context.globalStorageUri.fsPath, 'recovery'), randomUUID().replaceAll('-', ''));
  const messages = new Messages(log, journal);
  const labels = new WorkspaceLabels();
  const pages = new PageRegistry(analysis, journal, messages, labels);
  labels.onDidChange(() => { for (const session of pages.all) session.labelsChanged(); });
  const learning = new Learning(context, pages, analysis, log);
  const marks = new Marks(pages);
  const doubts = new Doubts(pages);
  const filter = new ReviewFilter();
  const tree = new ReviewTree(pages, filter);
  const numbers = new NumbersTree(pages);
  const survey = new CallClient<SurveyCalls, SurveyProgress>({ program: join(context.extensionPath, 'dist', 'survey.js'), title: 'survey', log: (message) => { log.info(message); } });
  const corpusPages = new CorpusService(pages, survey, (message) => { messages.corpusFailed(message); });
  const corpusTree = new CorpusTree(corpusPages);
  const entities = new EntitiesTree(corpusPages);
  labels.onDidChange(() => { entities.labelsChanged(); });
  const names = new NameEditor(corpusPages, log);
  const entityCommands = new EntityCommands(corpusPages, entities, names);
  const mode = new ReviewMode(pages, filter);
  const actions = new MarkActions(pages, doubts, mode.typed);
  const statusBar = new StatusBar(pages);
  const effort = new EffortLog(pages, join(context.globalStorageUri.fsPath, 'effort.jsonl'), new DefaultKeys(keybindingsOf(context)));
  const effortCommand = new EffortCommand(effort);
  const report = new ReportView({ programs: join(context.extensionPath, 'dist'), effortFiles: () => effortCommand.files() });
  const targets = new CommandTargets(pages, mode, tree, numbers);
  const reader = new PageReader(pages, analysis);
  const reflow = new ReflowView(reader);
  const history = new HistoryCommand(targets);
  const checking = new CheckCommands(join(context.extensionPath, 'dist', 'cli.js'), pages, log);
  const decider = new Decider(targets, mode);
  const shared = new SharedDecisions(pages, log);
  const decisions = new DecisionCommands(decider, shared);
  tree.onDidCheck((boxes) => { decisions.check(boxes); });
  context.subscriptions.push(
    log, labels, pages, analysis, marks, filter, tree, numbers, mode, new LongLines(pages), statusBar, registerHover(pages), new NumberHints(pages), new FigureWarnings(pages),
    doubts, actions, registerHighlights(pages), new FileMarks(pages),
    effort, effortCommand, report, reader, new StructureProviders(pages, reader), reflow, new FileOperations(pages, journal, log), learning,
    corpusPages, corpusTree, entities, new NameProviders(pages, corpusPages, entityCommands),
    history, checking, new Signing(pages, context.globalState),
  );
  const corpus = new Corpus({
    program: join(context.extensionPath, 'dist', 'corpus.js'),
    storage: context.storageUri && join(context.storageUri.fsPath, 'corpus'),
    log: (message) => { log.info(message); },
  });
  const copies = new CopiesTree(corpus);
  const copySigns = new CopySigns(pages, context.extensionUri);
  const compare = new CompareView(reader);
  const copyCommands = new CopyCommands(pages, targets, mode, copies, compare, shared);
  context.subscriptions.push(corpus, copies, copySigns, compare, new CopyLens(pages), new CopyWarnings(pages), new ElsewhereFeed(pages, corpus));
  registerCommands(context, effort, targets, mode, {
    ...new PageCommands(pages, targets, mode, analysis, log).handlers(),
    ...new ArticleCommands(pages, reader).handlers(),
    ...new ReflowCommands(reader, reflow).handlers(),
    ...new NewsFolderCommands().handlers(),
    [COMMAND.typeAhead]: (argument) => { mode.typeAhead(argument); },
    ...new NavigationCommands(pages, targets, mode, shared).handlers(),
    ...new ViewCommands(filter, context.workspaceState).handlers(),
    ...decisions.handlers(),
    ...actions.handlers(),
    [COMMAND.decideMany]: () => new BulkCommand(pages, decider, shared, filter).run(),
    ...new LabelCommands(decider, analysis).handlers(),
    ...new LabelsFileCommands(pages, targets).handlers(),
    ...new EdgeCommands(decider, analysis).handlers(),
    ...copies.handlers(),
    ...copyCommands.handlers(),
    ...new CarryCommand(pages, shared, (argument) => copyCommands.targetOf(argument)).handlers(),
    ...effortCommand.handlers(),
    ...report.handlers(),
    ...new NumberCommands(targets, numbers).handlers(),
    ...new CorpusCommands(corpusPages, corpusTree, join(context.extensionPath, 'dist', 'cli.js'), log).handlers(),
    ...entityCommands.handlers(),
    [COMMAND.corpusOccurrences]: (argument) => occurrencesInCorpus(targets, corpusPages, names, argument),
    ...new ConflictCommands(targets, mode).handlers(),
    ...learning.handlers(targets),
    ...history.handlers(),
    ...checking.handlers(),
  });
  followWorkspace(context, pages, mode);
  for (const { document } of window.visibleTextEditors) void pages.consider(document);
  void messages.offerWaiting(pages);
  lastWrites = async () => { await Promise.all([pages.flush(), learning.flush()]); };
  return { pages, analysis, marks, tree, numbers, corpus, corpusPages, corpusTree, entities, names, copies, copySigns, labels, effort, report, journal, learning, activationTime: performance.now() - started };
}

export async function deactivate(): Promise<void> {
  await lastWrites?.();
}

function keybindingsOf({ extension }: ExtensionContext): readonly Keybinding[] {
  return (extension.packageJSON as { contributes: { keybindings: readonly Keybinding[] } }).contributes.keybindings;
}

/** Commands with a key in review mode that open a list. */
const LIST_COMMANDS: readonly CommandId[] = [COMMAND.chooseLabel, COMMAND.allOccurrences, COMMAND.decideMany, COMMAND.setFullForm, COMMAND.showActions];

function registerCommands(context: ExtensionContext, effort: EffortLog, targets: CommandTargets, mode: ReviewMode, handlers: Partial<Record<CommandId, Handler>>): void {
  for (const id of Object.values(COMMAND)) {
    const handler = handlers[id];
    if (!handler) throw new Error(`no handler for ${id}`);
    const counted = effort.counted(id, LIST_COMMANDS.includes(id) ? mode.opensList(handler) : handler);
    context.subscriptions.push(commands.registerCommand(id, (...args: Parameters<Handler>) => (
      isKeyInTree(args[0]) ? targets.selectionKnown(args[0]).then(() => counted(...args)) : counted(...args)
    )));
  }
}

/** Keeps the pages in step with what happens to their documents and settings. */
function followWorkspace(context: ExtensionContext, pages: PageRegistry, mode: ReviewMode): void {
  context.subscriptions.push(
    window.onDidChangeVisibleTextEditors((editors) => {
      for (const { document } of editors) void pages.consider(document);
    }),
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) void pages.retry();
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => { pages.of(document)?.textChanged(contentChanges); }),
    workspace.onDidSaveTextDocument((document) => void pages.of(document)?.flush(true)),
    workspace.onDidCloseTextDocument((document) => {
      const session = pages.of(document);
      if (session) void mode.leave(session).then(() => pages.close(session, false));
    }),
    workspace.onDidChangeConfiguration((event) => {
      for (const session of pages.all) {
        const { uri } = session.document;
        const concerned = [SETTING.layers, SETTING.pageDate, SETTING.unresolvedDates, SETTING.matchScripts, SETTING.rememberNames, SETTING.joinPlaces].some((name) => event.affectsConfiguration(`${PREFIX}.${name}`, uri));
        if (concerned) session.settingsChanged();
      }
      for (const { document } of window.visibleTextEditors) {
        if (event.affectsConfiguration(`${PREFIX}.${SETTING.annotateAutomatically}`, document.uri)) void pages.consider(document);
      }
    }),
  );
}
