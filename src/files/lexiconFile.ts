import { Uri, workspace } from 'vscode';
import { readLexicon, writeLexicon, type LexiconProblem } from '../entities/lexiconFormat';
import { EMPTY_LEXICON, mergeLexicons, type LexiconContent } from '../entities/workspaceLexicon';
import { storageOf } from './sidecarFile';
import type { SidecarStorage } from './sidecarStore';
import { messageOf } from './messageOf';

export type LexiconSync =
  | { readonly kind: 'done'; readonly content: LexiconContent }
  /** What is on disk is broken, so it was not overwritten. */
  | { readonly kind: 'problem'; readonly problem: LexiconProblem }
  | { readonly kind: 'unreadable'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/** The lexicon of a workspace on disk. Never overwrites what it could not read. */
export class LexiconFile {
  /** What the file held when it was last read or written; undefined where there was none. */
  private lastText: string | undefined;
  private base: LexiconContent = EMPTY_LEXICON;

  private readonly storage: SidecarStorage;

  constructor(readonly uri: Uri) {
    this.storage = storageOf(uri);
  }

  /**
   * Merges what is on disk with what is known here.
   * @param write whether the file is to hold the result; one that nobody needs is not made
   */
  async sync(mine: LexiconContent, write: boolean): Promise<LexiconSync> {
    if (!write) return this.merge(mine, false);
    try {
      await this.makeFolder(); // the lock is in it
      return await this.storage.alone(() => this.merge(mine, true));
    } catch (error) {
      return { kind: 'failed', message: messageOf(error) };
    }
  }

  /** @throws what the file system says where the file cannot be written */
  private async merge(mine: LexiconContent, write: boolean): Promise<LexiconSync> {
    const found = await this.storage.read();
    if (found.kind === 'unreadable') return found;
    const text = found.kind === 'none' ? undefined : new TextDecoder().decode(found.bytes);
    const theirs = this.theirs(text);
    if ('fault' in theirs) return { kind: 'problem', problem: theirs };
    const content = mergeLexicons(this.base, mine, theirs);
    this.lastText = text;
    this.base = theirs;
    const wanted = writeLexicon(content);
    if (!write || wanted === (text ?? writeLexicon(EMPTY_LEXICON))) return { kind: 'done', content };
    await this.storage.write([Buffer.from(wanted, 'utf8')]);
    this.lastText = wanted;
    this.base = content;
    return { kind: 'done', content };
  }

  /** Makes an empty file where there is none. @throws what the file system says */
  async create(): Promise<void> {
    if ((await this.storage.read()).kind !== 'none') return;
    await this.makeFolder();
    await this.storage.write([Buffer.from(writeLexicon(EMPTY_LEXICON), 'utf8')]);
  }

  private async makeFolder(): Promise<void> {
    await workspace.fs.createDirectory(Uri.joinPath(this.uri, '..'));
  }

  /** What the file says; a file that was removed says that there are no names. */
  private theirs(text: string | undefined): LexiconContent | LexiconProblem {
    if (text === undefined) return EMPTY_LEXICON;
    if (text === this.lastText) return this.base;
    const reading = readLexicon(text);
    return reading.ok ? reading.content : reading.problem;
  }
}
