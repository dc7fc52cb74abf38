import * as vscode from 'vscode';
import { assertFitsSchema } from '../../sidecarSchema';
import { closeAll } from './support';

/** What the file system of a test refuses to do. */
export type Refusal = 'write' | 'rename';

/** A virtual file system in memory that can be told to refuse; its addresses begin with `memory-test:`. */
export class MemoryFiles implements vscode.FileSystemProvider {
  static readonly scheme = 'memory-test';
  readonly refused = new Set<Refusal>();
  /** What writing fails with where it is refused. */
  fault: Error = vscode.FileSystemError.NoPermissions();
  /** Paths that nothing may be renamed to. */
  readonly refusedPaths = new Set<string>();
  private readonly files = new Map<string, { content: Uint8Array; mtime: number }>();
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;
  private registration: vscode.Disposable | undefined;
  private clock = 1;

  mount(): void {
    this.registration = vscode.workspace.registerFileSystemProvider(MemoryFiles.scheme, this, { isCaseSensitive: true });
  }

  /** Forgets all files and refusals. */
  unmount(): void {
    this.registration?.dispose();
    this.files.clear();
    this.refused.clear();
    this.refusedPaths.clear();
    this.fault = vscode.FileSystemError.NoPermissions();
  }

  uri(path: string): vscode.Uri {
    return vscode.Uri.from({ scheme: MemoryFiles.scheme, path });
  }

  /** The paths of all files, sorted. */
  get paths(): string[] {
    return [...this.files.keys()].sort();
  }

  text(path: string): string | undefined {
    const file = this.files.get(path);
    const text = file && Buffer.from(file.content).toString('utf8');
    if (text !== undefined) assertFitsSchema(text, path);
    return text;
  }

  put(path: string, text: string): vscode.Uri {
    this.set(path, Buffer.from(text, 'utf8'));
    return this.uri(path);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const file = this.files.get(path);
    if (file) return { type: vscode.FileType.File, ctime: 0, mtime: file.mtime, size: file.content.length };
    if (this.paths.some((other) => other.startsWith(`${path.replace(/\/$/, '')}/`))) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    throw vscode.FileSystemError.FileNotFound(path);
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    const start = path.endsWith('/') ? path : `${path}/`;
    return this.paths.filter((other) => other.startsWith(start)).map((other) => [other.slice(start.length), vscode.FileType.File]);
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const file = this.files.get(path);
    if (!file) throw vscode.FileSystemError.FileNotFound(path);
    return file.content;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    if (this.refused.has('write')) throw this.fault;
    this.set(uri.path, content);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    if (this.refused.has('rename')) throw new vscode.FileSystemError('this file system cannot rename');
    if (this.refusedPaths.has(to.path)) throw vscode.FileSystemError.NoPermissions(to);
    const file = this.files.get(from.path);
    if (!file) throw vscode.FileSystemError.FileNotFound(from);
    this.delete(from);
    this.set(to.path, file.content);
  }

  delete({ path }: vscode.Uri): void {
    if (!this.files.delete(path)) throw vscode.FileSystemError.FileNotFound(path);
    this.changes.fire([{ type: vscode.FileChangeType.Deleted, uri: this.uri(path) }]);
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions('this file system makes no folders');
  }

  private set(path: string, content: Uint8Array): void {
    const type = this.files.has(path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    this.files.set(path, { content, mtime: this.clock++ });
    this.changes.fire([{ type, uri: this.uri(path) }]);
  }
}

/** An empty file system for each test of a `describe`; after a test all pages are closed, whatever it made the files refuse. */
export function memoryFilesInEachTest(): MemoryFiles {
  const files = new MemoryFiles();
  beforeEach(() => { files.mount(); });
  afterEach(async () => {
    files.refused.clear();
    await closeAll();
    files.unmount();
  });
  return files;
}
