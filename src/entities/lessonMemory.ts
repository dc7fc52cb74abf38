import { finish, mix } from './hashing';
import type { Lesson } from './lessons';

/** How many lessons are remembered; then each new one takes the place of the oldest. */
const MOST_LESSONS = 2000;
/** Longer paragraphs are learned from once, and not remembered. */
const LONGEST_LESSON = 2000;
/** How often a lesson is answered by going over an earlier one: each is read about so many times, and once more. */
const REHEARSALS = 4;
/** No more than this is owed at a time: some seconds' worth, also after a thousand decisions at once. */
const MOST_OWED = 400;
const SEED = 0x1e55;

/**
 * Decided paragraphs to go over again. Learning from each only once brings little, and the last ones push out what the
 * earlier ones taught (experience replay, Lin 1992). The same lessons, asked for in the same order, come back in the same order.
 */
export class LessonMemory {
  private readonly lessons: Lesson[] = [];
  private readonly places = new Map<string, number>();
  /** How often each has been gone over. */
  private readonly visits: number[] = [];
  private oldest = 0;
  private owed = 0;
  private asked = 0;

  get size(): number {
    return this.lessons.length;
  }

  [Symbol.iterator](): Iterator<Lesson> {
    return this.lessons[Symbol.iterator]();
  }

  /** Remembers a lesson; one of the same text is replaced, since decisions change. */
  add(lesson: Lesson): void {
    if (lesson.text.length > LONGEST_LESSON) return;
    this.owed = Math.min(MOST_OWED, this.owed + REHEARSALS);
    this.keep(lesson);
  }

  /** Remembers a lesson that has been gone over in an earlier session. */
  keep(lesson: Lesson): void {
    const known = this.places.get(lesson.text);
    if (known !== undefined) {
      this.lessons[known] = lesson;
      return;
    }
    const place = this.lessons.length < MOST_LESSONS ? this.lessons.length : this.oldest++ % MOST_LESSONS;
    if (place < this.lessons.length) this.places.delete(this.lessons[place].text);
    this.places.set(lesson.text, place);
    this.visits[place] = 0;
    this.lessons[place] = lesson;
  }

  /** The next lesson to go over; undefined until there is a new one. */
  next(): Lesson | undefined {
    if (this.owed === 0) return undefined;
    this.owed--;
    // of three by chance the one gone over least often: else the first lessons would come again far more often than the last
    const candidates = [this.candidate(), this.candidate(), this.candidate()];
    const place = candidates.reduce((best, other) => (this.visits[other] < this.visits[best] ? other : best));
    this.visits[place]++;
    return this.lessons[place];
  }

  private candidate(): number {
    return (finish(mix(SEED, this.asked++)) >>> 0) % this.lessons.length;
  }
}
