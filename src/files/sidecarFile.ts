import { FileSystemError, workspace, type Uri } from 'vscode';
import { SIDECAR_SUFFIX } from '../annotations/sidecar';
import { diskStorage } from './diskStorage';
import { SidecarStore, type PlaceFinder, type SidecarStorage } from './sidecarStore';
import { replaceFile } from './virtualWrite';
import { messageOf } from './messageOf';

export type { LoadResult, PlaceFinder, SaveResult } from './sidecarStore';

export function sidecarUri(page: Uri): Uri {
  return page.with({ path: page.path + SIDECAR_SUFFIX });
}

/** The sidecar of one page of the workspace. */
export class SidecarFile extends SidecarStore {
  readonly uri: Uri;

  constructor(page: Uri, findPlaces: PlaceFinder) {
    const uri = sidecarUri(page);
    super(storageOf(uri), page.path.slice(page.path.lastIndexOf('/') + 1), findPlaces);
    this.uri = uri;
  }
}

/** Reads and replaces a file of the workspace, wherever it is. */
export function storageOf(uri: Uri): SidecarStorage {
  return uri.scheme === 'file' ? diskStorage(uri.fsPath) : virtualStorage(uri);
}

/** A file in a remote or virtual workspace, whose file system knows no locks. */
function virtualStorage(uri: Uri): SidecarStorage {
  return {
    read: async () => {
      try {
        return { kind: 'bytes', bytes: await workspace.fs.readFile(uri) };
      } catch (error) {
        if (error instanceof FileSystemError && error.code === 'FileNotFound') return { kind: 'none' };
        return { kind: 'unreadable', message: messageOf(error) };
      }
    },
    write: (blocks) => replaceFile(uri, Buffer.concat(blocks)),
    alone: (work) => work(),
  };
}
