import type { EntityLabel } from '../annotations/model';
import type { LabelledSpan } from './entity';
import { finish, mix } from './hashing';
import type { Lesson } from './lessons';
import { NameMatcher } from './nameMatcher';

/** How many lessons are remembered; then each new one takes the place of the oldest. */
const MOST_LESSONS = 2000;
/** Longer paragraphs are learned from once, and not remembered. */
const LONGEST_LESSON = 2000;
/** How often a lesson is answered by going over an earlier one: each is read about so many times, and once more. */
const REHEARSALS = 4;
/** No more than this is owed at a time: some seconds' worth, also after a thousand decisions at once. */
const MOST_OWED = 400;
const SEED = 0x1e55;
/** How many mentions make a name known: a lesson says nothing new of a name that is known from itself alone. */
const REPEATED = 2;
/** Names of one character are known nowhere, see KnownNames. */
const SHORTEST = 2;

/** How often a name has which label in the lessons. */
type Tally = Map<EntityLabel, number>;

/**
 * Decided paragraphs to go over again. Learning from each only once brings little, and the last ones push out what the
 * earlier ones taught (experience replay, Lin 1992). The same lessons, asked for in the same order, come back in the same order.
 */
export class LessonMemory {
  private readonly lessons: Lesson[] = [];
  private readonly places = new Map<string, number>();
  /** How often each has been gone over. */
  private readonly visits: number[] = [];
  private readonly names = new Map<string, Tally>();
  private readonly matcher = new NameMatcher<Tally>();
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
    const place = known ?? (this.lessons.length < MOST_LESSONS ? this.lessons.length : this.oldest++ % MOST_LESSONS);
    if (place < this.lessons.length) {
      this.count(this.lessons[place], -1);
      this.places.delete(this.lessons[place].text);
    }
    this.count(lesson, 1);
    this.places.set(lesson.text, place);
    if (known === undefined) this.visits[place] = 0;
    this.lessons[place] = lesson;
  }

  /** The lesson of exactly this text. */
  of(text: string): Lesson | undefined {
    const place = this.places.get(text);
    return place === undefined ? undefined : this.lessons[place];
  }

  /** The most frequent label of a name to which the lessons give several, so that none holds everywhere; undefined for all others. */
  usualLabel(name: string): EntityLabel | undefined {
    const tally = this.names.get(name);
    return tally && tally.size > 1 ? mostFrequent(tally) : undefined;
  }

  /** Where names stand in the text that the lessons hold more than once, each with its most frequent label. */
  repeatedIn(text: string): LabelledSpan[] {
    return this.matcher.find(text).flatMap(({ start, end, value }): LabelledSpan[] => {
      const label = mostFrequent(value);
      const mentions = [...value.values()].reduce((sum, count) => sum + count, 0);
      return label === undefined || mentions < REPEATED ? [] : [{ start, end, label }];
    });
  }

  private count({ text, names }: Lesson, change: 1 | -1): void {
    for (const { start, end, label } of names) {
      if (end - start < SHORTEST) continue;
      const name = text.slice(start, end);
      let tally = this.names.get(name);
      if (!tally) {
        this.names.set(name, tally = new Map<EntityLabel, number>());
        this.matcher.add(name, tally);
      }
      const count = (tally.get(label) ?? 0) + change;
      if (count > 0) tally.set(label, count);
      else tally.delete(label);
    }
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

function mostFrequent(tally: Tally): EntityLabel | undefined {
  let best: EntityLabel | undefined;
  for (const [label, count] of tally) if (best === undefined || count > tally.get(best)!) best = label;
  return best;
}
