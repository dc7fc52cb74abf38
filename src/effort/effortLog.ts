import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { l10n, window, workspace, type Disposable, type Uri } from 'vscode';
import type { Layer } from '../annotations/model';
import { PREFIX, type CommandId } from '../contract';
import { EffortMeter, effortLine, type EffortRecord } from '../formats/effort';
import type { Handler } from '../review/decisionCommands';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';
import { settings } from '../settings';
import type { DefaultKeys } from './defaultKeys';
import { messageOf } from '../files/messageOf';

/** Commands that take decisions back or again: their keys and seconds count, but nothing is decided anew. */
const NOTHING_NEW: readonly string[] = ['undo', 'redo'];

/**
 * Writes what each decision took as JSON lines, where the setting asks for it: to a file in the extension's own storage
 * or in the folder of the page. Never any words of a page, and nothing leaves the machine.
 */
export class EffortLog implements Disposable {
  private readonly meter = new EffortMeter();
  private running: CommandId | undefined;
  private writing: Promise<void> = Promise.resolve();
  /** Files that could not be written to; told once. */
  private readonly failed = new Set<string>();
  private readonly subscription: Disposable;

  /** @param storage the file in the extension's own storage */
  constructor(pages: PageRegistry, readonly storage: string, private readonly keys: DefaultKeys) {
    this.subscription = pages.onDidChange(({ kind, session, change }) => {
      if (kind === 'changed' && change?.kind === 'store' && change.store.kind === 'decided') this.decided(session, change.store.ids ?? []);
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /** Resolves when all that was noted is in the file. */
  written(): Promise<void> {
    return this.writing;
  }

  /** The handler of a command, with what it decides put down to it. */
  counted(id: CommandId, handler: Handler): Handler {
    return (...args) => {
      this.meter.command();
      const before = this.running;
      this.running = id;
      const ended = (): void => { if (this.running === id) this.running = before; };
      let result: unknown;
      try {
        result = handler(...args);
      } catch (error) {
        ended();
        throw error;
      }
      if (result instanceof Promise) return result.finally(ended);
      ended();
      return result;
    };
  }

  private decided(session: PageSession, ids: readonly string[]): void {
    if (!settings.effortLog()) return;
    const cost = this.meter.decision(performance.now(), settings.effortIdleSeconds() * 1000);
    const command = this.running?.slice(PREFIX.length + 1);
    const key = this.running && this.keys.of(this.running, session.reviewing);
    const record: EffortRecord = {
      at: new Date().toISOString(),
      page: workspace.asRelativePath(session.document.uri),
      ...(command === undefined ? {} : { command }),
      ...(key === undefined ? {} : { key }),
      annotations: command !== undefined && NOTHING_NEW.includes(command) ? {} : countsOf(session, ids),
      ...cost,
    };
    const file = this.fileFor(session.document.uri);
    // one line in one write, one after the other: a line is there whole or not at all
    this.writing = this.writing.then(() => this.append(file, effortLine(record)));
  }

  /** The file for decisions on a page: the one that the setting names in its folder, else the one in the storage. */
  fileFor(page: Uri): string {
    const folder = workspace.getWorkspaceFolder(page);
    const path = settings.effortLogFile(page);
    return folder?.uri.scheme === 'file' && path !== '' ? join(folder.uri.fsPath, path) : this.storage;
  }

  private async append(file: string, line: string): Promise<void> {
    try {
      await mkdir(dirname(file), { recursive: true });
      await appendFile(file, line);
      this.failed.delete(file);
    } catch (error) {
      if (this.failed.has(file)) return;
      this.failed.add(file);
      window.showWarningMessage(l10n.t('The effort log {0} cannot be written: {1} Your decisions are not concerned; effort is not counted until it can.', file, messageOf(error)));
    }
  }
}

function countsOf({ annotations }: PageSession, ids: readonly string[]): Partial<Record<Layer, number>> {
  const counts: Partial<Record<Layer, number>> = {};
  for (const id of ids) {
    const annotation = annotations.get(id);
    if (annotation) counts[annotation.layer] = (counts[annotation.layer] ?? 0) + 1;
  }
  return counts;
}
