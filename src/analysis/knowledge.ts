import { KnownNames } from '../entities/knownNames';
import { LearnedWeights } from '../entities/learning';
import { readLexicon } from '../entities/lexiconFormat';
import type { Lesson } from '../entities/lessons';
import type { EntityTagger } from '../entities/tagger';
import { differingNames, EMPTY_LEXICON, type LexiconContent } from '../entities/workspaceLexicon';
import type { LoadedTagger } from './loadTagger';
import type { LearnedModel } from './protocol';

/** Loads the recogniser, with what was learned on the model of an id. @throws Error where it cannot be loaded */
export type TaggerLoader = (learned: (model: string) => LearnedWeights | undefined) => LoadedTagger;

interface LoadedLexicon {
  readonly content: LexiconContent;
  readonly known: KnownNames;
}

/** What the analysis process knows of names: the lexicons of workspaces, and the recogniser with what decisions taught it. */
export class Knowledge {
  private readonly lexicons = new Map<string, LoadedLexicon>();
  private loaded: LoadedTagger | undefined;
  private earlier: LearnedModel | undefined;
  /** What the recogniser is to learn when it is loaded. */
  private waiting: readonly Lesson[] = [];

  constructor(private readonly load: TaggerLoader) {}

  /** @throws Error where the recogniser cannot be loaded */
  tagger(): EntityTagger {
    return this.recogniser().tagger;
  }

  known(lexicon: string | undefined): KnownNames | undefined {
    return lexicon === undefined ? undefined : this.lexicons.get(lexicon)?.known;
  }

  /**
   * Takes over a lexicon.
   * @param text as the lexicon's file has it; undefined: it is forgotten
   * @returns the strings about which it says something else than before
   * @throws Error where the text is no lexicon
   */
  setLexicon(lexicon: string, text: string | undefined): Set<string> {
    const before = this.lexicons.get(lexicon)?.content ?? EMPTY_LEXICON;
    if (text === undefined) {
      this.lexicons.delete(lexicon);
      return differingNames(before, EMPTY_LEXICON);
    }
    const reading = readLexicon(text);
    if (!reading.ok) throw new Error(`lexicon, line ${reading.problem.line}: ${reading.problem.detail}`);
    const { content } = reading;
    this.lexicons.set(lexicon, { content, known: new KnownNames(content.names.values(), content.rejected.values()) });
    return differingNames(before, content);
  }

  /** @throws Error where the recogniser cannot be loaded */
  learn(lessons: readonly Lesson[]): void {
    const { tagger } = this.recogniser();
    for (const lesson of lessons) tagger.learn(lesson, lesson.names);
  }

  /** Goes over one earlier lesson, some milliseconds' worth. @returns false where nothing is left to go over */
  rehearse(): boolean {
    return this.loaded?.tagger.rehearse() ?? false;
  }

  /** Begins again from the shipped model, with what is given in place of all that was learned. */
  startFrom(earlier: LearnedModel | undefined, lessons: readonly Lesson[]): void {
    this.earlier = earlier;
    this.waiting = lessons;
    this.loaded = undefined;
  }

  /** All that was learned. @throws Error where the recogniser cannot be loaded */
  learnedModel(): LearnedModel {
    const { tagger, model } = this.recogniser();
    while (tagger.rehearse()); // loaded a moment ago: the lessons of an earlier process are new to it
    return { model, weights: tagger.learned.encode() };
  }

  private recogniser(): LoadedTagger {
    if (this.loaded) return this.loaded;
    const { earlier } = this;
    // what was learned on another model has no meaning on this one
    const loaded = this.load((model) => (earlier?.model === model ? weightsOf(earlier) : undefined));
    for (const lesson of this.waiting) loaded.tagger.learn(lesson, lesson.names);
    this.waiting = [];
    this.loaded = loaded;
    return loaded;
  }
}

/** Weights that an earlier version wrote in another way are of no use: learning begins anew, and the log says so. */
function weightsOf({ weights }: LearnedModel): LearnedWeights | undefined {
  try {
    return LearnedWeights.decode(weights);
  } catch (error) {
    console.error('what was learned earlier cannot be used:', error instanceof Error ? error.message : error);
    return undefined;
  }
}
