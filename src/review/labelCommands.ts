import { l10n, window } from 'vscode';
import type { AnalysisClient } from '../analysis/client';
import { mark, relabel } from '../annotations/decisions';
import type { Annotation, Layer, NumberFields } from '../annotations/model';
import { withoutWhitespace } from '../annotations/whitespace';
import { wordAt } from '../annotations/words';
import { COMMAND, LABEL_KEYS, type CommandId } from '../contract';
import type { Span } from '../page/span';
import { labelName, oneLine } from '../ui/words';
import { firstOf, newStamp, noPage, type Decider } from './decider';
import type { Handler } from './decisionCommands';
import { pickLabel } from './labelPicker';
import type { PageSession } from './pageSession';
import { selectionSpan } from './reviewMode';
import { wordsAround } from './wordsAround';

/** What gets a label: an annotation, or words that are not marked yet. */
interface Labelled {
  readonly session: PageSession;
  readonly span: Span;
  readonly annotation: Annotation | undefined;
  readonly inEditor: boolean;
}

/** Commands that give labels to annotations, to the selection and to the word at the cursor. */
export class LabelCommands {
  constructor(private readonly decider: Decider, private readonly client: AnalysisClient) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      ...Object.fromEntries(LABEL_KEYS.map(({ command, label }) => [command, (argument: unknown) => this.label(label, argument)])),
      [COMMAND.markLike]: (argument) => { this.markLike(argument); },
      [COMMAND.chooseLabel]: (argument) => this.chooseLabel(argument),
    };
  }

  /** @param argument of a digit key: `{ "digit": 3 }`, which gives the label that has the digit in the folder of the page */
  private async label(name: string, argument: unknown): Promise<void> {
    const digit = digitIn(argument);
    const what = await this.what(digit === undefined ? argument : undefined);
    if (!what) return;
    const { labels } = what.session;
    const label = digit === undefined ? labels.get(name) : labels.byKey(digit);
    if (label) return this.give(what, label.layer, label.name);
    window.setStatusBarMessage(digit === undefined ? l10n.t('{0} is not among the labels of this folder.', labelName(name, labels)) : l10n.t('No label has the key {0}.', digit), 3000);
  }

  private async chooseLabel(argument: unknown): Promise<void> {
    const session = this.decider.targets.of(argument, undefined)?.session;
    if (!session) return noPage();
    const finding = this.what(argument); // the word at the cursor may take the segmenter a while: the list does not wait for it
    const title = finding.then((what) => what && l10n.t('Label for “{0}”', oneLine(session.annotations.text.slice(what.span.start, what.span.end), 30)));
    const picked = await pickLabel(title, session.labels, undefined, this.decider.mode.typed);
    const what = picked && await finding;
    if (picked && what) await this.give(what, picked.layer, picked.label);
  }

  /** A quick fix: marks a stretch of the page as another annotation is marked. */
  private markLike(argument: unknown): void {
    const target = this.decider.targets.of(argument, undefined);
    const like = target?.annotations.at(0);
    if (!target || !like || !isSpan(argument)) return;
    const { annotations } = target.session;
    if (withoutWhitespace(annotations.text.slice(argument.start, argument.end)) !== withoutWhitespace(like.quote)) return; // edited meanwhile
    this.decider.carryOut(target.session, l10n.t('label as {0}', labelName(like.label, target.session.labels)), mark(annotations, argument, like.layer, like.label, {}, newStamp()), false);
  }

  /** The selection, else the annotation that the command names or the cursor is in, else the word at the cursor. */
  private async what(argument: unknown): Promise<Labelled | undefined> {
    const target = this.decider.targets.of(argument, undefined);
    if (!target) {
      noPage();
      return undefined;
    }
    const { session, inEditor } = target;
    const page = inEditor ? this.decider.targets.page() : undefined;
    const selection = page && selectionSpan(page.editor);
    if (selection && selection.start < selection.end) return { session, span: selection, annotation: undefined, inEditor };
    const annotation = page ? this.decider.mode.atCursor(session, page.editor) : target.annotations.at(0);
    // a passage is no name and no number: within it, the word at the cursor is meant
    if (annotation && !(selection && annotation.layer === 'duplicate')) return { session, span: annotation, annotation, inEditor };
    const words = selection && await wordsAround(this.client, session, selection);
    const word = words && wordAt(words, selection.start);
    if (word) return { session, span: word, annotation: undefined, inEditor };
    if (words ?? !selection) void window.setStatusBarMessage(l10n.t('Select the words to mark first.'), 3000);
    return undefined;
  }

  private async give({ session, span, annotation, inEditor }: Labelled, layer: Layer, label: string): Promise<void> {
    const { text } = session.annotations;
    const fields = layer === 'number' ? await this.readNumber(text.slice(span.start, span.end), label) : {};
    // the page may have changed while the label was chosen or the number was read
    const current = annotation ? session.annotations.get(annotation.id) : undefined;
    if (annotation ? !current : session.annotations.text !== text) return;
    const afters = current
      ? relabel(session.annotations, current, layer, label, fields, newStamp())
      : mark(session.annotations, span, layer, label, fields, newStamp());
    this.decider.carryOut(session, l10n.t('label as {0}', labelName(label, session.labels)), afters, inEditor && annotation !== undefined);
    if (!annotation) session.setCurrent(firstOf(session, afters.filter(([, after]) => after).map(([id]) => id))?.id);
  }

  private async readNumber(words: string, kind: string): Promise<NumberFields> {
    return words.length > 100 ? {} : (await this.client.readNumber(words, kind))?.fields ?? {};
  }
}

function digitIn(argument: unknown): number | undefined {
  return typeof argument === 'object' && argument !== null && 'digit' in argument && typeof argument.digit === 'number' ? argument.digit : undefined;
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number';
}
