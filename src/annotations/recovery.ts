import type { Pending } from './pending';
import type { Sidecar, SidecarHeader } from './sidecar';
import { readSidecar } from './sidecarRead';
import { writeSidecar } from './sidecarWrite';

/** The version of the format of recovery records. */
const RECOVERY_FORMAT = 1;

/** Decisions on one page that wait to be written to its sidecar. */
export interface Recovery {
  /** The page's address as a URI. */
  readonly page: string;
  /** What the sidecar held of the same annotations. */
  readonly base: Sidecar;
  readonly ours: Sidecar;
}

/** A record as text: one JSON object that holds two sidecars, so that decisions are read as strictly as from one. */
export function writeRecovery(page: string, header: SidecarHeader, pending: Pending, text: string): string {
  const sidecar = (annotations: Pending['ours']): string => writeSidecar(header, annotations, text);
  return `${JSON.stringify({ recovery: RECOVERY_FORMAT, page, base: sidecar(pending.base), ours: sidecar(pending.ours) })}\n`;
}

/** Reads a record; undefined where it is damaged or of a newer version. */
export function readRecovery(content: string): Recovery | undefined {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  const { recovery, page, base, ours } = json as Partial<Record<string, unknown>>;
  if (recovery !== RECOVERY_FORMAT || typeof page !== 'string' || typeof base !== 'string' || typeof ours !== 'string') return undefined;
  const [baseReading, oursReading] = [readSidecar(base), readSidecar(ours)];
  return baseReading.ok && oursReading.ok ? { page, base: baseReading.sidecar, ours: oursReading.sidecar } : undefined;
}
