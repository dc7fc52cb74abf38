import type { Sidecar } from './sidecar';
import { diffSidecars, type SidecarChange } from './sidecarDiff';

/**
 * What became of one annotation from one version of a sidecar to the next; nothing where it stayed as it was.
 * @param before undefined where there was no sidecar yet
 */
export function annotationChange(before: Sidecar | undefined, after: Sidecar, id: string): SidecarChange | undefined {
  return diffSidecars(only(before ?? { ...after, annotations: [] }, id), only(after, id)).find(({ kind }) => kind !== 'header');
}

function only(sidecar: Sidecar, id: string): Sidecar {
  return { ...sidecar, annotations: sidecar.annotations.filter((annotation) => annotation.id === id) };
}
