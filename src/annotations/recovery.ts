import type { Pending } from './pending';
import type { Sidecar, SidecarHeader } from './sidecar';
import { readSidecar } from './sidecarRead';
import { sidecarLines } from './sidecarWrite';

/** The version of the format of recovery records. */
const RECOVERY_FORMAT = 1;
/** Parts the record: JSON never holds this sign as it is. */
const SEPARATOR = '\u001e\n';

/** Decisions on one page that wait to be written to its sidecar. */
export interface Recovery {
  /** The page's address as a URI. */
  readonly page: string;
  /** What the sidecar held of the same annotations. */
  readonly base: Sidecar;
  readonly ours: Sidecar;
}

/**
 * A record as text, in small pieces: a line of JSON that names the page, then two sidecars, so that decisions are read
 * as strictly as from one.
 */
export function* recoveryLines(page: string, header: SidecarHeader, pending: Pending, text: string): Generator<string> {
  yield `${JSON.stringify({ recovery: RECOVERY_FORMAT, page })}\n`;
  yield SEPARATOR;
  yield* sidecarLines(header, pending.base, text);
  yield SEPARATOR;
  yield* sidecarLines(header, pending.ours, text);
}

/** The record for its page under another address. */
export function readdressed(record: string, page: string): string {
  return `${JSON.stringify({ recovery: RECOVERY_FORMAT, page })}${record.slice(record.indexOf('\n'))}`;
}

/** Reads a record; undefined where it is damaged or of a newer version. */
export function readRecovery(content: string): Recovery | undefined {
  const parts = content.split(SEPARATOR);
  if (parts.length !== 3 || !parts[2].endsWith('}\n')) return undefined;
  const page = pageOf(parts[0]);
  const [base, ours] = [readSidecar(parts[1]), readSidecar(parts[2])];
  return page !== undefined && base.ok && ours.ok ? { page, base: base.sidecar, ours: ours.sidecar } : undefined;
}

function pageOf(line: string): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  const { recovery, page } = json as Partial<Record<string, unknown>>;
  return recovery === RECOVERY_FORMAT && typeof page === 'string' ? page : undefined;
}
