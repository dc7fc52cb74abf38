import type { Disposable, LogOutputChannel } from 'vscode';
import type { AnalysisClient } from '../analysis/client';
import type { LearnedModel, Request } from '../analysis/protocol';
import type { Lesson } from '../entities/lessons';
import type { LearnedModelFile } from '../files/learnedModelFile';
import { settings } from '../settings';

/** How long learning must rest before what was learned is written. */
const SAVE_PAUSE_MS = 2000;

/**
 * What the recogniser has learned in this workspace: the weights as they were last fetched from the analysis process, and
 * the lessons since, which a new process learns again.
 */
export class LearnedModels implements Disposable {
  private earlier: LearnedModel | undefined;
  private lessons: Lesson[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isUnwritten = false;
  /** Counts how often all was forgotten. */
  private resets = 0;

  /** @param file undefined where the window has no storage of its own: what is learned is forgotten with it */
  constructor(private readonly client: AnalysisClient, private readonly file: LearnedModelFile | undefined, private readonly log: LogOutputChannel) {}

  /** How many lessons are not in the file yet. */
  get pending(): number {
    return this.lessons.length;
  }

  /** Reads what earlier sessions learned. What is damaged is left aside: learning begins anew. */
  async load(): Promise<void> {
    try {
      this.earlier = await this.file?.read();
    } catch (error) {
      this.log.error('what was learned in earlier sessions cannot be read', error instanceof Error ? error : String(error));
    }
    if (this.earlier) this.inform();
  }

  greeting(): Request[] {
    return this.earlier || this.lessons.length > 0 ? [this.request()] : [];
  }

  /** Keeps what the analysis process has learned from. */
  learned(lessons: readonly Lesson[]): void {
    if (lessons.length === 0) return;
    this.lessons.push(...lessons);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), SAVE_PAUSE_MS);
  }

  /** Fetches and writes what was learned. Resolves when it is written or has failed, which is told in the log. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.lessons.length > 0 && settings.learnFromDecisions()) {
      const { resets } = this;
      const count = this.lessons.length;
      const learned = await this.client.learnedModel();
      if (learned && resets === this.resets) {
        this.lessons.splice(0, count); // answers come in order: what was learned before the question is in the answer
        this.earlier = learned;
        this.isUnwritten = true;
      }
    }
    if (!this.isUnwritten || !this.earlier || !this.file) return;
    try {
      this.isUnwritten = false;
      await this.file.write(this.earlier);
    } catch (error) {
      this.isUnwritten = true;
      this.log.error('what was learned cannot be written', error instanceof Error ? error : String(error));
    }
  }

  /** Forgets all that was learned. @throws what the file system says */
  async reset(): Promise<void> {
    clearTimeout(this.timer);
    this.resets++;
    this.earlier = undefined;
    this.lessons = [];
    this.isUnwritten = false;
    this.inform();
    await this.file?.remove();
  }

  /** Learning was turned off or on: what was learned is kept, and is used again when it is on. */
  settingChanged(): void {
    this.inform();
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private inform(): void {
    this.client.inform(this.request());
  }

  private request(): Extract<Request, { type: 'learned' }> {
    if (!settings.learnFromDecisions()) return { type: 'learned', lessons: [] };
    return { type: 'learned', ...(this.earlier ? { earlier: this.earlier } : {}), lessons: this.lessons };
  }
}
