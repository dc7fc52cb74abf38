import { Uri, workspace, type Disposable } from 'vscode';
import type { AnalysisClient } from '../analysis/client';
import type { Request } from '../analysis/protocol';
import { PREFIX, SETTING } from '../contract';
import { LexiconFile } from '../files/lexiconFile';
import type { PageRegistry } from '../review/pageRegistry';
import type { LexiconMessages } from './lexiconMessages';
import { lexiconKey, lexiconUri } from './lexiconPlace';
import { LexiconStore } from './lexiconStore';
import { messageOf } from '../files/messageOf';

/** The lexicons of the window, one a folder of the workspace, made when a page of it is annotated. */
export class Lexicons implements Disposable {
  private readonly stores = new Map<string, LexiconStore>();
  private readonly subscriptions: Disposable[];

  constructor(pages: PageRegistry, private readonly client: AnalysisClient, private readonly messages: LexiconMessages) {
    this.subscriptions = [
      pages.onDidChange(({ kind, session }) => {
        if (kind === 'opened') this.of(session.document.uri);
      }),
      workspace.onDidGrantWorkspaceTrust(() => { for (const store of this.stores.values()) this.attach(store); }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${PREFIX}.${SETTING.lexiconFile}`)) void this.startOver();
      }),
    ];
  }

  /** The lexicon of a page; undefined where names are not to be remembered. */
  of(page: Uri): LexiconStore | undefined {
    const key = lexiconKey(page);
    if (key === undefined) return undefined;
    const known = this.stores.get(key);
    if (known) return known;
    const store = new LexiconStore(key, this.messages);
    this.stores.set(key, store);
    store.onDidChange(() => { this.client.inform(request(store)); });
    this.attach(store);
    return store;
  }

  /** What a new analysis process is to know. */
  greeting(): Request[] {
    return [...this.stores.values()].map(request);
  }

  async flush(): Promise<void> {
    await Promise.all([...this.stores.values()].map((store) => store.flush()));
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const store of this.stores.values()) store.dispose();
  }

  private attach(store: LexiconStore): void {
    const folder = workspace.workspaceFolders?.find(({ uri }) => uri.toString() === store.key);
    try {
      const uri = lexiconUri(folder);
      if (uri) void store.attach(new LexiconFile(uri));
    } catch (error) {
      this.messages.badPath(messageOf(error));
    }
  }

  /** The files are others now: what the old ones said is forgotten. */
  private async startOver(): Promise<void> {
    await this.flush();
    const before = [...this.stores.keys()];
    for (const [key, store] of this.stores) {
      store.dispose();
      this.client.inform({ type: 'lexicon', lexicon: key });
    }
    this.stores.clear();
    for (const key of before) {
      const folder = workspace.workspaceFolders?.find(({ uri }) => uri.toString() === key);
      if (folder) this.of(folder.uri);
    }
  }
}

function request({ key, text }: LexiconStore): Extract<Request, { type: 'lexicon' }> {
  return { type: 'lexicon', lexicon: key, text };
}
